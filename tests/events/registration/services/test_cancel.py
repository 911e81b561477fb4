"""Giving seats up: some, one session, everything; and moving a party. Safe to repeat, and told to all."""

import pytest
from post_office.models import Email

from events.registration import services

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def letters(address) -> int:
    return Email.objects.filter(to=address).count()


def test_some_seats_of_a_party(seats, signup, counts):
    registration = signup(seats[:1], people=3)
    booking = registration.bookings.get()
    leaving = booking.attendances.last()
    for _ in range(2):
        assert services.reduce_seats(booking.pk, without=[leaving.pk]).seats == 2
    assert counts(seats[0]) == (2, 0, 0)
    assert letters(leaving.email) == 2  # named, withdrawn
    with pytest.raises(services.RegistrationError) as error:
        services.reduce_seats(booking.pk, without=[row.pk for row in booking.attendances.all()])
    assert error.value.code == "last"


def test_seats_of_somebody_elses_party_are_not_touched(seats, signup, counts):
    mine, other = signup(seats[:1], people=2), signup(seats[:1], people=2)
    theirs = other.bookings.get().attendances.first()
    assert services.reduce_seats(mine.bookings.get().pk, without=[theirs.pk]).seats == 2
    assert counts(seats[0]) == (4, 0, 0)


def test_one_session_then_the_last(seats, signup, counts, status):
    registration = signup(seats[:2], people=2)
    first, second = registration.bookings.order_by("session_id")
    for _ in range(2):
        services.cancel_booking(first.pk)
    assert (status(registration), counts(seats[0])) == (["cancelled", "confirmed"], (0, 0, 0))
    services.cancel_booking(second.pk)
    registration.refresh_from_db()
    assert (registration.status, counts(seats[1])) == ("cancelled", (0, 0, 0))
    before = letters(registration.contact_email)
    services.cancel_booking(second.pk)
    services.cancel_registration(registration.pk)
    assert letters(registration.contact_email) == before


def test_everything(seats, signup, counts, status):
    registration = signup(seats, people=2)
    waiting = signup(seats[:1], people=3)
    for _ in range(2):
        assert services.cancel_registration(registration.pk).status == "cancelled"
    assert set(status(registration)) == {"cancelled"}
    assert (status(waiting), counts(seats[0]), counts(seats[2])) == (["confirmed"], (3, 0, 0), (0, 0, 0))
    assert letters(registration.contact_email) == 3  # confirm, confirmed, cancelled


def test_a_party_moves_under_the_lock_of_both_sessions(seats, signup, counts, admin_user):
    registration = signup(seats[:1], people=3)
    waiting = signup(seats[:1], people=2)
    signup(seats[1:2], people=2)
    booking = registration.bookings.get()
    with pytest.raises(services.RegistrationError) as error:
        services.move_booking(booking.pk, session_id=seats[1].pk, user=admin_user)
    assert error.value.code == "full"
    for _ in range(2):
        services.move_booking(booking.pk, session_id=seats[2].pk, user=admin_user)
    assert waiting.bookings.get().status == "confirmed"
    assert [counts(row) for row in seats] == [(2, 0, 0), (2, 0, 0), (3, 0, 0)]
