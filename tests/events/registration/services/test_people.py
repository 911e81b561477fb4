"""Other people on booked seats: no seat is touched, both are told (domain.md#people, #substitutes)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from events.registration import services
from events.registration.models import LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

COLLEAGUE = services.Person(name="Femke Bos", email="f.bos@example.org", department="Jugend")


def to(address) -> list[Email]:
    return list(Email.objects.filter(to=address).order_by("pk"))


def test_a_colleague_goes_to_one_session(seats, signup, counts):
    registration = signup(seats[:2], people=2)
    one, other = registration.bookings.all()
    seat = one.attendances.first()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        services.name_substitute(seat.pk, COLLEAGUE)
    assert not any("events_sessionseats" in query["sql"] and "UPDATE" in query["sql"] for query in queries)
    services.name_substitute(seat.pk, COLLEAGUE)
    assert [row.name for row in one.attendances.all()] == ["Femke Bos", "Person 1"]
    assert [row.name for row in other.attendances.all()] == ["Person 0", "Person 1"]
    assert counts(seats[0]) == (2, 0, 0)
    assert len(to(COLLEAGUE.email)) == 1
    assert len(to(seat.participant.email)) == 2  # named, relieved
    assert LogEntry.objects.filter(registration=registration, action="substitute named").count() == 1
    details = LogEntry.objects.get(action="substitute named").details
    assert COLLEAGUE.email not in str(details)


def test_and_the_named_person_after_all(seats, signup):
    registration = signup(seats[:1])
    seat = registration.bookings.get().attendances.get()
    services.name_substitute(seat.pk, COLLEAGUE)
    for _ in range(2):
        assert services.take_back_substitute(seat.pk).name == "Person 0"
    assert len(to(COLLEAGUE.email)) == 2


def test_nobody_is_sent_to_what_was_given_up(seats, signup):
    registration = signup(seats[:2])
    booking = registration.bookings.first()
    services.cancel_booking(booking.pk)
    with pytest.raises(services.RegistrationError) as error:
        services.name_substitute(booking.attendances.get().pk, COLLEAGUE)
    assert error.value.code == "cancelled"


def test_nor_on_a_seat_that_a_colleague_gave_up_meanwhile(seats, signup):
    """Two people of one city at two desks: the second learns it, instead of an error of the server."""
    booking = signup(seats[:1], people=2).bookings.get()
    seat = booking.attendances.first()
    services.reduce_seats(booking.pk, without=[seat.pk])
    for service in (services.name_substitute, services.ask_for_substitute):
        with pytest.raises(services.RegistrationError) as error:
            service(seat.pk, COLLEAGUE)
        assert error.value.code == "cancelled"
    with pytest.raises(services.RegistrationError):
        services.take_back_substitute(seat.pk)
