"""Series and sessions as they stand in lists of other apps (home.cards)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import override, pgettext
from wagtail.models import Locale

from comments.counts import count_of
from home.cards import ArticleCard, EventCard, TopicTag
from home.formatting.dates import date_range, plate_month, year_range
from home.localize.resolve import foreign, page_url

from ..choices import Status
from ..models.event import Event
from ..registration_options import call_of
from ..schedule import Span
from ..session_now import series_availability
from .availability import MARKS
from .call_to_action import series_words
from .session_items import SessionEntry, chronologically, entries_for, held


def session_cards(pages: Sequence[Event], now: datetime, *, language: str, request=None) -> list[EventCard]:
    """One entry for each of these sessions (`SessionQuerySet.with_cards`), in their order; a number of
    queries that does not grow."""
    entries = entries_for(pages, _locale(language, pages), now, request=request)
    return [entry.agenda() for entry in entries]


def series_cards(pages: Sequence[Event], now: datetime, *, language: str, request=None) -> list[EventCard]:
    """One entry for each of these series, on the day of its next session, else of its last one."""
    entries = entries_by_series(pages, _locale(language, pages), now, request)
    return [_series_card(page, entries[page.translation_key], now, language, request) for page in pages]


def series_story(series: Event, now: datetime, *, language: str, request=None) -> ArticleCard:
    """The teaser of a series: its label names the kind and the years (home.cards.Teaser)."""
    entries = entries_by_series([series], _locale(language, [series]), now, request)[series.translation_key]
    years = years_of(entries, language)
    kind = series.kind.name if series.kind else ""
    return _story(series, " ".join(filter(None, [kind, years])), language, request)


def session_story(session: Event, now: datetime, *, language: str, request=None) -> ArticleCard:
    """The teaser of a session: its label names the kind, the number and the day."""
    (entry,) = entries_for([session], _locale(language, [session]), now, request=request)
    with override(language):
        story = _story(entry.page, entry.kind_words, language, request)
        if session.start_date is None:
            return story
        return replace(story, date=entry.date_words(), iso=session.start_date.isoformat())


def hit_words(session: Event) -> list[str]:
    """Its days, and that it was cancelled, for a search: nobody is sent to a date that does not hold."""
    span = Span.of(session)
    days = date_range(span.start_date, span.last_day) if span.start_date else session.date_hint
    cancelled = session.status == Status.CANCELLED
    return [days, pgettext("session", "Cancelled")] if cancelled else [days]


def years_of(entries: list[SessionEntry], language: str) -> str:
    """2026–2027, "" without a date."""
    years = [entry.page.start_date.year for entry in _dated(entries)]
    return year_range(min(years), max(years), language) if years else ""


def entries_by_series(pages, locale, now, request) -> dict:
    """The sessions of each series, by its translation key: read once for a request, however often its page
    shows them."""
    key = (locale.pk, id(request))
    new = [page for page in pages if request is None or key not in page.known_entries]
    found = _read_entries(new, locale, now, request) if new else {}
    for page in new:
        page.known_entries[key] = found[page.translation_key]
    return {page.translation_key: page.known_entries[key] for page in pages}


def _read_entries(pages, locale, now, request) -> dict:
    keys = {page.translation_key for page in pages}
    sessions = (
        pages[0].get_all_sessions().in_language(locale).filter(series_key__in=keys).for_lists().order_by()
    )
    found = {key: [] for key in keys}
    own = pages[0] if len(pages) == 1 else None
    for entry in entries_for(chronologically(sessions), locale, now, series=own, request=request):
        found[entry.page.series_key].append(entry)
    return found


def _series_card(page, entries: list[SessionEntry], now: datetime, language: str, request) -> EventCard:
    key = series_availability(call_of(None, page), [entry.state.now for entry in entries], now)
    card = EventCard(
        key=page.translation_key,
        state=MARKS[key],
        status=series_words(page, entries, key, language),
        title=page.title,
        url=page_url(page, language, request),
        lang=foreign(page, language),
        kind=page.kind.name if page.kind else "",
        comments=count_of(page),
        date=years_of(entries, language),
    )
    day = _day_of(entries)
    if day is None:
        return card
    return replace(
        card,
        day=str(day.day),
        month=plate_month(day, language),
        year=str(day.year),
        iso=day.isoformat(),
    )


def _day_of(entries: list[SessionEntry]) -> date | None:
    """The first day of the next session of a series, else of its last one; None without a date."""
    dated = _dated(entries)
    coming = [entry for entry in dated if not entry.state.now.is_over]
    return (coming or dated[-1:])[0].page.start_date if dated else None


def _dated(entries: list[SessionEntry]) -> list[SessionEntry]:
    """Those with a date; a cancelled one is no date to go to, and counts only where all are cancelled."""
    return held(entries) or [entry for entry in entries if entry.page.start_date]


def _story(page, label: str, language: str, request) -> ArticleCard:
    row = next(iter(page.page_topics.all()), None)
    topic = row.topic if row else None
    return ArticleCard(
        key=page.translation_key,
        title=page.title,
        url=page_url(page, language, request),
        lang=foreign(page, language),
        topic=TopicTag(name=topic.name, zone=topic.zone) if topic else None,
        label=label,
        lead=page.lead,
        image=page.image,
        plan=page.pk,
        comments=count_of(page),
    )


def _locale(language: str, pages) -> Locale:
    """The locale of a language, without a query where one of the pages has it."""
    known = (page.locale for page in pages if page.language == language)
    return next(known, None) or Locale.objects.get(language_code=language)
