"""Sessions as iCalendar files (RFC 5545), from the same data as the pages.

Times carry our own constant VTIMEZONE: the library's generated one puts summer events an hour wrong in the
parser of Thunderbird and in vobject (tried). Berlin's rules are Amsterdam's. Nothing in a file depends on the
moment of the request, so that its digest is an ETag.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext, override, pgettext
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText
from wagtail.models import Page

from home.formatting.dates import ZONE
from home.formatting.postal_addresses import address_text

from ..choices import Attendance
from ..querysets import SessionQuerySet
from .session_items import SessionEntry, entries_for

PRODUCT = "-//Kwartier//Kwartier//EN"
# SEQUENCE counts the seconds from here to the last change: it only grows, and fits 31 bits until 2090.
SEQUENCE_START = datetime(2025, 1, 1, tzinfo=UTC)
# Controls are no TEXT (RFC 5545, 3.3.11); a word processor's line break is one of them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

BERLIN = Timezone.from_ical(
    "\r\n".join(
        [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Berlin",
            "BEGIN:DAYLIGHT",
            "DTSTART:19810329T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "TZNAME:CEST",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:19961027T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZNAME:CET",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "END:STANDARD",
            "END:VTIMEZONE",
            "",
        ]
    )
)


@dataclass(frozen=True)
class CalendarFile:
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:32]


def calendar_of_session(session, sessions: SessionQuerySet, now: datetime) -> CalendarFile | None:
    """One session to take along, read from `sessions` with what its entry shows; None without a date."""
    if session.starts_at is None:
        return None
    page = sessions.filter(pk=session.pk).for_lists().first() or session
    return calendar_of([page], session.locale, now, name=session.title, method="PUBLISH")


def calendar_of_series(series, now: datetime) -> CalendarFile:
    """Every dated session of a series, past ones included; to take along or to subscribe to."""
    dated = series.get_sessions().filter(starts_at__isnull=False).for_lists().chronological()
    return calendar_of(
        dated,
        series.locale,
        now,
        name=series.title,
        method="PUBLISH",
        series=series,
        uid=f"{series.translation_key}:{series.language}",
    )


def calendar_of_index(index, now: datetime, *, topic=None, place=None) -> CalendarFile:
    """What is to come in one language, whole or on a topic or in a place, for subscribers: cancelled
    sessions stay in it as such."""
    sessions = index.get_sessions().upcoming(now)
    if topic is not None:
        sessions = sessions.about(topic.translation_key)
    if place is not None:
        sessions = sessions.in_place(place.translation_key)
    records = [record for record in (topic, place) if record is not None]
    keys = [index.translation_key, *(record.translation_key for record in records)]
    return calendar_of(
        sessions.for_lists().chronological(),
        index.locale,
        now,
        name=": ".join([index.title, *(record.name for record in records)]),
        uid=":".join(map(str, [*keys, index.language])),
    )


def calendar_of(
    sessions: Iterable,
    locale,
    now: datetime,
    *,
    name: str,
    method: str = "",
    series=None,
    uid: str = "",
) -> CalendarFile:
    """Sessions (from `SessionQuerySet.for_lists`) as one file in the words of that locale.

    A file to take along has METHOD:PUBLISH and never an attendee; a feed to subscribe to has no method.
    """
    sessions = [session for session in sessions if session.starts_at is not None]
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if uid:  # a calendar to subscribe to, the same for ever (RFC 7986)
        calendar.add("uid", uid)
        ask_again(calendar)
    calendar.add("name", _text(name))
    calendar.add("x-wr-calname", _text(name))
    calendar.add("x-wr-timezone", "Europe/Berlin")
    calendar.add_component(BERLIN)
    changed = last_changes(sessions)
    # What is published has an organizer (RFC 5546, 3.2.1), be it the sender of the site's mails.
    organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1] if method else ""
    for entry in entries_for(sessions, locale, now, series=series):
        calendar.add_component(event_of(entry, changed[entry.page.translation_key], organizer))
    return CalendarFile(calendar.to_ical())


def ask_again(calendar: Calendar) -> None:
    """Tell programs that subscribe to ask twice a day, in both ways that they know (RFC 7986, 5.7)."""
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(timedelta(hours=12)))


def event_of(
    entry: SessionEntry, changed: datetime, organizer: str = "", *, meeting_link: bool = False
) -> Event:
    """One session as a VEVENT; `changed` is the moment of its last publication in any language, `organizer`
    the address of whoever is asked where the session names nobody. `meeting_link` is for who is registered.
    """
    page, present = entry.page, entry.state.now
    link = page.online_url if meeting_link or present.shows_meeting_link else ""
    event = Event()
    event.add("uid", str(page.translation_key))
    event.add("sequence", max(int((changed - SEQUENCE_START).total_seconds()), 0))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    with override(page.language):
        title = (
            gettext("Cancelled: %(title)s") % {"title": page.title} if present.is_cancelled else page.title
        )
    event["summary"] = summary_text(title, page.language)
    _add_times(event, entry)
    event.add("status", "CANCELLED" if present.is_cancelled else "CONFIRMED")
    url = page.full_url
    with override(entry.language):
        if location := _location(entry, link):
            event.add("location", _text(location))
        event.add("description", _text(_description(entry, link, url)))
        if entry.kind:
            event.add("categories", [entry.kind.name])
    if url:
        event.add("url", url)
    if email := entry.state.call.email or organizer:
        event.add("organizer", vCalAddress(f"mailto:{email}"))
    return event


def summary_text(title: str, language: str) -> vText:
    """The title of an entry with its language. What its status says stands in it as well: Outlook shows the
    entries of files and subscriptions without looking at their status."""
    text = vText(_text(title))
    text.params["LANGUAGE"] = language
    return text


def last_changes(sessions: list) -> dict:
    """The moment of the last publication of each session or of its series, in any language, by its key.

    Moving the original changes the translation without publishing it: the whole group counts, also who is
    offline by now, as no SEQUENCE goes back. One query.
    """
    keys = {session.translation_key for session in sessions}
    keys |= {session.series_key for session in sessions if session.series_key}
    rows = Page.objects.filter(translation_key__in=keys).values("translation_key")
    moments = {
        row["translation_key"]: row["moment"] or SEQUENCE_START
        for row in rows.annotate(moment=Max("last_published_at")).order_by()
    }
    return {
        session.translation_key: max(
            moments.get(session.translation_key, SEQUENCE_START),
            moments.get(session.series_key, SEQUENCE_START),
        ).replace(microsecond=0)
        for session in sessions
    }


def _add_times(event: Event, entry: SessionEntry) -> None:
    """Whole days as DATE values with an exclusive end (domain.md#sessions, #times); an open end has no
    end."""
    page, span = entry.page, entry.span
    if span.whole_days:
        event.add("dtstart", span.start_date)
        event.add("dtend", span.last_day + timedelta(days=1))
        return
    event.add("dtstart", page.starts_at.astimezone(ZONE))
    if span.end_time and not page.open_end or span.several_days:
        event.add("dtend", page.ends_at.astimezone(ZONE))


def _location(entry: SessionEntry, link: str) -> str:
    """The address in one line; the country always, as the file leaves the page's language."""
    page = entry.page
    if page.place is None and not page.venue_name:
        return link or (gettext("Online") if page.attendance_mode == Attendance.ONLINE else "")
    place = page.place
    return address_text(
        name=page.venue_name,
        street=page.street,
        postcode=page.postcode,
        city=place.name if place else "",
        country=place.country if place else "",
        lang=entry.language,
    )


def _description(entry: SessionEntry, link: str, url: str | None) -> str:
    page, parts = entry.page, []
    if entry.state.now.is_cancelled:
        parts.append(": ".join(filter(None, [pgettext("session", "Cancelled"), page.status_reason])))
    if entry.series:
        parts.append(entry.series.title)
    if page.open_end:
        parts.append(gettext("Open end"))
    parts += [page.lead, link, url]
    return "\n\n".join(part for part in parts if part)


def _text(words: str) -> str:
    return _CONTROLS.sub(" ", words.replace("\r\n", "\n").replace("\x0b", "\n"))
