"""The sessions of one registration as calendar entries: sent with letters, and as a private feed.

Each booking has one UID for ever; its SEQUENCE moves with every change of the booking or of the
session. Words,
times and places come from events.display.ical.
"""

from collections.abc import Iterable
from email.mime.text import MIMEText
from email.utils import parseaddr
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext, override
from icalendar import Calendar, Event, vCalAddress

from events.display.ical import BERLIN, PRODUCT, CalendarFile, ask_again, event_of, last_changes, summary_text
from home.visitors.one_line import one_line

from .models import Booking
from .summary import Line, Summary

NOT_PLANNED = (Booking.Status.WAITING, Booking.Status.INTEREST)
NAMESPACE = UUID("0d5a36a1-9c4f-4b4e-8d39-5e2f0c6f7a11")


def invitations(lines: Iterable[Line], *, name: str, address: str, cancel: bool = False) -> list[MIMEText]:
    """One file for each of these bookings that has a date, for one reader (RFC 5546 REQUEST or CANCEL).

    The reader is the only attendee: nobody learns from it who else comes. One event per file, as a
    message may
    hold one UID only.
    """
    lines = _dated(lines)
    changed = last_changes([line.entry.page for line in lines]) if lines else {}
    return [
        _file(line, changed[line.entry.page.translation_key], name=name, address=address, cancel=cancel)
        for line in lines
    ]


def feed(summary: Summary, name: str) -> CalendarFile:
    """Everything that this registration has booked, for subscribers: what was given up stays as cancelled."""
    lines = [line for line in _dated(summary.lines) if line.booking.status not in NOT_PLANNED]
    changed = last_changes([line.entry.page for line in lines]) if lines else {}
    calendar = _calendar()
    ask_again(calendar)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Berlin")
    for line in lines:
        cancelled = line.booking.status == Booking.Status.CANCELLED
        calendar.add_component(_event(line, changed[line.entry.page.translation_key], cancelled))
    return CalendarFile(calendar.to_ical())


def uid(booking: Booking) -> str:
    """The same for ever, and nothing that names the registration."""
    return str(uuid5(NAMESPACE, f"booking-{booking.pk}"))


def _dated(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.entry is not None and line.entry.page.starts_at is not None]


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(BERLIN)
    return calendar


def _event(line: Line, changed, cancelled: bool) -> Event:
    event = event_of(line.entry, changed, meeting_link=bool(line.meeting_link) and not cancelled)
    if cancelled and not line.entry.state.now.is_cancelled:
        page = line.entry.page
        with override(page.language):
            event["summary"] = summary_text(
                gettext("Given up: %(title)s") % {"title": page.title}, page.language
            )
    stamp = max(changed, line.booking.changed_at.replace(microsecond=0))
    tentative = line.booking.status in Booking.HOLDING
    status = event["STATUS"] if not tentative else "TENTATIVE"
    facts = {
        "uid": uid(line.booking),
        "sequence": line.booking.sequence,
        "dtstamp": stamp,
        "last-modified": stamp,
        "status": "CANCELLED" if cancelled else status,
    }
    for key, value in facts.items():
        event.pop(key, None)
        event.add(key, value)
    return event


def _file(line: Line, changed, *, name: str, address: str, cancel: bool) -> MIMEText:
    method = "CANCEL" if cancel else "REQUEST"
    event = _event(line, changed, cancel)
    if "ORGANIZER" not in event:
        event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params["CN"] = one_line(name).replace('"', "'")
    attendee.params["PARTSTAT"] = "DECLINED" if cancel else "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    event.add("attendee", attendee)
    calendar = _calendar()
    calendar.add("method", method)
    calendar.add_component(event)
    part = MIMEText(calendar.to_ical().decode(), "calendar", "utf-8")
    part.set_param("method", method)
    number = line.entry.number or line.booking.pk
    part.add_header("Content-Disposition", "attachment", filename=f"{number}-{uid(line.booking)[:8]}.ics")
    return part
