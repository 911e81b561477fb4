"""What registrations hold of one person, found by e-mail address: shown and erased in one action
(domain.md#rights-of-persons)."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import services
from .data_export import everything_about
from .models import Attendance, Booking, ChangeRequest, Need, Participant, Registration
from .retention import RULES, purge
from .services.locks import lock_seats
from .services.log import log

RETENTION = RULES
READERS = _("organisers")
# Stands where a name stood: the seat stays taken, whoever sat on it is forgotten.
NOBODY = "—"


def export(email: str) -> dict[str, list[dict]]:
    """Everything that is stored of the person with this address, ready for JSON.

    A registration is shown whole to its contact; whoever was named by others sees their own rows only.
    """
    email = email.strip()
    if not email:
        return {"registrations": [], "named": [], "substitute": [], "asked_for": []}
    own = Registration.objects.filter(contact_email__iexact=email)
    named = Participant.objects.filter(email__iexact=email).exclude(registration__in=own)
    substitute = Attendance.objects.filter(substitute_email__iexact=email)
    return {
        "registrations": [everything_about(registration) for registration in own.order_by("pk")],
        "named": [
            {
                "registration": person.registration.code,
                "by": person.registration.name,
                "name": person.name,
                "email": person.email,
                "department": person.department,
                "needs": [{"kind": need.kind, "text": need.text} for need in person.needs.all()],
                "present": [row.present for row in person.attendances.all()],
            }
            for person in named.select_related("registration").prefetch_related("needs", "attendances")
        ],
        "substitute": [
            {
                "registration": row.booking.registration.code,
                "by": row.booking.registration.name,
                "name": row.substitute_name,
                "email": row.substitute_email,
                "department": row.substitute_department,
                "present": row.present,
            }
            for row in substitute.select_related("booking__registration")
        ],
        "asked_for": [
            {"registration": row.attendance.booking.registration.code, "name": row.name, "email": row.email}
            for row in ChangeRequest.objects.filter(email__iexact=email).select_related(
                "attendance__booking__registration"
            )
        ],
    }


def erase(email: str) -> dict[str, int]:
    """Forget the person with this address. Safe to repeat.

    Who registered only themselves is cancelled, so that the place goes on to others, and emptied. In the
    registration of an organisation the places stay: the organiser finds them without a name or a contact.
    """
    email = email.strip()
    if not email:
        return {"registrations": 0, "named": 0, "substitute": 0}
    with transaction.atomic():
        alone = [row for row in _own(email) if not _others(row, email)]
        # All at once and first, in the one order in which seats are locked.
        places = Booking.objects.filter(registration__in=alone, status__in=Booking.ACTIVE)
        lock_seats(places.values_list("session_id", flat=True))
        for registration in alone:
            services.cancel_registration(registration.pk)
            purge(registration.pk)
        contacts = list(_own(email))
        for registration in contacts:
            registration.contact_name = NOBODY
            registration.contact_email = registration.contact_phone = ""
            registration.address_version += 1
            registration.save(
                update_fields=["contact_name", "contact_email", "contact_phone", "address_version"]
            )
            log(registration, "personal data deleted")
        people = Participant.objects.filter(email__iexact=email)
        Need.objects.filter(participant__in=people).delete()
        ChangeRequest.objects.filter(email__iexact=email).delete()
        named = people.update(name=NOBODY, email="", department="")
        substitute = Attendance.objects.filter(substitute_email__iexact=email).update(
            substitute_name=NOBODY, substitute_email="", substitute_department=""
        )
        return {"registrations": len(alone) + len(contacts), "named": named, "substitute": substitute}


def _own(email: str):
    return Registration.objects.filter(contact_email__iexact=email, purged_at__isnull=True).order_by("pk")


def _others(registration: Registration, email: str) -> bool:
    """Return whether anybody else is named in it, or sits in for somebody."""
    people = registration.participants.exclude(email__iexact=email)
    substitutes = Attendance.objects.filter(
        ~Q(substitute_name=""), booking__registration=registration, booking__status__in=Booking.ACTIVE
    ).exclude(substitute_email__iexact=email)
    return people.exists() or substitutes.exists()
