"""Sessions as lines of lists: with their series, state, report and address for a reader of one language.

Everything that lies in other rows is fetched in bulk: the number of queries does not grow with the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.utils.html import format_html
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page

from comments.counts import count_of
from home.cards import EventCard, StreetItem
from home.formatting.dates import as_day, date_range, plate_month, weekday_date
from home.formatting.times import span_times
from home.localize.in_bulk import pages_for
from home.localize.resolve import foreign, page_url

from ..choices import Attendance
from ..models.event import Event
from ..models.vocabulary import EventKind
from ..schedule import Span
from .availability import Action, State, state_of


@dataclass(frozen=True, kw_only=True)
class SessionEntry:
    """One session for a reader of `language`."""

    page: Event
    series: Event | None
    state: State
    language: str
    url: str
    kind: EventKind | None = None
    position: int = 0

    @property
    def lang(self) -> str:
        """The language of the title where it is not the reader's."""
        return foreign(self.page, self.language)

    @property
    def span(self) -> Span:
        return Span.of(self.page, self.series)

    @property
    def number(self) -> int:
        return self.page.number or self.position

    @property
    def anchor(self) -> str:
        return f"t{self.page.number}" if self.page.number else f"t-{self.page.pk}"

    @property
    def place(self) -> tuple[str, str]:
        """The name of the place and its language where it is foreign (domain.md#sessions)."""
        place = self.page.place
        if place is not None:
            return place.name, "" if place.name_language == self.language else place.name_language
        with override(self.language):
            if self.page.attendance_mode == Attendance.ONLINE:
                return gettext("Online"), ""
            return ("", "") if self.state.now.is_over else (gettext("Place to be announced"), "")

    @property
    def kind_words(self) -> str:
        """Werkstatt 7; a foreign word for the kind is marked (domain.md#titles)."""
        if self.kind is None:
            return numbered(self.page.number, self.language)
        name = self.kind.name
        if self.kind.language and self.kind.language != self.language:
            name = format_html('<span lang="{}">{}</span>', self.kind.language, name)
        return format_html("{} {}", name, self.page.number) if self.page.number else name

    def agenda(self) -> EventCard:
        place, place_lang = self.place
        span, day = self.span, self.page.start_date
        several = span.several_days
        return EventCard(
            key=self.page.translation_key,
            state=self.state.mark,
            status=self.state.words,
            title=self.page.title,
            url=self.url,
            lang=self.lang,
            day=str(day.day) if day else "",
            month=plate_month(day, self.language) if day else "",
            year=str(day.year) if day else "",
            iso=day.isoformat() if day else "",
            kind=self.kind_words,
            place=place,
            place_lang=place_lang,
            date=date_range(day, span.last_day, self.language, dash=True) if several else "",
            comments=count_of(self.page),
        )

    def row(self) -> dict:
        """The variables of a session in components/timetable.html."""
        place, place_lang = self.place
        span, state, action = self.span, self.state, self.state.action
        note = state.note
        if note and state.note_lang and state.note_lang != self.language:
            note = format_html('<span lang="{}">{}</span>', state.note_lang, note)
        return {
            "number": self.number,
            "anchor": self.anchor,
            "state": state.mark,
            "status": state.words,
            "title": self.page.title,
            "url": self.url,
            "lang": self.lang,
            "date": self.date_words(short=True),
            "iso": span.iso,
            "time": span_times(span, self.language),
            "previous": state.moved_from,
            "place": place,
            "place_lang": place_lang,
            "note": note,
            "action": action.label if action else "",
            "action_url": action.url if action else "",
            "external": bool(action and action.external),
            "comments": count_of(self.page),
        }

    def house(self, base: str = "") -> StreetItem:
        """Its house in the street; `base` is the address of the series' page."""
        place, place_lang = self.place
        return StreetItem(
            number=self.number,
            state=self.state.mark,
            url=f"{base}#{self.anchor}",
            status=self.state.words,
            place=place,
            place_lang=place_lang,
        )

    def date_words(self, *, short: bool = False) -> str:
        """The day or days, without times; what the editor says instead of a date."""
        span = self.span
        if span.start_date is None:
            with override(self.language):
                return self.page.date_hint or gettext("Date to be announced")
        if span.several_days:
            return date_range(span.start_date, span.last_day, self.language)
        return weekday_date(span.start_date, self.language, short=short)


