"""One transaction per change, and the one order in which it locks rows: seat rows by primary key first, the
registration after them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from events.models import SessionSeats
from events.registration.models import Booking, Registration

from .errors import RegistrationError

# Seconds after which PostgreSQL gives up waiting for a row and the reader is asked to try again.
LOCK_TIMEOUT = 5
# What the databases answer when others keep a lock for too long.
BUSY = {"55P03", "SQLITE_BUSY"}


@contextmanager
def one_transaction() -> Iterator[None]:
    """`transaction.atomic()`, but who waited too long for a lock is asked to try again.

    Raises RegistrationError ("busy") then; nothing was changed.
    """
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        cause = error.__cause__
        if not BUSY & {getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorname", None)}:
            raise
        message = _("Many people are registering at this moment. Please try again in a minute.")
        raise RegistrationError(message, code="busy") from error


def lock_seats(keys: Iterable[int]) -> dict[int, SessionSeats]:
    """Lock the seat rows with these primary keys, in order, and return them by key.

    Must be called once per transaction, before any registration row is locked. `list()` runs the query,
    the order prevents deadlocks, `no_key` lets inserts that merely refer to the row pass. SQLite ignores the
    lock: there the transaction itself is the lock, since it begins IMMEDIATE.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Seats are locked inside a transaction only.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}s'")
    rows = list(SessionSeats.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk"))
    return {row.pk: row for row in rows}


def lock_registration(
    pk: int, *, also: frozenset[int] = frozenset()
) -> tuple[Registration, dict[int, SessionSeats]]:
    """Lock the seat rows of a registration's live bookings and those `also` needed, then the registration.

    Raises Registration.DoesNotExist. The organiser may move a booking to another session between the look at
    the bookings and the lock: then every lock is given back and taken anew, so that all keep to one order.
    """
    while True:
        before = transaction.savepoint()
        seats = lock_seats(_sessions_of(pk) | also)
        registration = Registration.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
        if _sessions_of(pk) <= seats.keys():
            transaction.savepoint_commit(before)
            return registration, seats
        transaction.savepoint_rollback(before)


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
    """Whether that many seats are free in a locked row."""
    return seats.capacity is None or seats.taken + seats.held + wanted <= seats.capacity
