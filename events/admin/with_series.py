"""A session is public with its series only: its usual times, prices and words are those of the series.

Wagtail serves a page below a draft. Such a session would stand in the lists without its times and prices, and
its page would lead to nothing.
"""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from ..models import EventPage, EventSeriesPage


def waits_for_series(page: Page) -> str:
    """Return why a session cannot be public yet, as a sentence for its editor; empty if it can."""
    page = page.specific_deferred
    if not isinstance(page, EventPage):
        return ""
    parent = page.get_parent().specific_deferred
    if not isinstance(parent, EventSeriesPage):
        return ""
    every = EventSeriesPage.objects.filter(translation_key=parent.translation_key)
    if every.live().exists() or _comes_first(parent, page):
        return ""
    return _("Publish the series first: it is not public yet.")


def _comes_first(series: EventSeriesPage, session: EventPage) -> bool:
    """Tell whether both are scheduled, the series not after the session."""
    planned = series.scheduled_revision
    start = planned.approved_go_live_at if planned else None
    return bool(start and session.go_live_at and start <= session.go_live_at)


def before_publish_page(request, page):
    """Keep what was typed as a draft, and say why it is not public."""
    reason = waits_for_series(page)
    if reason:
        # Wagtail stores a new page as a live one before it asks.
        EventPage.objects.filter(pk=page.pk, first_published_at=None).update(live=False)
        series = page.get_parent()
        address = reverse("wagtailadmin_pages:edit", args=[series.pk])
        buttons = [messages.button(address, series.get_admin_display_title())]
        messages.error(request, _("Saved, but not published.") + " " + reason, buttons=buttons)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def before_bulk_action(request, action_type, objects, action):
    """Refuse to publish sessions without their series, or to unpublish a series without them."""
    if request.method != "POST" or action_type not in ("publish", "unpublish"):
        return None
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type == "publish":
        chosen = {page.pk for page in pages}
        refused = any(page.get_parent().pk not in chosen and waits_for_series(page) for page in pages)
        words = _("Nothing was published.") + " " + _("Publish the series first: it is not public yet.")
    else:
        form = action.cleaned_form
        below = form and form.cleaned_data.get("include_descendants")
        words = "" if below else next(filter(None, map(keeps_sessions, pages)), "")
        refused = bool(words)
    if not refused:
        return None
    messages.error(request, words)
    return redirect(action.next_url)


def keeps_sessions(page: Page) -> str:
    """Return why a series cannot be unpublished alone, as a sentence; empty if it has no live sessions."""
    if not isinstance(page.specific_deferred, EventSeriesPage):
        return ""
    number = page.get_children().live().count()
    words = ngettext(
        "%(number)d session of the series is public: unpublish it as well.",
        "%(number)d sessions of the series are public: unpublish them as well.",
        number,
    )
    return words % {"number": number} if number else ""


def before_unpublish_page(request, page):
    """Ask for the sessions to be unpublished with their series."""
    if request.method != "POST" or request.POST.get("include_descendants"):
        return None
    words = keeps_sessions(page)
    if not words:
        return None
    messages.error(request, words)
    return redirect("wagtailadmin_pages:unpublish", page.pk)
