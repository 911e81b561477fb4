"""Interest in a session without a date: once the date is set, it becomes a turn in the waiting list.

From there a place is offered to each in the order of arrival, as far as there are seats, and binds nobody
who does not accept it (services.waiting). Where the date is taken back, interest is interest again.
"""

from django.db.models import F
from django.utils import timezone

from events.models import SessionSeats
from events.registration import mails
from events.registration.models import Booking, Registration

from .locks import lock_seats, one_transaction, recount
from .log import log
from .promises import can_be_promised, is_dated
from .rows import for_each
from .waiting import fill

Status = Booking.Status


def follow_interest(session_id: int, *, now=None) -> int:
    """Offer the places of a session whose date is set to those who registered interest. Safe to repeat.

    Whoever cannot be offered one yet waits, and is told so, even where the session has no waiting list for
    newcomers. A registration that is not confirmed yet follows when it is. Returns how many were moved.
    """
    now = now or timezone.now()
    with one_transaction():
        seats = lock_seats([session_id]).get(session_id)
        if seats is None or not can_be_promised(session_id, now):
            return 0
        if not is_dated(session_id):
            return _back_to_interest(seats, now)
        turned = _turn(_interested(session_id), Status.WAITING, now)
        if turned:
            recount(seats)
            offered = {booking.pk for booking in fill(seats, now=now)}
            for booking in turned:
                log(booking.registration, "date set", session=session_id)
                if booking.pk not in offered:
                    mails.interest_waits(booking)
        return len(turned)


def follow_interests(*, now=None) -> int:
    """Follow every session with bookings that bind nobody; returns how many of these were moved."""
    now = now or timezone.now()
    open_ = Booking.objects.filter(binding=False).exclude(status=Status.CANCELLED)
    keys = open_.order_by("session_id").values_list("session_id", flat=True).distinct()
    return for_each(keys, lambda pk: follow_interest(pk, now=now))


def _interested(session_id: int):
    return Booking.objects.filter(
        session_id=session_id,
        status=Status.INTEREST,
        registration__status=Registration.Status.CONFIRMED,
    )


def _back_to_interest(seats: SessionSeats, now) -> int:
    rows = Booking.objects.filter(session=seats, binding=False, status__in=(Status.WAITING, Status.OFFERED))
    turned = _turn(rows, Status.INTEREST, now)
    if turned:
        fill(recount(seats), now=now)
    for booking in turned:
        log(booking.registration, "date open again", session=seats.pk)
    return len(turned)


def _turn(rows, status: str, now) -> list[Booking]:
    """Give these bookings of a locked seat row another status, and return them in the order of arrival."""
    keys = list(rows.values_list("pk", flat=True))
    turned = Booking.objects.filter(pk__in=keys)
    turned.update(status=status, offer_expires=None, changed_at=now, sequence=F("sequence") + 1)
    return list(turned.select_related("registration__rules").order_by("pk"))
