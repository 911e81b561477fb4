"""One transaction per change, and the one order in which it locks rows: seat rows by primary key first, then
the call where prices hold, the registration after them."""

from collections.abc import Iterable
from contextlib import AbstractContextManager

from django.db import transaction
from django.db.models import Q, Sum

from events.models import SessionSeats
from events.registration.models import Booking, CallRules, Registration
from home import locks

from .errors import RegistrationError


def one_transaction() -> AbstractContextManager[None]:
    """`transaction.atomic()`, but who waited too long for a lock is asked to try again.

    Raises RegistrationError ("busy") then; nothing was changed.
    """
    return locks.one_transaction(RegistrationError)


def lock_seats(keys: Iterable[int]) -> dict[int, SessionSeats]:
    """Lock the seat rows with these primary keys, in order, and return them by key.

    Must be called once per transaction, before any registration row is locked. `list()` runs the query,
    the order prevents deadlocks, `no_key` lets inserts that merely refer to the row pass. SQLite ignores the
    lock: there the transaction itself is the lock, since it begins IMMEDIATE.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Seats are locked inside a transaction only.")
    locks.wait_briefly()
    rows = list(SessionSeats.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk"))
    return {row.pk: row for row in rows}


def lock_registration(
    pk: int, *, also: frozenset[int] = frozenset()
) -> tuple[Registration, dict[int, SessionSeats]]:
    """Lock the seat rows of a registration's live bookings and those `also` needed, then its call where
    prices hold, then the registration.

    Raises Registration.DoesNotExist. The organiser may move a booking to another session between the look at
    the bookings and the lock: then every lock is given back and taken anew, so that all keep to one order.
    """
    while True:
        before = transaction.savepoint()
        seats = lock_seats(_sessions_of(pk) | also)
        lock_prices(pk, always=bool(also))
        registration = Registration.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
        if _sessions_of(pk) <= seats.keys():
            transaction.savepoint_commit(before)
            return registration, seats
        transaction.savepoint_rollback(before)


def lock_call(rules_id: int) -> None:
    """Let nobody else change what the registrations of a call owe, until the transaction ends."""
    list(CallRules.objects.select_for_update(no_key=True).filter(pk=rules_id).values_list("pk"))


def lock_prices(registration_id: int, *, always: bool = False) -> None:
    """Lock the call of a registration, unless nothing in it costs anything: then nobody waits for others."""
    priced = Registration.objects.filter(pk=registration_id)
    if not always:
        priced = priced.exclude(price_list={})
    calls = CallRules.objects.filter(pk__in=priced.values("rules"))
    list(calls.select_for_update(no_key=True).values_list("pk"))


def _sessions_of(pk: int) -> set[int]:
    live = Booking.objects.filter(registration_id=pk, status__in=Booking.ACTIVE)
    return set(live.values_list("session_id", flat=True))


def recount(seats: SessionSeats) -> SessionSeats:
    """Write the counters of a locked seat row from its bookings, so that they can never drift."""
    sums = Booking.objects.filter(session=seats).aggregate(
        taken=Sum("seats", filter=Q(status=Booking.Status.CONFIRMED), default=0),
        held=Sum("seats", filter=Q(status__in=Booking.HOLDING), default=0),
        waiting=Sum("seats", filter=Q(status=Booking.Status.WAITING), default=0),
    )
    seats.taken, seats.held, seats.waiting = sums["taken"], sums["held"], sums["waiting"]
    seats.save(update_fields=["taken", "held", "waiting"])
    return seats


def fits(seats: SessionSeats, wanted: int) -> bool:
    """Return whether that many seats are free in a locked row."""
    return seats.capacity is None or seats.taken + seats.held + wanted <= seats.capacity
