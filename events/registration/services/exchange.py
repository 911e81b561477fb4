"""People exchanged for good, and exchanges asked for after the deadline. No seat row is locked."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from events.registration import mails
from events.registration.models import Attendance, Booking, ChangeRequest, Need, Participant

from .errors import RegistrationError
from .locks import one_transaction
from .log import log
from .people import locked_attendance, name_substitute
from .register import Person


def exchange_person(participant_id: int, person: Person, *, user=None) -> Participant:
    """Somebody else goes to every session that this person was named for, substitutes apart; or their name
    and address are put right. Safe to repeat.

    The new person is told who gave their data, the one before that the places are given up. Needs go with
    the person they belong to. Raises RegistrationError once it is noted who came: that happened.
    """
    with one_transaction():
        participant = (
            Participant.objects.select_for_update(no_key=True, of=("self",))
            .select_related("registration__rules")
            .get(pk=participant_id)
        )
        registration = participant.registration
        if not registration.is_active:
            raise RegistrationError(_("This registration has ended."), code="ended")
        before = Person(name=participant.name, email=participant.email, department=participant.department)
        if (before.name, before.email, before.department) == (person.name, person.email, person.department):
            return participant
        another = before.email.lower() != person.email.lower()
        if another and Attendance.objects.filter(participant=participant, present__isnull=False).exists():
            raise RegistrationError(
                _("It is noted already who came: name a substitute for single sessions."), code="noted"
            )
        participant.name, participant.email = person.name, person.email
        participant.department = person.department
        if another:
            participant.informed_at = None
            if before.name != person.name:
                Need.objects.filter(participant=participant).delete()
        participant.save()
        seats = Attendance.objects.filter(
            participant=participant, substitute_name="", booking__status__in=Booking.ACTIVE
        )
        bookings = list(seats.values_list("booking_id", flat=True))
        Booking.objects.filter(pk__in=bookings).update(sequence=F("sequence") + 1, changed_at=timezone.now())
        log(registration, "person exchanged", user=user, participant=participant.pk)
        if another:
            old = (before.name, before.email) if before.name != person.name else None
            mails.exchanged(participant, before=old, bookings=bookings)
        return participant


def ask_for_substitute(attendance_id: int, person: Person) -> ChangeRequest:
    """Ask the organiser to name a substitute after the deadline; a new request replaces an open one."""
    with one_transaction():
        attendance = locked_attendance(attendance_id)
        values = {"name": person.name, "email": person.email, "department": person.department}
        request, _new = ChangeRequest.objects.update_or_create(
            attendance=attendance, status=ChangeRequest.Status.OPEN, defaults=values
        )
        log(attendance.booking.registration, "change asked for", attendance=attendance.pk)
        return request


def accept_change(request_id: int, *, user) -> ChangeRequest:
    """The organiser accepts: the substitute is named and everybody told. Safe to repeat."""
    with one_transaction():
        request = _decided(request_id, ChangeRequest.Status.ACCEPTED, user)
        if request is None:
            return ChangeRequest.objects.get(pk=request_id)
        person = Person(name=request.name, email=request.email, department=request.department)
        name_substitute(request.attendance_id, person, user=user)
        return request


def decline_change(request_id: int, *, user) -> ChangeRequest:
    """The organiser declines; the contact is told. Safe to repeat."""
    with one_transaction():
        request = _decided(request_id, ChangeRequest.Status.DECLINED, user)
        if request is None:
            return ChangeRequest.objects.get(pk=request_id)
        attendance = request.attendance
        log(attendance.booking.registration, "change declined", user=user, attendance=attendance.pk)
        mails.change_declined(request)
        return request


def _decided(request_id: int, status: str, user) -> ChangeRequest | None:
    request = (
        ChangeRequest.objects.select_for_update(no_key=True, of=("self",))
        .select_related("attendance__booking__registration__rules", "attendance__participant")
        .get(pk=request_id)
    )
    if request.status != ChangeRequest.Status.OPEN:
        return None
    request.status, request.decided_at, request.user = status, timezone.now(), user
    request.save(update_fields=["status", "decided_at", "user"])
    return request
