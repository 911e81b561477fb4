"""Giving up too late to be free of charge (domain.md#late-cancellation)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from events.models import EventPage
from events.registration.models import Booking, CallRules, Registration, SessionFacts
from events.registration.pricing import NOTHING, Place
from events.session_now import takes_place

from .account import Account, place_of
from .promises import originals

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Leaving:
    """What giving places up costs: `due` now, `later` once it is no longer free of charge, from `until`."""

    due: Decimal = NOTHING
    later: Decimal = NOTHING
    until: datetime | None = None


def late_places(
    registration: Registration, bookings: Iterable[Booking], now: datetime, seats: int | None = None
) -> list[Place]:
    """Return the places of confirmed bookings that are given up too late, so many `seats` or all of them;
    none where nothing costs."""
    firm = _firm(registration, bookings)
    ends = free_until(firm, registration.rules) if firm else {}
    return [place_of(booking, seats) for booking in firm if _is_late(ends[booking.pk], now)]


def cost_of_leaving(
    registration: Registration, bookings: Iterable[Booking], now: datetime, seats: int | None = None
) -> Leaving:
    """Return what it costs to give these bookings up, or so many seats of one; writes nothing."""
    firm = _firm(registration, bookings)
    if not firm:
        return Leaving()
    ends = free_until(firm, registration.rules)
    places = [place_of(booking, seats) for booking in firm]
    late = [place for place in places if _is_late(ends[place.booking], now)]
    account = Account.of(registration)
    account.without(registration, places)
    ahead = [end for end in ends.values() if end and not _is_late(end, now)]
    return Leaving(
        due=sum(fees(account, registration, late).values(), NOTHING),
        later=sum(fees(account, registration, places).values(), NOTHING) if ahead else NOTHING,
        until=min(ahead, default=None),
    )


def _firm(registration: Registration, bookings: Iterable[Booking]) -> list[Booking]:
    """Those of these bookings that bind both sides, in a registration that costs something."""
    if registration.status != Registration.Status.CONFIRMED or not registration.is_priced:
        return []
    return [booking for booking in bookings if booking.status == Booking.Status.CONFIRMED]


def free_until(bookings: Iterable[Booking], rules: CallRules) -> dict[int, datetime | None]:
    """Return until when each booking (by primary key) is given up free of charge; None for ever: without a
    date, and for what does not take place.

    Where the organiser moved the session, or the party, the days begin anew, up to the begin of the session.
    """
    bookings = list(bookings)
    pages = originals({booking.session_id for booking in bookings})
    facts = SessionFacts.objects.filter(session__in=pages)
    moved = dict(facts.values_list("session_id", "moved_at"))
    return {
        booking.pk: _until(booking, pages.get(booking.session_id), moved.get(booking.session_id), rules)
        for booking in bookings
    }


def fees(account: Account, registration: Registration, late: list[Place]) -> dict[int, Decimal]:
    """Return the fee for each booking whose place was given up late, of what all owe less because of it.

    `account` is as it is without these places. Nothing is lost, and no fee due, where the price of the series
    is still owed for others, or where the session does not take place.
    """
    found, restored, owed = {}, [], account.total()
    for place in late:
        restored.append(place)
        with_it = account.total({registration.pk: restored})
        found[place.booking] = _fee(registration, with_it - owed)
        owed = with_it
    return {booking: fee for booking, fee in found.items() if fee}


def _fee(registration: Registration, lost: Decimal) -> Decimal:
    """Never more than what is lost."""
    rules = registration.rules
    partner = registration.price_class == Registration.PriceClass.PARTNER
    rate = rules.fee_partner if partner else rules.fee_other
    if rules.fee_kind == CallRules.Fee.SHARE:
        rate = (lost * rate / 100).quantize(CENT, ROUND_HALF_UP)
    return max(min(rate, lost), NOTHING)


def _until(booking: Booking, page: EventPage | None, moved_at, rules: CallRules) -> datetime | None:
    if page is None or page.starts_at is None or not takes_place(page):
        return None
    days = timedelta(days=rules.cancel_days)
    until = page.starts_at - days
    if moved_at and booking.created_at < moved_at:
        until = max(until, moved_at + days)
    if booking.moved_at:
        until = max(until, booking.moved_at + days)
    return min(until, page.starts_at)


def _is_late(until: datetime | None, now: datetime) -> bool:
    return until is not None and now >= until
