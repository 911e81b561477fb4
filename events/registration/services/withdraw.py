"""What the contact gives up: only what is ahead. What took place stays, with who was there; what was called
off stays as that."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import EventPage
from events.registration.models import Booking, Registration

from .cancel import cancel_booking, cancel_registration, reduce_seats
from .errors import RegistrationError
from .locks import lock_registration, one_transaction
from .promises import called_off, off, refuse_called_off


def withdraw_registration(registration_id: int, *, now=None) -> Registration:
    """Cancel all of it, or what is still to come where some sessions have begun. Safe to repeat.

    Raises RegistrationError where nothing is ahead: "off" when all of it was called off, else "begun".
    """
    now = now or timezone.now()
    with one_transaction():
        registration, seats = lock_registration(registration_id)
        called = called_off(seats)
        begun = _begun(seats, now) - called
        bookings = registration.bookings.filter(status__in=Booking.ACTIVE)
        ahead = list(bookings.exclude(session_id__in=begun | called).values_list("pk", flat=True))
        if registration.is_active and not ahead:
            raise _too_late() if begun else off()
        if not begun:
            return cancel_registration(registration_id, now=now)
        for pk in ahead:
            cancel_booking(pk, now=now)
        return registration


def withdraw_booking(
    booking_id: int, *, without: Iterable[int] = (), everyone: bool = False, now=None
) -> Booking:
    """Give up the seats of some attendances (primary keys) at one session, or of `everyone`. Safe to repeat.

    Raises RegistrationError: "off" when the session does not take place, "begun" when it has begun, "nobody"
    when several have seats and neither some of them nor everyone is named.
    """
    now = now or timezone.now()
    booking = Booking.objects.get(pk=booking_id)
    if booking.status in Booking.ACTIVE:
        refuse_called_off(booking.session_id)
    if _begun([booking.session_id], now):
        raise _too_late()
    named = [] if everyone else list(without)
    leaving = list(booking.attendances.filter(pk__in=named).values_list("pk", flat=True))
    if leaving and len(leaving) < booking.seats:
        return reduce_seats(booking_id, without=leaving, now=now)
    if not leaving and not everyone and booking.seats > 1:
        raise RegistrationError(_("Tick who does not come, or give up the whole session."), code="nobody")
    return cancel_booking(booking_id, now=now)


def _begun(sessions: Iterable[int], now) -> set[int]:
    pages = EventPage.objects.filter(seats_id__in=list(sessions), starts_at__lte=now)
    return set(pages.values_list("seats_id", flat=True))


def _too_late() -> RegistrationError:
    return RegistrationError(_("What has begun can no longer be given up."), code="begun")
