"""Who, besides the contact, is told of a booking: whoever sits on its seats and has an address."""

from collections.abc import Iterable

from events.registration.models import Participant
from events.registration.summary import Line, Summary


def people_of(summary: Summary, bookings: Iterable[int]) -> dict[tuple[str, str], list[int]]:
    """(name, address) of each person expected at these bookings, with the bookings; the contact is left
    out."""
    wanted = set(bookings)
    contact = summary.registration.contact_email.lower()
    found: dict[tuple[str, str], list[int]] = {}
    for line in summary.lines:
        if line.booking.pk not in wanted:
            continue
        for attendance in line.people:
            if attendance.email and attendance.email.lower() != contact:
                found.setdefault((attendance.name, attendance.email), []).append(line.booking.pk)
    return found


def replaced(summary: Summary) -> set[int]:
    """The bookings to which somebody else goes in the place of the contact, who goes to others: nothing of
    them is for the contact's calendar."""
    contact = summary.registration.contact_email.lower()
    seats = [seat for line in summary.lines for seat in line.people]
    if not contact or not any(_is(seat.participant.email, contact) for seat in seats):
        return set()
    return {
        line.booking.pk for line in summary.lines if not any(_is(seat.email, contact) for seat in line.people)
    }


def without_mail(summary: Summary) -> list[str]:
    """Who is expected and cannot be written to, each once; whoever named them has to tell them."""
    people = [seat for line in summary.active for seat in line.people]
    return list(dict.fromkeys(seat.name for seat in people if not seat.email))


def _is(address: str, contact: str) -> bool:
    return address.lower() == contact


def sitting(line: Line, person: Participant) -> bool:
    """Return whether this person, and nobody in their place, is expected at that session."""
    return any(
        attendance.participant_id == person.pk and not attendance.substitute_name
        for attendance in line.people
    )
