"""The state of a session at a moment, for every page, list, feed, calendar, mail and job.

`session_now` answers for one session; the small functions below it answer one question each, where nothing
else is needed. Nothing here has words of any language (events.display.availability has them) and nothing
reads the database: a session comes with its seats and its contact (`SessionQuerySet.for_lists`), and with its
series (`EventPage.series_by_key`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .choices import Mode, Scope, Status
from .models.event import Event
from .models.price import Price
from .registration_options import ResolvedCall, call_of
from .schedule import Span

# Few places: that many, or that share of all of them.
FEW = 5
FEW_SHARE = 0.1


class Availability(StrEnum):
    """Return whether one can take part in a session, and if so how; the values are those of `State.key`."""

    PAST = "past"
    CANCELLED = "cancelled"
    MOVED = "moved"  # the date no longer holds and the new one is not known
    UNDATED = "undated"
    LATER = "later"
    OPEN = "open"
    FEW = "few"
    WAITING = "waiting"
    FULL = "full"
    CLOSED = "closed"
    EXTERNAL = "external"
    EMAIL = "email"
    NO_REGISTRATION = "no_registration"
    UNSAID = "unsaid"


# Where one can register, or ask for a seat that becomes free.
BOOKABLE = {
    Availability.OPEN,
    Availability.FEW,
    Availability.WAITING,
    Availability.EXTERNAL,
    Availability.EMAIL,
}
# What a series is, from its sessions to come: the best of them.
BEST_FIRST = [
    Availability.OPEN,
    Availability.FEW,
    Availability.EMAIL,
    Availability.EXTERNAL,
    Availability.WAITING,
    Availability.LATER,
    Availability.NO_REGISTRATION,
    Availability.FULL,
    Availability.CLOSED,
]
# Where seats were counted to say so.
COUNTED = {Availability.OPEN, Availability.FEW, Availability.WAITING, Availability.FULL}


@dataclass(frozen=True, kw_only=True)
class SessionNow:
    """A session at one moment, as every output shows it.

    - `status`: what its editor set (`Status`): scheduled, moved or cancelled.
    - `availability`: what holds now. `registration`: the same without regard to a missing date, whether and
      how one could register if it were known.
    - `call`: the way to register, opening and closing that hold, own or from the series.
    - `starts_at`, `ends_at`: aware moments; None without a date. `first_day`, `last_day`: the days as people
      count them, an evening past midnight is one day; equal for a single day, None without a date.
    - `capacity`: all seats as entered; None without a limit. `free`: those that can still be booked, 0 where
      only the waiting list is left; None without a limit, and wherever one cannot book on this site at that
      moment: what is booked by e-mail or elsewhere, nobody can count here. `waiting`: seats asked for on the
      waiting list; None where `free` is for that reason.
    - `prices`: what taking part in this session alone costs, a row for each price class; empty where only
      prices of the whole series are set or none was given to `session_now`.
    - `has_begun`, `is_over`, `can_be_promised`: as the functions of these names.
    """

    status: str
    availability: Availability
    registration: Availability
    call: ResolvedCall
    starts_at: datetime | None
    ends_at: datetime | None
    first_day: date | None
    last_day: date | None
    capacity: int | None
    free: int | None
    waiting: int | None
    prices: tuple[Price, ...]
    has_begun: bool
    is_over: bool
    can_be_promised: bool

    @property
    def is_ahead(self) -> bool:
        """Still to come or without a date, and not cancelled."""
        return self.availability not in {Availability.PAST, Availability.CANCELLED}

    @property
    def is_cancelled(self) -> bool:
        return self.availability == Availability.CANCELLED

    @property
    def is_dated(self) -> bool:
        return self.starts_at is not None

    @property
    def is_counted(self) -> bool:
        """This site takes every registration, so that it knows how many seats are free."""
        return self.call.mode == Mode.FORM

    @property
    def bookable(self) -> bool:
        """One can register for it now, or join its waiting list."""
        return self.availability in BOOKABLE

    @property
    def takes_interest(self) -> bool:
        """Its date is not known: alone it can be registered for as an interest, which binds nobody."""
        undated = self.is_ahead and not self.is_dated
        return undated and self.registration in BOOKABLE - {Availability.EXTERNAL}

    @property
    def shows_meeting_link(self) -> bool:
        """Everybody may see where it takes place online: nobody registers who could be sent the link."""
        return self.is_ahead and self.call.mode == Mode.NONE


def session_now(
    session: Event,
    *,
    series=None,
    now: datetime,
    prices: Iterable[Price] = (),
    series_prices: Iterable[Price] = (),
) -> SessionNow:
    """Return what a session is at that moment.

    `series` is its series page, None for a single event. `prices` and `series_prices` are the rows of the
    session and of its series, for what shows prices.
    """
    call = call_of(session, series)
    availability = availability_of(session, call, now)
    seats = session.seats
    counted = seats if call.mode == Mode.FORM and availability in COUNTED else None
    return SessionNow(
        status=session.status,
        availability=availability,
        registration=registration_of(session, call, now),
        call=call,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        first_day=session.start_date,
        last_day=Span.of(session, series).last_day,
        capacity=seats.capacity if seats else None,
        free=free_places(counted),
        waiting=counted.waiting if counted else None,
        prices=tuple(prices_of(prices, series_prices)),
        has_begun=has_begun(session, now),
        is_over=is_over(session, now),
        can_be_promised=can_be_promised(session, now),
    )


def series_availability(call: ResolvedCall, sessions: list[SessionNow], now: datetime) -> Availability:
    """Return the availability of a series: that of its best session to come, open for one with few places.

    Without a date to come the call of the series itself holds, and one that this site takes is UNDATED.
    """
    ahead = {session.availability for session in sessions if session.is_ahead}
    if sessions and not ahead:
        cancelled = all(session.availability == Availability.CANCELLED for session in sessions)
        return Availability.CANCELLED if cancelled else Availability.PAST
    best = next((found for found in BEST_FIRST if found in ahead), None)
    if best:
        return Availability.OPEN if best == Availability.FEW else best
    known = _before_seats(call, now)
    if known == Availability.EXTERNAL and not sessions:
        return Availability.UNDATED
    return known or Availability.UNDATED


def takes_place(session) -> bool:
    """Return whether a session is published and not cancelled; its date may still be open or already past."""
    return session.live and session.status != Status.CANCELLED


def has_begun(session, now: datetime) -> bool:
    """Return whether its first moment has come: the midnight before a session of whole days."""
    return session.starts_at is not None and session.starts_at <= now


def is_over(session, now: datetime) -> bool:
    """Return whether it has ended; the moment of the end itself counts."""
    return session.ends_at is not None and session.ends_at <= now


def is_dated(session) -> bool:
    """Return whether its day is known: without it nobody can be bound to come or to pay."""
    return session.starts_at is not None


def can_be_promised(session, now: datetime) -> bool:
    """Return whether a place may be offered, given, confirmed or reminded of at that moment.

    The session takes place and has not begun. One without a date yet can be promised as a part of its whole
    series; alone it takes interest only (`is_dated`). `session` is the page whose facts hold: the original.
    """
    return takes_place(session) and not has_begun(session, now)


def availability_of(session, call: ResolvedCall, now: datetime) -> Availability:
    """Return the availability alone; what is counted (few, full …) comes last."""
    if session.status == Status.CANCELLED:
        return Availability.CANCELLED
    if is_over(session, now):
        return Availability.PAST
    if not is_dated(session):
        moved = session.status == Status.MOVED
        return Availability.MOVED if moved else Availability.UNDATED
    return _by_call(session, call, now)


def registration_of(session, call: ResolvedCall, now: datetime) -> Availability:
    """Return as `availability_of`; of a session without a date what holds for its registration.

    Registering for a whole series includes what has no date yet.
    """
    found = availability_of(session, call, now)
    undated = found in {Availability.UNDATED, Availability.MOVED}
    return _by_call(session, call, now) if undated else found


def free_places(seats) -> int | None:
    """Return the seats that nobody has or is promised; None without a limit."""
    if seats is None or seats.capacity is None:
        return None
    return max(seats.capacity - seats.taken - seats.held, 0)


def free_words(seats, page) -> str:
    """Return what a column of free seats says, with the session's page from `SessionQuerySet.with_mode`.

    A number, ∞ without a limit, – where not every registration is counted here; nothing is free of what was
    cancelled.
    """
    if page is None or page.mode != Mode.FORM:
        return "–"
    if page.status == Status.CANCELLED:
        return "0"
    free = free_places(seats)
    return "∞" if free is None else str(free)


def prices_of(prices: Iterable[Price], series_prices: Iterable[Price]) -> list[Price]:
    """Return what one session alone costs: its own prices, else those of its series for a single session."""
    return list(prices) or [price for price in series_prices if price.scope == Scope.SESSION]


def _by_call(session, call: ResolvedCall, now: datetime) -> Availability:
    return _before_seats(call, now) or _counted(session.seats, call)


def _before_seats(call: ResolvedCall, now: datetime) -> Availability | None:
    """By the way to register and its days; None where seats decide."""
    if call.mode == Mode.NONE:
        return Availability.NO_REGISTRATION
    if not call.mode:
        return Availability.UNSAID
    if call.mode == Mode.CLOSED or (call.closes and call.closes <= now):
        return Availability.CLOSED
    if call.opens and call.opens > now:
        return Availability.LATER
    return Availability.EXTERNAL if call.mode == Mode.EXTERNAL else None


def _counted(seats, call: ResolvedCall) -> Availability:
    """By the seats. Of registrations by e-mail the site knows only those that were typed in: when these take
    all seats it is full, and how many seats are free otherwise nobody knows here."""
    free = free_places(seats)
    if free == 0:
        return Availability.WAITING if seats.waiting_list else Availability.FULL
    if call.mode == Mode.EMAIL:
        return Availability.EMAIL
    few = free is not None and free <= max(FEW, seats.capacity * FEW_SHARE)
    return Availability.FEW if few else Availability.OPEN
