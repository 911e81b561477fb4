"""wagtail-localize's views with the rights that 1.14.5 does not ask for. Mounted before the admin's own."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from rest_framework.response import Response
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views import convert
from wagtail_localize.views.snippets_api import SnippetViewSet
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
    SubmitTranslationForm,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from .publishing import obstacle, translation_of
from .requests import request_translations
from .rights import may_create, may_edit, may_publish


class GuardedSubmitForm(SubmitTranslationForm):
    """Offers the languages that the user may add to."""

    def __init__(self, instance, user, *args, **kwargs):
        super().__init__(instance, *args, **kwargs)
        allowed = [
            locale.pk for locale in self.fields["locales"].queryset if may_create(user, instance, locale)
        ]
        self.fields["locales"].queryset = Locale.objects.filter(pk__in=allowed)


class GuardedSubmit:
    """Asks for translations of what the user may edit, into languages where he may add; makes drafts only."""

    def get_object(self):
        obj = super().get_object()
        if not may_edit(self.request.user, obj):
            raise PermissionDenied
        return obj

    def get_form(self):
        if self.request.method == "POST":
            return GuardedSubmitForm(self.object, self.request.user, self.request.POST)
        wanted = Locale.objects.filter(language_code=self.request.GET.get("select_locale", ""))
        return GuardedSubmitForm(self.object, self.request.user, initial={"locales": list(wanted)})

    @transaction.atomic
    def form_valid(self, form):
        locales = list(form.cleaned_data["locales"])
        made = request_translations(
            self.object,
            locales,
            user=self.request.user,
            subtree=form.cleaned_data["include_subtree"],
            components=self.components,
        )
        names = ", ".join(locale.get_display_name() for locale in locales)
        messages.success(self.request, self.get_success_message(names))
        only = made[0] if len(made) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(only))


class GuardedPageSubmit(GuardedSubmit, SubmitPageTranslationView):
    pass


class GuardedSnippetSubmit(GuardedSubmit, SubmitSnippetTranslationView):
    pass


class GuardedUpdate(UpdateTranslationsView):
    """Synchronises for those who may edit the source; publishes for those who may publish each target."""

    def get_object(self):
        source = super().get_object()
        if not may_edit(self.request.user, source.get_source_instance()):
            raise PermissionDenied
        return source

    def form_valid(self, form):
        publish = form.cleaned_data["publish_translations"]
        translations = list(self.object.translations.filter(enabled=True).select_related("target_locale"))
        if publish and not all(may_publish(self.request.user, t.get_target_instance()) for t in translations):
            raise PermissionDenied
        form.cleaned_data["publish_translations"] = False
        response = super().form_valid(form)
        for translation in translations if publish else ():
            reason = obstacle(translation)
            if not reason:
                try:
                    translation.save_target(user=self.request.user, publish=True)
                except ValidationError as error:
                    reason = " ".join(error.messages)
            if reason:
                messages.warning(self.request, f"{translation.target_locale.get_display_name()}: {reason}")
        return response


class GuardedPagesAPI(PagesAdminAPIViewSet):
    """The admin's own API, which publishes without a form: not a translation with gaps."""

    def action_view(self, request, pk, action_name):
        translation = translation_of(self.get_object()) if action_name == "publish" else None
        reason = obstacle(translation) if translation else ""
        if reason:
            return Response({"detail": reason}, status=400)
        return super().action_view(request, pk, action_name)


class KnownSnippets(SnippetViewSet):
    """Names of records, for those who have any right on their kind."""

    def get_queryset(self):
        policy = policy_registry.get_by_type(self.get_model())
        if not policy.user_has_any_permission(self.request.user, {"view", "add", "change", "delete"}):
            raise PermissionDenied
        return super().get_queryset()


def with_value(view):
    """Answer a request that names no value as a bad one, where wagtail-localize ends with an error."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except MultiValueDictKeyError:
            return JsonResponse({"error": _("Nothing was saved: the request names no value.")}, status=400)

    return guarded


def for_editors_of_the_target(view):
    """Let only those in who may edit the page or record that a translation writes, in its language."""

    @wraps(view)
    def guarded(request, translation_id, *args, **kwargs):
        translation = get_object_or_404(Translation, pk=translation_id)
        if not may_edit(request.user, translation.get_target_instance()):
            raise PermissionDenied
        return view(request, translation_id, *args, **kwargs)

    return guarded


def for_publishers_of_the_target(view):
    """Let only those in who may publish what a translation writes: an editor leaves its synchronisation."""

    @wraps(view)
    def guarded(request, translation_id, *args, **kwargs):
        translation = get_object_or_404(Translation, pk=translation_id)
        if not may_publish(request.user, translation.get_target_instance()):
            raise PermissionDenied
        return view(request, translation_id, *args, **kwargs)

    return guarded


def convert_to_alias(request, page_id):
    """Give a translation up: its page goes offline, so that takes the right to publish."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_publish(request.user, page):
        raise PermissionDenied
    response = convert.convert_to_alias(request, page_id)
    if request.method == "POST":
        messages.info(
            request,
            _("It is not public: readers of this language are shown the original in its own language."),
        )
    return response
