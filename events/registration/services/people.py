"""Exchanging people: seats carry capacity, people do not, so no seat row is locked here."""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.registration import mails
from events.registration.models import Attendance, Booking

from .errors import RegistrationError
from .locks import one_transaction
from .log import log
from .promises import can_be_promised, refuse_called_off
from .register import Person


def name_substitute(attendance_id: int, person: Person, *, user=None) -> Attendance:
    """Send somebody else on a booked seat: the new person gets the mail and the calendar entry, the one
    before a cancellation. Safe to repeat with the same person.

    Raises RegistrationError where the session does not take place. Of one that has begun nobody is written
    to: the organiser notes who was there.
    """
    with one_transaction():
        attendance = locked_attendance(attendance_id)
        if (attendance.substitute_name, attendance.substitute_email) == (person.name, person.email):
            return attendance
        before = (attendance.name, attendance.email)
        attendance.substitute_name = person.name
        attendance.substitute_email = person.email
        attendance.substitute_department = person.department
        attendance.present = None
        attendance.save()
        _moved(attendance, before, "substitute named", user)
        return attendance


def take_back_substitute(attendance_id: int, *, user=None) -> Attendance:
    """The named person goes after all. Safe to repeat."""
    with one_transaction():
        attendance = locked_attendance(attendance_id)
        if not attendance.substitute_name:
            return attendance
        before = (attendance.name, attendance.email)
        attendance.substitute_name = attendance.substitute_email = attendance.substitute_department = ""
        attendance.present = None
        attendance.save()
        _moved(attendance, before, "substitute taken back", user)
        return attendance


def locked_attendance(attendance_id: int) -> Attendance:
    """One seat of one person, locked; raises RegistrationError once it was given up, alone or with all,
    and where the session does not take place."""
    attendance = (
        Attendance.objects.select_for_update(no_key=True, of=("self",))
        .select_related("booking__registration__rules", "participant")
        .filter(pk=attendance_id)
        .first()
    )
    if attendance and attendance.booking.status == Booking.Status.INTEREST:
        raise RegistrationError(
            _("Only interest was registered there: people are exchanged once a place is offered."),
            code="interest",
        )
    if attendance is None or attendance.booking.status == Booking.Status.CANCELLED:
        raise RegistrationError(_("This session was given up."), code="cancelled")
    refuse_called_off(attendance.booking.session_id)
    return attendance


def _moved(attendance: Attendance, before: tuple[str, str], action: str, user) -> None:
    booking = attendance.booking
    booking.sequence += 1
    booking.save(update_fields=["sequence", "changed_at"])
    log(booking.registration, action, user=user, session=booking.session_id, attendance=attendance.pk)
    if can_be_promised(booking.session_id, timezone.now()):
        mails.substituted(attendance, before=before)
