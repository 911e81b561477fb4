"""What is said when. The words are in templates/mail/registration/."""

from django.utils import timezone, translation

from events.registration.bill import bill_of
from events.registration.models import Attendance, Booking, ChangeRequest, Participant, Registration
from events.registration.pricing import Due

from .compose import context_of, queue
from .people import people_of, sitting

CONFIRMED = Booking.Status.CONFIRMED


def received(registration: Registration) -> None:
    """It came in: please confirm by the link (or, typed in by the organiser, it is confirmed already)."""
    if registration.status == Registration.Status.CONFIRMED:
        confirmed(registration)
        return
    queue(registration, "price_settled" if registration.approved_at else "confirm")


def in_review(registration: Registration) -> None:
    queue(registration, "in_review")


def confirmed(registration: Registration) -> None:
    """It holds: the contact reads what is booked, and the people who named them; with calendar entries."""
    base = context_of(registration)
    certain = [line.booking.pk for line in base["summary"].lines if _is_certain(line)]
    queue(registration, "confirmed", base=base, invite=certain)
    named(registration, base)


def declined(registration: Registration, reason: str, *, before: dict[int, str]) -> None:
    queue(registration, "declined", reason=reason, uninvite=_certain(before))
    withdrawn(registration, before)


def lapsed(registration: Registration) -> None:
    queue(registration, "lapsed")


def cancelled(registration: Registration, *, before: dict[int, str], price=None, reason: str = "") -> None:
    """`before` maps the bookings that ended now to their status until then, where people had been told
    of them. `price` is what is owed before and now (services.charges), here and below."""
    queue(registration, "cancelled", reason=reason, uninvite=_certain(before), price_change=price)
    withdrawn(registration, before)


def session_cancelled(booking: Booking, *, before: dict[int, str], price=None) -> None:
    more = {"booking": booking, "uninvite": _certain(before), "price_change": price}
    queue(booking.registration, "session_cancelled", **more)
    withdrawn(booking.registration, before)


def seats_given_up(booking: Booking, gone: list[Attendance], price=None) -> None:
    """`gone` are rows that no longer exist."""
    registration = booking.registration
    base = context_of(registration)
    certain = [booking.pk] if booking.status == CONFIRMED else []
    own = any(row.email.lower() == registration.contact_email.lower() for row in gone)
    more = {"booking": booking, "gone": gone, "price_change": price, "uninvite": certain if own else []}
    queue(registration, "seats_given_up", base=base, **more)
    if registration.status != Registration.Status.CONFIRMED:
        return
    for attendance in gone:
        if attendance.email.lower() != registration.contact_email.lower():
            to = (attendance.name, attendance.email)
            queue(registration, "withdrawn", base=base, to=to, lost=[booking.pk], uninvite=certain)


def withdrawn(registration: Registration, before: dict[int, str]) -> None:
    """Tell the people who sat on these bookings that they no longer do."""
    if not before:
        return
    base = context_of(registration)
    for to, bookings in people_of(base["summary"], before).items():
        certain = [pk for pk in bookings if before[pk] == CONFIRMED]
        queue(registration, "withdrawn", base=base, to=to, lost=bookings, uninvite=certain)


def moved_up(booking: Booking, cost: Due) -> None:
    """From the waiting list: given at once, held until confirmed, or offered for a time at this price."""
    given = booking.status == CONFIRMED
    base = context_of(booking.registration)
    more = {"booking": booking, "invite": [booking.pk] if given else [], "price": _words(cost, booking)}
    queue(booking.registration, f"moved_up_{booking.status}", base=base, **more)
    if given:
        _place_is_certain(booking, base)


def interest_offered(booking: Booking, cost: Due) -> None:
    """A place for somebody who registered interest, with what accepting it costs."""
    queue(booking.registration, "interest_offered", booking=booking, price=_words(cost, booking))


def interest_waits(booking: Booking) -> None:
    """The date is set, and all places are taken."""
    queue(booking.registration, "interest_waits", booking=booking)


def promoted(booking: Booking, price=None) -> None:
    base = context_of(booking.registration)
    more = {"booking": booking, "invite": [booking.pk], "price_change": price}
    queue(booking.registration, "promoted", base=base, **more)
    _place_is_certain(booking, base)


def offer_lapsed(booking: Booking) -> None:
    queue(booking.registration, "offer_lapsed", booking=booking)


