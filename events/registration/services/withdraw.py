"""What the contact gives up: only what has not begun. What took place stays, with who was there."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import EventPage
from events.registration.models import Booking, Registration

from .cancel import cancel_booking, cancel_registration, reduce_seats
from .errors import RegistrationError
from .locks import lock_registration, one_transaction


def withdraw_registration(registration_id: int, *, now=None) -> Registration:
    """Cancel all of it, or what is still to come where some sessions have begun. Safe to repeat.

    Raises RegistrationError ("begun") when all of them have.
    """
    now = now or timezone.now()
    with one_transaction():
        registration, seats = lock_registration(registration_id)
        begun = _begun(seats, now)
        if not begun:
            return cancel_registration(registration_id, now=now)
        bookings = registration.bookings.filter(status__in=Booking.ACTIVE).exclude(session_id__in=begun)
        ahead = list(bookings.values_list("pk", flat=True))
        if not ahead:
            raise _too_late()
        for pk in ahead:
            cancel_booking(pk, now=now)
        return registration


def withdraw_booking(
    booking_id: int, *, without: Iterable[int] = (), everyone: bool = False, now=None
) -> Booking:
    """Give up the seats of some attendances (primary keys) at one session, or of `everyone`. Safe to repeat.

    Raises RegistrationError: "begun" when the session has begun, "nobody" when several have seats and neither
    some of them nor everyone is named.
    """
    now = now or timezone.now()
    booking = Booking.objects.get(pk=booking_id)
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
