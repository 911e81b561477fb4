"""A registration as its owner reads it: sessions in the reader's language, their states, people, price."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale

from events.display.session_items import SessionEntry, entries_for
from events.models import EventPage, EventSeriesPage
from events.session_now import can_be_promised, takes_place
from home.formatting.dates import as_day
from home.formatting.times import span_text

from .bill import Bill, bill_of
from .models import Attendance, Booking, Registration
from .waiting_list import queue


@dataclass(frozen=True, kw_only=True)
class Line:
    """One booking with its page, the people on its seats, and what its owner may still do."""

    booking: Booking
    entry: SessionEntry | None
    people: list[Attendance]
    place_in_queue: int | None
    may_change: bool
    may_cancel: bool
    # The session does not take place; and: places at it may still be promised.
    called_off: bool = False
    promised: bool = True

    @property
    def fell_through(self) -> bool:
        """Return whether its owner reads that it does not take place, rather than that it was given up."""
        ended = self.booking.status == Booking.Status.CANCELLED
        return self.called_off and (self.booking.called_off or not ended)

    @property
    def may_give_up(self) -> bool:
        """Return whether its owner may still give it up: what has begun, or was called off, stays."""
        return self.may_cancel and self.booking.status in Booking.ACTIVE

    @property
    def when(self) -> str:
        """Date and times in words, with both moments where it takes several days."""
        if self.entry is None:
            return ""
        return span_text(self.entry.span, self.entry.language, exact=True) or self.entry.date_words()

    @property
    def meeting_link(self) -> str:
        """Where the session takes place online, for whoever has a place at what is still to come."""
        if self.entry is None or self.booking.status != Booking.Status.CONFIRMED:
            return ""
        return self.entry.page.online_url if self.entry.state.now.is_ahead else ""


@dataclass(frozen=True, kw_only=True)
class Summary:
    registration: Registration
    call_page: EventSeriesPage | EventPage | None
    lines: list[Line]
    bill: Bill = Bill()

    @property
    def may_exchange(self) -> bool:
        """Return whether a person may still be exchanged for all sessions at once: before the first
        deadline. What was called off does not count."""
        held = self.given_up_by_ending
        return bool(held) and all(line.may_change for line in held)

    @property
    def forgotten_on(self) -> date | None:
        """The day on which names and addresses are deleted; None while a session has no date."""
        ends = [line.entry.page.ends_at if line.entry else None for line in self.active]
        if not ends or None in ends:
            return None
        return as_day(max(ends)) + timedelta(days=self.registration.rules.retention_days)

    @property
    def may_withdraw(self) -> bool:
        """Return whether anything is left to give up: what has begun or was called off stays."""
        return any(line.may_cancel for line in self.active)

    @property
    def given_up_by_ending(self) -> list[Line]:
        """The bookings that ending all of it gives up: what was called off stays as that."""
        return [line for line in self.active if not line.called_off]

    @property
    def interest_only(self) -> bool:
        """Return whether nothing in it binds anybody."""
        return bool(self.active) and not any(line.booking.binding for line in self.active)

    @property
    def may_cost_more(self) -> bool:
        """Return whether a place on a waiting list may become one that costs something."""
        waits = any(line.booking.status == Booking.Status.WAITING for line in self.active)
        return waits and self.registration.is_priced

    @property
    def price_words(self) -> str:
        """What it costs, in one line; an unclear class has no amount until the organiser settles it."""
        if self.registration.price_class == Registration.PriceClass.UNCLEAR:
            return gettext("is being settled")
        if self.interest_only and not self.bill.lines:
            return gettext("nothing is due for interest")
        if self.bill.covered:
            return gettext("already covered by another registration of your organisation")
        return self.bill.words

    @property
    def active(self) -> list[Line]:
        return [line for line in self.lines if line.booking.status in Booking.ACTIVE]


def summary_of(registration: Registration, locale: Locale, now: datetime | None = None) -> Summary:
    """Everything that the pages and mails of a registration show, in a constant number of queries for
    any number of
    bookings (plus one for each that waits)."""
    now = now or timezone.now()
    bookings = list(
        registration.bookings.select_related("session").prefetch_related("attendances__participant")
    )
    keys = [booking.session.translation_key for booking in bookings]
    entries = {
        entry.page.translation_key: entry
        for entry in entries_for(pages_in(EventPage, keys, locale), locale, now)
    }
    lines = [
        Line(
            booking=booking,
            entry=(entry := entries.get(booking.session.translation_key)),
            people=list(booking.attendances.all()),
            place_in_queue=_place_in_queue(booking),
            may_change=_is_before(entry, registration.rules.change_days, now) and takes_place(entry.page),
            may_cancel=_is_before(entry, 0, now) and takes_place(entry.page),
            called_off=entry is None or not takes_place(entry.page),
            promised=entry is not None and can_be_promised(entry.page, now),
        )
        for booking in bookings
    ]
    lines.sort(key=_moment)
    titles = {line.booking.pk: line.entry.page.title for line in lines if line.entry}
    bill = bill_of(registration.charges.all(), titles)
    page = call_page(registration, locale)
    return Summary(registration=registration, call_page=page, lines=lines, bill=bill)


def call_page(registration: Registration, locale: Locale):
    """The series or single event that was called for, in that language where it is live."""
    key = registration.rules.call_key
    for model in (EventSeriesPage, EventPage):
        found = list(pages_in(model, [key], locale))
        if found:
            return found[0]
    return None


def pages_in(model, keys, locale):
    """One page per key, whether live or not: an owner sees what was booked even after it was taken down."""
    pages = model.objects.filter(translation_key__in=keys, alias_of__isnull=True).select_related("locale")
    if model is EventPage:
        pages = pages.select_related("place", "seats", "kind", "recap", "contact")
    chosen: dict = {}
    for page in pages.order_by("pk"):
        known = chosen.get(page.translation_key)
        if known is None or (page.live and page.locale_id == locale.pk):
            chosen[page.translation_key] = page
    return chosen.values()


def _moment(line: Line) -> tuple[bool, datetime]:
    """By date; sessions without one last."""
    starts = line.entry.page.starts_at if line.entry else None
    return starts is None, starts or datetime(9999, 1, 1, tzinfo=UTC)


def _is_before(entry: SessionEntry | None, days: int, now: datetime) -> bool:
    """Return whether so many days before it begins are still to come; a session without a date is always
    ahead."""
    if entry is None:
        return False
    starts = entry.page.starts_at
    return starts is None or now < starts - timedelta(days=days)


def _place_in_queue(booking: Booking) -> int | None:
    if booking.status != Booking.Status.WAITING:
        return None
    order = [row.pk for row in queue(booking.session)]
    return order.index(booking.pk) + 1 if booking.pk in order else None