def entries_for(
    sessions: Iterable[Event], locale: Locale, now: datetime, *, series=None, request=None
) -> list[SessionEntry]:
    """The sessions as entries for readers of that locale, in the order given.

    `series` is the one that all of them belong to, where that is known. Sessions come from
    `SessionQuerySet.for_lists`; up to five more queries read series, kinds and reports for all of them.
    """
    sessions = list(sessions)
    language = locale.language_code
    if series:
        groups = {series.translation_key: series}
    else:
        groups = sessions[0].series_by_key(sessions, locale) if sessions else {}
    kinds = _kinds(sessions, groups.values(), locale)
    recaps = _recaps(sessions, locale, now, request)
    found = []
    for position, page in enumerate(sessions, start=1):
        own = groups.get(page.series_key)
        kind = page.kind or (own.kind if own else None)
        recap = recaps.get(page.recap_id) if page.recap_id else None
        found.append(
            SessionEntry(
                page=page,
                series=own,
                state=state_of(page, series=own, now=now, lang=language, recap=recap),
                language=language,
                url=page_url(page, language, request),
                kind=kinds.get(kind.translation_key, kind) if kind else None,
                position=position,
            )
        )
    return found


def chronologically(sessions: Iterable[Event]) -> list[Event]:
    """In the order of `SessionQuerySet.chronological`, which for wide rows costs Django more than sorting."""
    return sorted(
        sessions,
        key=lambda page: (
            page.starts_at is None,
            page.starts_at or datetime.min.replace(tzinfo=UTC),
            page.number is None,
            page.number or 0,
            page.path,
        ),
    )


def held(entries: Iterable[SessionEntry]) -> list[SessionEntry]:
    """Return those with a date that are not cancelled: what takes place, or took place."""
    return [entry for entry in entries if entry.page.start_date and not entry.state.now.is_cancelled]


def recap_actions(keys: dict[int, UUID], locale: Locale, request=None) -> dict[int, Action]:
    """A link to each of these reports for readers of that locale; `keys` are their translation keys by
    primary key."""
    language = locale.language_code
    with override(language):
        label = gettext("Read the report")
    shown = pages_for(keys, locale, queryset=Page.objects.select_related("locale"))
    return {
        pk: Action(
            kind="recap", label=label, url=page_url(page, language, request), lang=foreign(page, language)
        )
        for pk, page in shown.items()
    }


def _recaps(sessions, locale, now, request) -> dict[int, Action]:
    ended = [page for page in sessions if page.recap_id and page.ends_at and page.ends_at <= now]
    keys = {page.recap_id: getattr(page, "recap_key", None) or page.recap.translation_key for page in ended}
    return recap_actions(keys, locale, request)


def _kinds(sessions, series, locale) -> dict:
    """The words for kinds of the other language's records, by translation key."""
    kinds = [item.kind for item in (*sessions, *series) if item.kind_id]
    keys = {kind.translation_key for kind in kinds if kind.locale_id != locale.pk}
    if not keys:
        return {}
    return {
        kind.translation_key: kind
        for kind in EventKind.objects.live().filter(translation_key__in=keys, locale=locale)
    }


def numbered(number: int | None, language: str) -> str:
    """Termin 7 · Bijeenkomst 7, "" without a number."""
    if not number:
        return ""
    with override(language):
        return gettext("Session %(number)s") % {"number": number}


def month_of(entry: SessionEntry) -> date | None:
    """The first day of the month in which it begins."""
    return as_day(entry.page.starts_at).replace(day=1) if entry.page.starts_at else None
