"""The admin's reports on translations, each limited to what its reader works on."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView

from home.visibility import PAGE_ACTIONS

from .outdated import outdated, record_models
from .publishing import to_translate, waiting
from .rights import editable_among
from .sources import fetch_ends


def visible(translations: QuerySet[Translation], user) -> QuerySet[Translation]:
    """The translations whose original or translated page or record the user has rights on."""
    return translations.filter(_at("target_locale_id", user) | _at("source__locale_id", user))


def editable(translations: QuerySet[Translation], user) -> QuerySet[Translation]:
    """The translations whose translated page or record the user may change."""
    return translations.filter(_at("target_locale_id", user, {"change"}))


def _at(locale: str, user, actions=PAGE_ACTIONS) -> Q:
    place = {"translation_key": OuterRef("source__object_id"), "locale_id": OuterRef(locale)}
    found = Q(
        Exists(page_permission_policy.instances_user_has_any_permission_for(user, actions).filter(**place))
    )
    for model in record_models():
        records = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, {"change"})
        found |= Q(Exists(records.filter(**place)))
    return found


class _Report(TranslationsReportView):
    """A report that leads its reader only to what they may edit, and counts what waits as its screen does."""

    def get_queryset(self):
        found = Translation.objects.annotate(waiting_for_translation=Exists(to_translate(waiting())))
        return found.order_by("-pk").select_related(
            "source__locale", "source__specific_content_type", "target_locale"
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        translations = list(context["object_list"])
        fetch_ends(translations)
        ends = [end for one in translations for end in (one.original, one.target) if end]
        editable_ends = editable_among(self.request.user, ends)
        for one in translations:
            one.original_url = one.original_url if one.original in editable_ends else None
            one.target_url = one.target_url if one.target in editable_ends else None
        return context | {"translations": translations}


class TranslationsReport(_Report):
    """wagtail-localize's report, which shows every translation to everyone."""

    results_template_name = "home/admin/translations.html"

    def get_queryset(self):
        return visible(super().get_queryset(), self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = Translation.objects.filter(pk__in=[one.pk for one in context["translations"]])
        return context | {"changed": set(outdated(shown))}


class OutdatedReport(_Report):
    """The translations that need an update: their original was published with other words."""

    page_title = _("Translations that need an update")
    header_icon = "rotate"
    template_name = "wagtailadmin/reports/base_report.html"
    results_template_name = "home/admin/outdated_translations.html"
    index_url_name = "outdated_translations"
    index_results_url_name = "outdated_translations_results"
    paginate_by = 25

    def get_queryset(self):
        return editable(outdated(super().get_queryset()), self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"may_update": self.request.user.has_perm("wagtail_localize.submit_translation")}