def substituted(attendance: Attendance, *, before: tuple[str, str]) -> None:
    """Tell the person who goes now, and the one who does not, and the contact, each once."""
    registration, booking = attendance.booking.registration, attendance.booking
    certain = [booking.pk] if booking.status == CONFIRMED else []
    base = context_of(registration) | {"attendance": attendance, "before": before}
    if registration.status != Registration.Status.CONFIRMED:
        # Nobody but the contact knows of it yet: `named` tells them.
        queue(registration, "substitute_contact", base=base, attendance=attendance)
        return
    if attendance.email:
        to = (attendance.name, attendance.email)
        queue(registration, "substitute_named", base=base, to=to, attendance=attendance, invite=certain)
    if before[1] and before[1] != attendance.email:
        more = {"attendance": attendance, "uninvite": certain}
        queue(registration, "substitute_relieved", base=base, to=before, **more)
    if registration.contact_email not in (attendance.email, before[1]):
        queue(registration, "substitute_contact", base=base, attendance=attendance)


def change_declined(request: ChangeRequest) -> None:
    attendance = request.attendance
    queue(attendance.booking.registration, "change_declined", attendance=attendance)


def exchanged(participant: Participant, *, before: tuple[str, str] | None, bookings: list[int]) -> None:
    """Tell the person named now who gave their data, and the one `before` that these places are given up."""
    registration = participant.registration
    if registration.status != Registration.Status.CONFIRMED:
        return
    base = context_of(registration)
    if not any(line.promised for line in base["summary"].active):
        return
    _tell_named(registration, base)
    if before and before[1] and before[1].lower() != registration.contact_email.lower():
        lines = [line for line in base["summary"].lines if line.booking.pk in bookings and line.promised]
        certain = [line.booking.pk for line in lines if _is_certain(line)]
        if lines:
            lost = [line.booking.pk for line in lines]
            queue(registration, "withdrawn", base=base, to=before, lost=lost, uninvite=certain)


def named(registration: Registration, base: dict) -> None:
    """Tell everybody whom the contact named who gave their data, once (GDPR Art. 14), and mark them as
    told."""
    _tell_named(registration, base)
    for line in base["summary"].active:
        for attendance in line.people:
            if not attendance.substitute_email or not line.promised:
                continue
            to = (attendance.substitute_name, attendance.substitute_email)
            invite = [line.booking.pk] if _is_certain(line) else []
            replaced = (attendance.participant.name, attendance.participant.email)
            more = {"attendance": attendance, "before": replaced, "invite": invite}
            queue(registration, "substitute_named", base=base, to=to, **more)


def _tell_named(registration: Registration, base: dict) -> None:
    people = registration.participants.filter(informed_at__isnull=True).exclude(email="")
    for person in people.exclude(email__iexact=registration.contact_email):
        lines = [line for line in base["summary"].active if sitting(line, person)]
        invite = [line.booking.pk for line in lines if _is_certain(line)]
        more = {"invite": invite, "own": {line.booking.pk for line in lines}}
        queue(registration, "named", base=base, to=(person.name, person.email), **more)
    people.update(informed_at=timezone.now())


def price_settled(registration: Registration) -> None:
    """Approved, at a price above the one that was shown: it is to be confirmed once more."""
    queue(registration, "price_settled")


def price_changed(registration: Registration, price) -> None:
    """It owes another amount though its contact changed nothing: others of the organisation did, or the
    organiser settled it."""
    queue(registration, "price_changed", price_change=price)


def address(registration: Registration) -> None:
    """The signed address again, after somebody asked for it or revoked the old one."""
    queue(registration, "address")


def _place_is_certain(booking: Booking, base: dict) -> None:
    """The named people's own letter, with the calendar entry."""
    for to in people_of(base["summary"], [booking.pk]):
        queue(booking.registration, "place_certain", base=base, to=to, booking=booking, invite=[booking.pk])


def _words(cost: Due, booking: Booking) -> str:
    with translation.override(booking.registration.language):
        return bill_of([cost]).words


def _certain(before: dict[int, str]) -> list[int]:
    return [pk for pk, status in before.items() if status == CONFIRMED]


def _is_certain(line) -> bool:
    """Return whether it goes into people's calendars: confirmed, and still ahead."""
    return line.booking.status == CONFIRMED and line.promised
