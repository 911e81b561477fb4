"""The order of the waiting list, for services, mails and screens."""

from django.db.models import Exists, OuterRef

from events.models import SessionSeats

from .models import Booking


def queue(session: SessionSeats):
    """Return the waiting bookings of a session, first come first.

    Where the rules prefer it, organisations without a seat at this session come before those with one.
    """
    waiting = Booking.objects.filter(session=session, status=Booking.Status.WAITING).select_related(
        "registration__rules"
    )
    has_seat = Booking.objects.filter(
        session=session,
        status__in=(Booking.Status.CONFIRMED, *Booking.HOLDING),
        registration__organisation_id=OuterRef("registration__organisation_id"),
    )
    rows = list(waiting.annotate(has_seat=Exists(has_seat)).order_by("pk"))
    return sorted(rows, key=lambda row: (row.registration.rules.prefer_new and row.has_seat, row.pk))
