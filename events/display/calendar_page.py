"""The calendar page: coming or past sessions by month, narrowed by the reader, page by page."""

from datetime import datetime

from django.core.paginator import Page as NumberedPage
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext, override

from home import memo
from home.cards import EventCard
from home.formatting.dates import month_year
from home.localize.resolve import foreign, page_url

from .filters import CalendarFilter, options_of
from .page_context import calendar_url
from .session_items import SessionEntry, entries_for, month_of

PER_PAGE = 24


def calendar_context(index, now: datetime, request) -> dict:
    lang = index.language
    data = request.GET if request is not None else QueryDict()
    past = data.get("when") == "past"
    sessions = index.get_sessions()
    shown = sessions.past(now).latest_first() if past else sessions.ahead(now).chronological()
    options = memo.until_next_change(
        ("calendar's options", index.pk, past), lambda: options_of(shown, index.locale)
    )
    form = CalendarFilter(data, options=options, past=past)
    counts = memo.until_next_change(
        ("calendar's numbers", index.pk, *form.active.items()),
        lambda: form.chosen(sessions).numbers(now),
    )
    paginator = Paginator(form.chosen(shown).for_lists(), PER_PAGE)
    paginator.count = counts[past]
    page_obj = paginator.get_page(data.get("page"))
    entries = entries_for(page_obj.object_list, index.locale, now, request=request)
    url = index.get_url(request) or ""
    with override(lang):
        return {
            "url": url,
            "form": form,
            "page_obj": page_obj,
            "months": months(entries, lang) + _waiting_series(index, form, page_obj, past, request),
            "tabs": _tabs(form, *counts, url),
            "chips": form.chips(url),
            "language_queries": form.queries(index.locale),
            "clear_url": form.address(url, past=past).split("?")[0] + ("?when=past" if past else ""),
            "ics_url": calendar_url(index, request),
        }


def latest(
    index, now: datetime, count: int, *, topic=None, place=None, without=(), request=None
) -> list[EventCard]:
    """The next dates for lists elsewhere (home.cards.Latest); a cancelled one is no date to go to."""
    sessions = index.get_sessions().exclude(translation_key__in=list(without)).not_cancelled()
    if topic is not None:
        sessions = sessions.about(topic.translation_key)
    if place is not None:
        sessions = sessions.in_place(place.translation_key)
    coming = sessions.upcoming(now).chronological()
    pages = list(coming.for_lists()[:count])
    if not pages and (topic is not None or place is not None):
        pages = list(sessions.past(now).latest_first().for_lists()[:count])
    return [entry.agenda() for entry in entries_for(pages, index.locale, now, request=request)]


def months(entries: list[SessionEntry], lang: str) -> list[dict]:
    """The variables of components/months.html; sessions without a date stand under words of their own."""
    sections: dict = {}
    for entry in entries:
        sections.setdefault(month_of(entry), []).append(entry.agenda())
    return [
        {
            "id": f"m{month:%Y-%m}" if month else "undated",
            "title": month_year(month, lang, heading=True) if month else _without_date(),
            "items": items,
        }
        for month, items in sections.items()
    ]


def _without_date() -> str:
    return gettext("Date to be announced")


def _tabs(form: CalendarFilter, ahead: int, past: int, url: str) -> list[dict]:
    """Coming and past with their numbers, the reader's choices kept."""
    return [
        {
            "text": gettext("Upcoming (%(count)d)") % {"count": ahead},
            "url": form.address(url, past=False),
            "current": not form.past,
        },
        {
            "text": gettext("Past (%(count)d)") % {"count": past},
            "url": form.address(url, past=True),
            "current": form.past,
        },
    ]


def _waiting_series(index, form: CalendarFilter, page_obj: NumberedPage, past: bool, request) -> list[dict]:
    """Series that have no session yet, at the very end: else nobody would find them (domain.md#series)."""
    if past or form.active or page_obj.has_next():
        return []
    lang = index.language
    pages = index.get_series().without_sessions()
    pages = pages.select_related("locale", "kind").order_by()
    items = [
        EventCard(
            key=page.translation_key,
            state="later",
            status=gettext("Dates to be announced"),
            title=page.title,
            url=page_url(page, lang, request),
            lang=foreign(page, lang),
            kind=page.kind.name if page.kind else "",
        )
        for page in sorted(pages, key=lambda page: page.path)
    ]
    return [{"id": "series", "title": gettext("In preparation"), "items": items}] if items else []
