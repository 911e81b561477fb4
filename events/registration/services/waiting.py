"""Services of the waiting list: strictly first come, parties kept together."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import SessionSeats
from events.registration import mails
from events.registration.models import Booking, Registration
from events.registration.pricing import FREE, Due
from events.registration.waiting_list import queue

from .binding import bind, price_of_offer
from .charges import recharge
from .errors import RegistrationError
from .locks import fits, lock_call, lock_registration, lock_seats, one_transaction, recount
from .log import log
from .promises import can_be_promised, not_promised, too_late
from .rows import for_each

Status = Booking.Status


def fill(seats: SessionSeats, *, now=None) -> list[Booking]:
    """Give the free seats of a locked row to the head of its queue, as long as the head fits, and
    return who moved.

    A party that does not fit yet is waited for, not overtaken. Where the place costs something, or where only
    interest was registered, it is offered for a time, else it is given at once (confirmed, or held for a
    registration that is not confirmed itself, whose contact then confirms what it costs).
    Nobody moves up at a session that has begun or does not take place: seats are only counted there.
    """
    now = now or timezone.now()
    moved = []
    if seats.waiting == 0 or not can_be_promised(seats.pk, now):
        return moved
    for booking in queue(seats):
        if not fits(seats, booking.seats):
            break
        registration = booking.registration
        cost = _cost(booking)
        if registration.status != Registration.Status.CONFIRMED:
            booking.status = Status.HELD
        elif cost.amount or not booking.binding:
            booking.status = Status.OFFERED
            booking.offer_expires = now + timedelta(hours=registration.rules.offer_hours)
        else:
            booking.status = Status.CONFIRMED
        booking.sequence += 1
        booking.save(update_fields=["status", "offer_expires", "sequence", "changed_at"])
        recount(seats)
        recharge(registration)
        log(registration, "moved up", session=seats.pk, status=booking.status)
        if booking.binding:
            mails.moved_up(booking, cost)
        else:
            mails.interest_offered(booking, cost)
        moved.append(booking)
    return moved


def _cost(booking: Booking) -> Due:
    """What the place costs, with the call locked where prices hold."""
    registration = booking.registration
    if registration.is_priced or not booking.binding:
        lock_call(registration.rules_id)
        # Read before the lock: what others changed meanwhile holds.
        registration.refresh_from_db(fields=["price_class", "price_list", "payer", "invoice_status"])
        return price_of_offer(booking)
    return FREE


def promote_due(*, now=None) -> int:
    """Fill free seats that somebody waits for: those of a session that was cancelled or over and is ahead
    again. Returns how many parties moved."""
    now = now or timezone.now()
    free = Q(capacity__isnull=True) | Q(capacity__gt=F("taken") + F("held"))
    keys = set(SessionSeats.objects.filter(free, waiting__gt=0).values_list("pk", flat=True))
    return for_each(sorted(keys - not_promised(keys, now)), lambda pk: _promote(pk, now))


def _promote(session_id: int, now) -> int:
    with one_transaction():
        seats = lock_seats([session_id]).get(session_id)
        return len(fill(recount(seats), now=now)) if seats else 0


def accept_offer(
    booking_id: int, *, agreed: Decimal = Decimal(0), invoice: dict[str, str] | None = None, now=None
) -> Booking:
    """The contact accepts an offered seat. Safe to repeat; raises RegistrationError once the offer has
    ended.

    This is what binds: `agreed` is the amount that the contact was shown, `invoice` the invoice address by
    field name.
    """
    now = now or timezone.now()
    with one_transaction():
        found = Booking.objects.get(pk=booking_id)
        registration, seats = lock_registration(found.registration_id)
        booking = Booking.objects.get(pk=booking_id)
        booking.registration = registration
        if booking.status == Status.CONFIRMED:
            return booking
        if booking.status != Status.OFFERED or booking.offer_expires <= now:
            raise RegistrationError(_("This offer has ended."), code="offer")
        if not can_be_promised(booking.session_id, now):
            raise too_late()
        bind(booking, agreed=agreed, invoice=invoice or {})
        booking.status, booking.offer_expires = Status.CONFIRMED, None
        booking.sequence += 1
        booking.save(update_fields=["status", "binding", "offer_expires", "sequence", "changed_at"])
        recount(seats[booking.session_id])
        log(registration, "offer accepted", session=booking.session_id)
        mails.promoted(booking, price=recharge(registration))
        return booking


def lapse_offers(*, now=None) -> int:
    """Take back every offer whose time is over, hand the seat on, and return how many ended."""
    now = now or timezone.now()
    due = Booking.objects.filter(status=Status.OFFERED, offer_expires__lte=now)
    return for_each(due.values_list("pk", "registration_id"), lambda row: _lapse(*row, now))


def _lapse(pk: int, registration_id: int, now) -> int:
    with one_transaction():
        registration, seats = lock_registration(registration_id)
        booking = Booking.objects.get(pk=pk)
        if booking.status != Status.OFFERED or booking.offer_expires > now:
            return 0
        booking.status, booking.offer_expires = Status.CANCELLED, None
        booking.sequence += 1
        booking.save(update_fields=["status", "offer_expires", "sequence", "changed_at"])
        if not registration.bookings.filter(status__in=Booking.ACTIVE).exists():
            registration.status = Registration.Status.LAPSED
            registration.ended_at = now
            registration.save(update_fields=["status", "ended_at"])
        log(registration, "offer lapsed", session=booking.session_id)
        if can_be_promised(booking.session_id, now):
            mails.offer_lapsed(booking)
        row = recount(seats[booking.session_id])
        fill(row, now=now)
        return 1
