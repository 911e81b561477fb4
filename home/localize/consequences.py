"""What the admin says before the fate of an original reaches its translations, and after."""

from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from home.localize.shared_fields import is_original
from home.visitors.service_error import ServiceError

from . import fate

SHOWN = 5  # titles in a message


def register_log_actions(actions):
    @actions.register_action(fate.WITHDRAWN)
    class WithdrawnWithOriginal(LogFormatter):
        label = gettext_lazy("Unpublish with its original")
        message = gettext_lazy("Unpublished together with its original")


def named(objects) -> str:
    """Titles with their languages: “Over ons” (Nederlands), … and 3 more."""
    names = [
        _("“%(title)s” (%(language)s)")
        % {"title": _title(one), "language": one.locale.language_name_localized}
        for one in objects[:SHOWN]
    ]
    if len(objects) > SHOWN:
        more = len(objects) - SHOWN
        names.append(ngettext("%(number)d more", "%(number)d more", more) % {"number": more})
    return ", ".join(names)


def _title(obj) -> str:
    return obj.get_admin_display_title() if isinstance(obj, Page) else str(obj)


def goes_offline_with(obj) -> str:
    """Which translations are unpublished together with a page or record, as a sentence; empty if none."""
    if not is_original(obj):
        return ""
    live = list(fate.translations_of(obj).filter(live=True).select_related("locale"))
    if not live:
        return ""
    return ngettext(
        "Its translation goes offline as well: %(titles)s.",
        "Its translations go offline as well: %(titles)s.",
        len(live),
    ) % {"titles": named(live)}


def is_deleted_with(page: Page) -> str:
    """Which translations are deleted together with a page, as sentences; empty if none."""
    found = fate.following(page)
    said = []
    if found.deleted:
        text = ngettext(
            "Its translation is deleted as well: %(titles)s.",
            "Its translations, and those of the pages below it, are deleted as well: %(titles)s.",
            len(found.deleted),
        )
        said.append(text % {"titles": named(found.deleted)})
    if found.kept:
        text = _("Goes offline but stays, because it has pages of its own below it: %(titles)s.")
        said.append(text % {"titles": named(found.kept)})
    return " ".join(said)


def closed_with(page: Page) -> str:
    """Which other languages share the privacy of a page, as a sentence; empty if there are none."""
    others = list(fate.translations_of(page).select_related("locale"))
    return (
        _("The same holds for every language of this page: %(titles)s.") % {"titles": named(others)}
        if others
        else ""
    )


def before_delete_page(request, page):
    """Name the translations beside the question; comes after hooks that refuse the deletion."""
    text = is_deleted_with(page) if request.method == "GET" else ""
    if text:
        messages.warning(request, text)


def before_publish_page(request, page):
    """Keep what was typed as a draft, and say why it is not public, while the original is not."""
    reason = fate.waits_for_original(page)
    if reason:
        messages.error(request, _("Saved, but not published.") + " " + reason)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def after_publish_page(request, page):
    """Say which translations were withdrawn with an original that is public again, and are not."""
    if not is_original(page):
        return
    urls = AdminURLFinder(request.user)
    for translation in fate.withdrawn_with(page):
        url = urls.get_edit_url(translation.specific)
        text = _("The translation %(title)s is still offline. Look through it and publish it again.")
        buttons = [messages.button(url, _("Edit"))] if url else []
        messages.warning(request, text % {"title": named([translation])}, buttons=buttons)


class SetPrivacy(SetPrivacyView):
    """Sets the privacy of all languages of a page in one transaction, and says so."""

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ServiceError as refused:
            form = self.get_form()
            form.add_error("restriction_type", refused.message)
            return self.form_invalid(form)

    def render_to_response(self, context, **response_kwargs):
        if not self.page.private_page_options:
            return super().render_to_response(context, **response_kwargs)
        return render_modal_workflow(
            self.request,
            "home/admin/set_privacy.html",
            template_vars=context | {"consequence": closed_with(self.page)},
            json_data={"step": "set_privacy"},
            **response_kwargs,
        )
