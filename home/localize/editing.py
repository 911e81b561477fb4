"""What the admin's edit screens say about a translation, and what they refuse."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation

from .moves import stranded
from .outdated import outdated
from .publishing import missing, obstacle, to_translate, translation_of
from .rights import may_edit, may_publish


def before_edit(request, obj):
    """Refuse to publish a translation with gaps; say when its original has changed.

    Comes before wagtail-localize's own hook, which replaces the edit screen of a translation.
    """
    if not isinstance(obj, TranslatableMixin):
        return None
    if not may_edit(request.user, obj):
        raise PermissionDenied
    if request.method == "POST" and "localize-restart-translation" in request.POST:
        warn_of_manual_changes(request, obj)
        return None
    translation = translation_of(obj)
    if translation is None:
        return None
    if request.method == "POST":
        if request.POST.get("action") == "save":
            say_what_waits(request, translation)
            return redirect(request.path)
        reason = obstacle(translation) if request.POST.get("action") == "publish" else ""
        if reason:
            messages.error(request, reason)
            return redirect(request.path)
    elif outdated(Translation.objects.filter(pk=translation.pk)).exists():
        warn_of_changes(request, translation)
    return None


def say_what_waits(request, translation: Translation) -> None:
    """Say how much is still to be translated of what was saved string by string."""
    number = to_translate(missing(translation)).count()
    if number:
        text = ngettext(
            "Saved. %(number)d string is still to be translated.",
            "Saved. %(number)d strings are still to be translated.",
            number,
        )
        messages.success(request, text % {"number": number})
    else:
        messages.success(request, _("Saved. Everything is translated; an editor can publish it."))


def actions_of_a_page(menu_items, request, context) -> None:
    """Leave out of the editor's menu what its reader may not do."""
    page = context.get("page")
    if page is not None and not may_publish(request.user, page):
        menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


def warn_of_changes(request, translation: Translation) -> None:
    """Say that the original was published with other words, and where it can be synchronised."""
    day = formats.date_format(timezone.localtime(translation.source.last_updated_at), "SHORT_DATETIME_FORMAT")
    if request.user.has_perm("wagtail_localize.submit_translation"):
        address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
        buttons = [messages.button(f"{address}?next={request.path}", _("Update"))]
        text = _("The original has changed since this translation was synchronised (%(day)s).")
    else:
        buttons = []
        text = _(
            "The original has changed since this translation was synchronised (%(day)s). "
            "An editor can update it."
        )
    messages.warning(request, text % {"day": day}, buttons=buttons)


def warn_of_manual_changes(request, obj) -> None:
    """Say that what was written without the translation editor goes at its next publication."""
    if not hasattr(obj, "latest_revision_id"):
        return
    translation = Translation.objects.filter(
        source__object_id=obj.translation_key, target_locale=obj.locale_id, enabled=False
    ).first()
    last = translation and translation.source.translation_logs.filter(locale=obj.locale_id).last()
    if last and last.revision_id != obj.latest_revision_id:
        messages.warning(
            request,
            _(
                "What was changed here without the translation editor is kept in the history of versions, "
                "but will be replaced by the translated strings when they are published."
            ),
        )


def before_bulk_action(request, action_type, objects, action):
    """Refuse to publish several pages at once if one of them is a translation with gaps."""
    if action_type != "publish":
        return None
    pages = {obj.pk: obj for obj in objects if isinstance(obj, Page)}
    if action.cleaned_form and action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in list(pages.values()):
            pages |= {below.pk: below for below in page.get_descendants().not_live()}
    gaps = [page for page in pages.values() if (found := translation_of(page)) and obstacle(found)]
    if not gaps:
        return None
    messages.error(
        request,
        ngettext(
            "Nothing was published: the translation %(titles)s is not complete.",
            "Nothing was published: the translations %(titles)s are not complete.",
            len(gaps),
        )
        % {"titles": ", ".join(f"“{page.get_admin_display_title()}”" for page in gaps[:5])},
    )
    return redirect(action.next_url)


def after_move(request, page) -> None:
    """Say which translations could not follow a page, because its new parent is not translated."""
    for translation in stranded(page):
        messages.warning(
            request,
            _("The translation “%(title)s” (%(language)s) stays: the new parent is not translated.")
            % {
                "title": translation.get_admin_display_title(),
                "language": translation.locale.language_name_localized,
            },
        )


def before_copy(request, page):
    """Refuse a copy into the other language's tree, where it would be taken for a text in that language."""
    if request.method != "POST":
        return None
    chosen = request.POST.get("new_parent_page", "")
    parent = Page.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    if parent is None or parent.is_root() or parent.locale_id == page.locale_id:
        return None
    messages.error(
        request,
        _("A page cannot be copied into another language: ask for its translation instead."),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)
