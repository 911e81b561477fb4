"""What is counted for a session, changed by organisers under the lock of its row."""

from django.db import connection, transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from .models import SessionSeats

# Sent with `seats` inside the transaction that changed them, the row still locked: registration gives seats
# that became free to those who wait.
seats_changed = Signal()

# Seconds after which PostgreSQL gives up waiting for the row.
LOCK_TIMEOUT = 5


class SeatsError(Exception):
    """The change is not possible; `field` is the one it concerns."""

    def __init__(self, message: str, *, field: str):
        super().__init__(message)
        self.message = message
        self.field = field


@transaction.atomic
def change_seats(
    *, pk: int, capacity: int | None, waiting_list: bool, show_places_left: bool
) -> SessionSeats:
    """Set the seats of one session (None: no limit) and what readers are told about them. Safe to repeat.

    Locks the seat row. Raises SeatsError below what is already taken or held: nobody is thrown out by a
    number; SessionSeats.DoesNotExist for an unknown row.
    """
    seats = lock_seats(pk)
    if capacity is not None and capacity < promised(seats):
        raise SeatsError(too_few(seats), field="capacity")
    seats.capacity, seats.waiting_list, seats.show_places_left = capacity, waiting_list, show_places_left
    seats.save(update_fields=["capacity", "waiting_list", "show_places_left"])
    seats_changed.send(SessionSeats, seats=seats)
    seats.refresh_from_db()
    return seats


def lock_seats(pk: int) -> SessionSeats:
    """The row, locked until the end of the transaction; on SQLite the transaction itself is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}s'")
    return SessionSeats.objects.select_for_update(no_key=True).get(pk=pk)


def promised(seats: SessionSeats) -> int:
    """Seats that are taken or held for somebody."""
    return seats.taken + seats.held


def too_few(seats: SessionSeats) -> str:
    return _("%(number)s seats are already taken: fewer are not possible.") % {"number": promised(seats)}
