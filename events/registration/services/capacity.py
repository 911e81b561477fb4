from django.utils.translation import gettext as _

from events.models import SessionSeats

from .errors import RegistrationError
from .locks import lock_seats, one_transaction, recount
from .waiting import fill


def change_capacity(session_id: int, capacity: int | None, *, now=None) -> SessionSeats:
    """Set the seats of one session (None: no limit) and give new ones to those who wait. Safe to repeat.

    Raises RegistrationError below what is already taken or held: nobody is thrown out by a number.
    """
    with one_transaction():
        seats = recount(lock_seats([session_id])[session_id])
        promised = seats.taken + seats.held
        if capacity is not None and capacity < promised:
            raise RegistrationError(
                _("%(number)s seats are already taken: fewer are not possible.") % {"number": promised},
                field="capacity",
                code="capacity",
            )
        seats.capacity = capacity
        seats.save(update_fields=["capacity"])
        fill(seats, now=now)
        return seats
