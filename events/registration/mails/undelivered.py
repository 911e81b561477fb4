"""Mails that could not be delivered, for the organiser."""

from post_office.models import STATUS, Email

from events.registration.models import Attendance, Participant, Registration

# How many an organiser is shown; older ones are forgotten by themselves.
MOST = 200


def all_undelivered() -> list[Email]:
    """The newest mails that failed for good or are being tried again, with what the last attempt said."""
    rows = Email.objects.filter(status__in=(STATUS.failed, STATUS.requeued)).order_by("-pk")
    return list(rows.prefetch_related("logs")[:MOST])


def undelivered(registration: Registration) -> list[Email]:
    """Mails to this registration's people that failed for good or are being tried again, newest first."""
    addresses = {registration.contact_email}
    addresses |= set(Participant.objects.filter(registration=registration).values_list("email", flat=True))
    substitutes = Attendance.objects.filter(booking__registration=registration)
    addresses |= set(substitutes.values_list("substitute_email", flat=True))
    rows = Email.objects.filter(to__in=addresses - {""}, status__in=(STATUS.failed, STATUS.requeued))
    return list(rows.order_by("-pk")[:20])
