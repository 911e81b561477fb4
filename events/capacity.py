"""What is counted for a session, changed by organisers under the lock of its row."""

from django.dispatch import Signal
from django.utils.translation import gettext as _

from home.locks import one_transaction, wait_briefly
from home.visitors.service_error import ServiceError

from .models.seats import SessionSeats

# Sent with `seats` inside the transaction that changed them, the row still locked: registration gives seats
# that became free to those who wait.
seats_changed = Signal()


class SeatsError(ServiceError):
    """A refusal to change the seats of a session."""


def change_seats(
    *, pk: int, capacity: int | None, waiting_list: bool, show_places_left: bool
) -> SessionSeats:
    """Set the seats of one session (None: no limit) and what readers are told about them. Safe to repeat.

    Locks the seat row. Raises SeatsError below what is already taken or held: nobody is thrown out by a
    number, and ("busy") when others hold the row for too long; SessionSeats.DoesNotExist for an unknown row.
    """
    with one_transaction(SeatsError):
        seats = lock_seats(pk)
        if capacity is not None and capacity < promised(seats):
            raise SeatsError(too_few(seats), field="capacity", code="capacity")
        seats.capacity, seats.waiting_list, seats.show_places_left = capacity, waiting_list, show_places_left
        seats.save(update_fields=["capacity", "waiting_list", "show_places_left"])
        seats_changed.send(SessionSeats, seats=seats)
        seats.refresh_from_db()
        return seats


def lock_seats(pk: int) -> SessionSeats:
    """The row, locked until the end of the transaction; on SQLite the transaction itself is the lock."""
    wait_briefly()
    return SessionSeats.objects.select_for_update(no_key=True).get(pk=pk)


def promised(seats: SessionSeats) -> int:
    """Seats that are taken or held for somebody."""
    return seats.taken + seats.held


def too_few(seats: SessionSeats) -> str:
    return _("%(number)s seats are already taken: fewer are not possible.") % {"number": promised(seats)}
