"""Who has registered for the sessions ahead: the seats that the demo counts belong to somebody, so that the
organiser's desk has something to show and every change counts right."""

import uuid
from collections.abc import Iterator
from itertools import count, product

from django.utils import timezone
from django.utils.text import slugify

from events.models import EventPage
from events.registration.models import Attendance, Booking, CallRules, Participant, Registration

CITIES = ["Ahlen", "Almelo", "Bocholt", "Borken", "Dinslaken", "Doetinchem", "Gronau", "Hengelo", "Lünen"]
OFFICES = ["Stadtplanung", "Jugendamt", "Sociaal domein", "Quartiersbüro", "Wijkteam", "Grünflächenamt"]
GIVEN = ["Antje", "Bart", "Cem", "Dorothee", "Eelco", "Friederike", "Hanneke", "Ingo", "Jolanda", "Karsten"]
FAMILY = [
    "Bredewold",
    "Dahlhoff",
    "Eikenaar",
    "Grotehans",
    "Kampschulte",
    "Lammertink",
    "Nierhoff",
    "Veldboer",
]
PARTY = 2  # seats


def load_registrations() -> None:
    """Written as they would be by now: confirmed and told, so that no mail is sent."""
    now, people, offices = timezone.now(), _people(), _offices()
    registrations, bookings, participants = [], [], []
    for seats, key in _sessions(now):
        rules = CallRules.objects.get_or_create(call_key=key)[0]
        parties = [(Booking.Status.CONFIRMED, size) for size in _parties(seats.taken)]
        parties += [(Booking.Status.WAITING, size) for size in _parties(seats.waiting)]
        for status, size in parties:
            office = next(offices)
            names = [next(people) for _ in range(size)]
            registration = Registration(
                rules=rules,
                idempotency_key=uuid.uuid4(),
                status=Registration.Status.CONFIRMED,
                organisation_name=office,
                contact_name=names[0],
                contact_email=_address(names[0]),
                confirmed_at=now,
            )
            registrations.append(registration)
            bookings.append(
                Booking(registration=registration, session=seats, seats=size, status=status, reminded_at=now)
            )
            participants.append(
                [
                    Participant(
                        registration=registration,
                        name=name,
                        email=_address(name),
                        position=n,
                        informed_at=now,
                    )
                    for n, name in enumerate(names)
                ]
            )
    Registration.objects.bulk_create(registrations)
    Booking.objects.bulk_create(bookings)
    Participant.objects.bulk_create([person for party in participants for person in party])
    Attendance.objects.bulk_create(
        Attendance(booking=booking, participant=person)
        for booking, party in zip(bookings, participants, strict=True)
        for person in party
    )


def _sessions(now) -> Iterator[tuple]:
    """The seat rows of sessions ahead that somebody has a seat of, with the key of their call."""
    pages = EventPage.objects.filter(ends_at__gt=now, seats__taken__gt=0).select_related("seats")
    known = set()
    for page in pages.order_by("pk"):
        if page.seats_id not in known:
            known.add(page.seats_id)
            yield page.seats, page.series_key or page.translation_key


def _parties(seats: int) -> Iterator[int]:
    while seats > 0:
        yield min(PARTY, seats)
        seats -= PARTY


def _people() -> Iterator[str]:
    """Names that nobody is known by, each once."""
    for family, given in product(FAMILY, GIVEN):
        yield f"{given} {family}"
    for number, (family, given) in zip(count(2), product(FAMILY, GIVEN), strict=False):
        yield f"{given} {family}-{FAMILY[number % len(FAMILY)]}"


def _offices() -> Iterator[str]:
    while True:
        for office, city in product(OFFICES, CITIES):
            yield f"{city}, {office}"


def _address(name: str) -> str:
    return f"{slugify(name)}@example.org"
