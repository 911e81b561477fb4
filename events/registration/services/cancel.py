"""Giving seats up: one session, some seats, or everything."""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.registration import mails
from events.registration.models import Booking, Registration

from .charges import recharge
from .confirm import end
from .errors import RegistrationError
from .late import late_places
from .locks import lock_registration, one_transaction, recount
from .log import log
from .promises import refuse_called_off
from .waiting import fill

Status = Booking.Status


def cancel_registration(
    registration_id: int, *, user=None, reason: str = "", waive: str = "", now=None
) -> Registration:
    """Cancel all of it and hand every seat on. Safe to repeat. `reason` is the organiser's, for the contact;
    `waive` theirs to ask no fee for what is given up too late."""
    with one_transaction():
        registration, seats = lock_registration(registration_id)
        if not registration.is_active:
            return registration
        now = now or timezone.now()
        before, price = end(registration, seats, Registration.Status.CANCELLED, now=now, waive=waive)
        log(registration, "cancelled", user=user)
        mails.cancelled(registration, before=before, price=price, reason=reason)
        return registration


def cancel_booking(booking_id: int, *, user=None, waive: str = "", now=None) -> Booking:
    """Give up one session (or leave its waiting list). The last one ends the registration. Safe to repeat.
    `waive` as for `cancel_registration`. Raises RegistrationError ("off") for what does not take place."""
    now = now or timezone.now()
    with one_transaction():
        found = Booking.objects.get(pk=booking_id)
        registration, seats = lock_registration(found.registration_id)
        booking = Booking.objects.get(pk=booking_id)
        if booking.status == Status.CANCELLED:
            return booking
        refuse_called_off(booking.session_id)
        if not registration.bookings.filter(status__in=Booking.ACTIVE).exclude(pk=booking_id).exists():
            before, price = end(registration, seats, Registration.Status.CANCELLED, now=now, waive=waive)
            log(registration, "cancelled", user=user)
            mails.cancelled(registration, before=before, price=price)
            booking.refresh_from_db()
            return booking
        late = late_places(registration, [booking], now)
        was_told = registration.status == Registration.Status.CONFIRMED
        before = {booking.pk: booking.status} if was_told else {}
        booking.status, booking.offer_expires = Status.CANCELLED, None
        booking.sequence += 1
        booking.save(update_fields=["status", "offer_expires", "sequence", "changed_at"])
        row = recount(seats[booking.session_id])
        log(registration, "session given up", user=user, session=booking.session_id)
        price = recharge(registration, late=late, waive=waive)
        mails.session_cancelled(booking, before=before, price=price)
        fill(row, now=now)
        return booking


def reduce_seats(booking_id: int, *, without: list[int], user=None, now=None) -> Booking:
    """Give up the seats of these attendances (primary keys) at one session; at least one seat must stay."""
    now = now or timezone.now()
    with one_transaction():
        found = Booking.objects.get(pk=booking_id)
        registration, seats = lock_registration(found.registration_id)
        booking = Booking.objects.get(pk=booking_id)
        leaving = booking.attendances.filter(pk__in=without)
        number = leaving.count()
        if booking.status == Status.CANCELLED or number == 0:
            return booking
        refuse_called_off(booking.session_id)
        if number >= booking.seats:
            raise RegistrationError(_("One seat at least stays; or give up the whole session."), code="last")
        late = late_places(registration, [booking], now, seats=number)
        gone = list(leaving.select_related("participant"))
        leaving.delete()
        booking.seats -= number
        booking.sequence += 1
        booking.save(update_fields=["seats", "sequence", "changed_at"])
        row = recount(seats[booking.session_id])
        log(registration, "seats given up", user=user, session=booking.session_id, seats=number)
        mails.seats_given_up(booking, gone, price=recharge(registration, late=late))
        fill(row, now=now)
        return booking
