"""A message of the organiser's to a filtered set of registrations."""

import uuid

from django.db import IntegrityError
from django.db.models import Prefetch

from events.registration import mails
from events.registration.models import Attendance, Booking, LogEntry, Message

from .locks import one_transaction


def recipients_of(registrations, *, people: bool, session: int | None = None) -> list[mails.Recipient]:
    """Who gets a message to these registrations (a queryset): their contacts, with `people` also everybody on
    an active seat (of that session), each address once. A constant number of queries."""
    rows = registrations.filter(purged_at__isnull=True).select_related("rules")
    if people:
        bookings = Booking.objects.filter(status__in=Booking.ACTIVE)
        if session:
            bookings = bookings.filter(session_id=session)
        seats = Attendance.objects.select_related("participant")
        bookings = bookings.prefetch_related(Prefetch("attendances", seats))
        rows = rows.prefetch_related(Prefetch("bookings", bookings, to_attr="written_to"))
    rows = list(rows)
    found: dict[str, mails.Recipient] = {}
    for row in rows:
        _add(found, row, row.contact_name, row.contact_email, is_contact=True)
    for row in rows:
        for booking in getattr(row, "written_to", []):
            for seat in booking.attendances.all():
                _add(found, row, seat.name, seat.email, is_contact=False)
    return list(found.values())


def send_message(
    registrations,
    *,
    key: uuid.UUID,
    words: dict[str, dict[str, str]],
    people: bool,
    session: int | None = None,
    filters: dict,
    user,
) -> tuple[Message, bool]:
    """Queue a message to these registrations and return it with whether it is new: all of it or nothing, once
    per `key`. `words` holds subject and text by language code, for every language among the recipients."""
    try:
        with one_transaction():
            known = Message.objects.filter(key=key).first()
            if known:
                return known, False
            made = Message.objects.create(key=key, user=user, filters=filters, words=words, recipients=0)
            recipients = recipients_of(registrations, people=people, session=session)
            made.recipients = mails.message(recipients, words)
            made.save(update_fields=["recipients"])
            written = {recipient.registration.pk for recipient in recipients}
            LogEntry.objects.bulk_create(
                LogEntry(registration_id=pk, action="message sent", user=user, details={"message": made.pk})
                for pk in sorted(written)
            )
            return made, True
    except IntegrityError:
        # A parallel submit of the same form was first.
        known = Message.objects.filter(key=key).first()
        if known:
            return known, False
        raise


def _add(found, registration, name, address, *, is_contact) -> None:
    if address:
        found.setdefault(
            address.lower(),
            mails.Recipient(registration=registration, name=name, address=address, is_contact=is_contact),
        )
