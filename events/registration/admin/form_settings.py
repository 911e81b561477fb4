"""How each call runs: its rules, its words in both languages, its questions, on one screen."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page

from events.models import EventSeriesPage
from events.registration.models import CallRules, Question, Registration

from .mail_wording import Letter, Letters
from .permissions import rules_of
from .series_planning import AddSessions, CopySeries


class RulesForm(WagtailAdminModelForm):
    """Other words of consent are another version, which registrations keep. A question is worded in every
    language of the site, with as many choices in each."""

    def is_valid(self):
        valid = super().is_valid()
        questions = self.formsets.get("questions")
        for form in questions.forms if valid and questions else ():
            if form.cleaned_data and not form.cleaned_data.get("DELETE"):
                valid = self._is_worded(form) and valid
        return valid

    def _is_worded(self, form) -> bool:
        texts = [row.cleaned_data for row in form.formsets["texts"].forms if row.cleaned_data]
        texts = [row for row in texts if not row.get("DELETE")]
        lacking = [
            locale for locale in Locale.objects.all() if locale not in [row["locale"] for row in texts]
        ]
        numbers = {len(list(filter(str.strip, row["choices"].splitlines()))) for row in texts}
        if lacking:
            names = ", ".join(locale.get_display_name() for locale in lacking)
            form.add_error(
                None, gettext("Word this question in %(languages)s as well.") % {"languages": names}
            )
        elif form.cleaned_data["kind"] == Question.Kind.CHOICE and (len(numbers) > 1 or min(numbers) < 2):
            form.add_error(
                None, gettext("Give at least two choices, as many and in the same order in every language.")
            )
        else:
            return True
        return False

    def save(self, commit=True):
        texts = self.formsets.get("texts")
        if texts and any("consent" in form.changed_data for form in texts.forms) and self.instance.pk:
            self.instance.consent_version += 1
        return super().save(commit=commit)


class RulesIndex(generic.IndexView):
    def get_base_queryset(self):
        titles = Page.objects.filter(translation_key=OuterRef("call_key"), alias_of__isnull=True).order_by(
            "pk"
        )
        active = Q(registrations__status__in=Registration.ACTIVE)
        return rules_of(self.request.user).annotate(
            title=Subquery(titles.values("title")[:1]), active=Count("registrations", filter=active)
        )

    @property
    def columns(self):
        return [
            TitleColumn("title", label=_("Series or event"), sort_key="title", get_url=self.get_edit_url),
            Column("get_registrant_display", label=_("Who registers")),
            Column("get_choice_display", label=_("What can be booked")),
            Column("active", label=_("Registrations"), sort_key="active"),
        ]


class RulesEdit(generic.EditView):
    def get_base_object_queryset(self):
        return rules_of(self.request.user)

    @property
    def header_more_buttons(self):
        """What else belongs to a call; each screen looks at the rights itself."""
        url = reverse("calls:letters", args=[self.object.pk])
        buttons = [Button(_("Wording of the mails"), url=url, icon_name="mail", priority=50)]
        series = EventSeriesPage.objects.filter(translation_key=self.object.call_key)
        for page in series.filter(alias_of__isnull=True).order_by("pk")[:1]:
            rights = page.permissions_for_user(self.request.user)
            if rights.can_add_subpage():
                url = reverse("calls:sessions", args=[self.object.pk])
                buttons.append(Button(AddSessions.page_title, url=url, icon_name="date", priority=60))
            if rights.can_copy_to(page.get_parent(), recursive=True):
                url = reverse("calls:copy", args=[self.object.pk])
                buttons.append(Button(CopySeries.page_title, url=url, icon_name="copy", priority=70))
        return [*super().header_more_buttons, *buttons]


class CallsViewSet(ModelViewSet):
    model = CallRules
    name = "calls"
    icon = "cog"
    menu_label = _("Rules and questions")
    menu_order = 130
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = RulesIndex
    edit_view_class = RulesEdit
    search_fields = []
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(["registrant", "choice"]),
                FieldRowPanel(["min_people", "max_people"]),
                FieldRowPanel(["second", "approval"]),
                "prefer_new",
            ],
            heading=_("Who and what"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["confirm_hours", "offer_hours"]),
                FieldRowPanel(["change_days", "cancel_days"]),
                FieldRowPanel(["fee_kind", "fee_partner", "fee_other"]),
                FieldRowPanel(["remind_days", "thank"]),
                FieldRowPanel(["retention_days", "unconfirmed_per_sender"]),
            ],
            heading=_("Times"),
        ),
        MultiFieldPanel(["ask_diet", "ask_access", "ask_overnight"], heading=_("Needs")),
        "ask_topics",
        InlinePanel("texts", heading=_("Words of the form"), label=_("language"), max_num=2),
        InlinePanel(
            "questions",
            heading=_("Questions of your own"),
            label=_("question"),
            panels=[
                FieldRowPanel(["kind", "required"]),
                InlinePanel("texts", heading=_("Wording"), label=_("language"), max_num=2),
            ],
        ),
    ]

    def get_edit_handler(self):
        return ObjectList(self.panels, base_form_class=RulesForm).bind_to_model(self.model)

    def get_urlpatterns(self):
        unused = {"add", "delete", "history", "history_results", "usage"}
        own = [
            path("<int:pk>/copy/", CopySeries.as_view(), name="copy"),
            path("<int:pk>/sessions/", AddSessions.as_view(), name="sessions"),
            path("<int:pk>/letters/", Letters.as_view(), name="letters"),
            path("<int:pk>/letters/<slug:occasion>/<slug:language>/", Letter.as_view(), name="letter"),
        ]
        return [*(url for url in super().get_urlpatterns() if url.name not in unused), *own]

    def get_common_view_kwargs(self, **kwargs):
        kwargs = super().get_common_view_kwargs(**kwargs)
        for name in ("add_url_name", "delete_url_name", "history_url_name", "usage_url_name"):
            kwargs[name] = None
        return kwargs
