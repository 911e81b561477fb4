"""Signing up: all or nothing, once however often it is sent (domain.md#seats, #registration)."""

import uuid

import pytest
from post_office.models import Email

from events.registration import services
from events.registration.models import CallRules, LogEntry, Need, Registration

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def refused(make, *args, **kwargs) -> tuple[str, str]:
    """The code and field of the refusal; nothing may be left of the attempt."""
    before = Registration.objects.count(), Email.objects.count()
    with pytest.raises(services.RegistrationError) as error:
        make(*args, **kwargs)
    assert (Registration.objects.count(), Email.objects.count()) == before
    return error.value.code, error.value.field


def test_it_holds_its_seats_at_once_and_keeps_what_was_said(seats, signup, counts, status):
    people = [
        services.Person(name="Deniz Karabulut", email="d@herne.example.org", needs={"diet": "ohne Nüsse"}),
        services.Person(name="Femke Bos", department="Jugend"),
    ]
    registration = signup(seats[:2], named=people, confirmed=False, language="nl")
    assert status(registration) == ["held", "held"]
    assert [counts(row) for row in seats] == [(0, 2, 0), (0, 2, 0), (0, 0, 0)]
    assert [p.department for p in registration.participants.all()] == ["", "Jugend"]
    assert Need.objects.get().text == "ohne Nüsse"
    assert Email.objects.get().to == [registration.contact_email]
    assert LogEntry.objects.get(registration=registration).action == "registered"


def test_the_same_key_makes_one_registration(seats, signup, counts):
    key = uuid.uuid4()
    first, second = (signup(seats[:1], confirmed=False, idempotency_key=key) for _ in range(2))
    assert first == second
    assert counts(seats[0]) == (0, 1, 0)
    assert Email.objects.count() == 1


def test_a_substitute_is_named_for_one_session_only(rules, seats, signup):
    person = services.Person(name="Vertretung", email="v@example.org")
    wishes = (
        services.SessionWish(session=seats[0].pk),
        services.SessionWish(session=seats[1].pk, substitutes={1: person}),
    )
    registration = signup([], people=2, sessions=wishes)
    names = [[row.name for row in booking.attendances.all()] for booking in registration.bookings.all()]
    assert names == [["Person 0", "Person 1"], ["Person 0", "Vertretung"]]


def test_all_or_nothing(seats, signup, counts):
    seats[1].capacity, seats[1].waiting_list = 0, False
    seats[1].save()
    assert refused(signup, seats) == ("full", "sessions")
    assert [counts(row) for row in seats] == [(0, 0, 0)] * 3


def test_what_cannot_be(rules, seats, signup):
    assert refused(signup, []) == ("none", "sessions")
    assert refused(signup, [seats[0], seats[0]]) == ("twice", "sessions")
    assert refused(signup, seats[:1], people=5) == ("people", "people")
    CallRules.objects.filter(pk=rules.pk).update(min_people=2)
    rules.refresh_from_db()
    assert refused(signup, seats[:1], people=1) == ("people", "people")
    assert signup(seats[:1], people=1, kind="person", organisation_name="")
    seats[2].delete()
    seats[2].pk = 0
    assert refused(signup, seats[2:], people=2) == ("gone", "sessions")


@pytest.mark.parametrize(
    ("second", "outcome"), [("allow", "confirmed"), ("review", "review"), ("refuse", "second")]
)
def test_a_second_registration_of_the_same_organisation(rules, seats, signup, second, outcome):
    rules.second = second
    rules.save()
    signup(seats[:1], organisation_name="Stadt Herne")
    assert signup(seats[1:2], organisation_name="Stadt Herne").status == "confirmed"
    if second == "refuse":
        assert refused(signup, seats[:1], organisation_name="stadt herne") == (outcome, "sessions")
    else:
        assert signup(seats[:1], organisation_name="stadt herne").status == outcome


def test_nobody_empties_a_session_by_script(rules, seats, signup):
    """Caps on what is not confirmed: three per mail address, nine per network; the organiser has none."""
    for _ in range(3):
        signup(seats[:1], confirmed=False, contact_email="einer@example.org")
    assert refused(signup, seats[:1], confirmed=False, contact_email="EINER@example.org")[0] == "unconfirmed"
    assert signup(seats[:1], contact_email="einer@example.org", origin="desk").status == "confirmed"
    for _ in range(9):
        signup(seats[1:2], confirmed=False, sender_hash="a" * 64)
    assert refused(signup, seats[1:2], confirmed=False, sender_hash="a" * 64)[0] == "unconfirmed"
    services.confirm(Registration.objects.filter(sender_hash="a" * 64).first().pk)
    assert signup(seats[1:2], confirmed=False, sender_hash="a" * 64)


def test_typed_in_by_the_organiser_it_is_confirmed_at_once(seats, signup, counts):
    """domain.md#registration: the same check of the places, no link to follow."""
    registration = signup(seats[:1], people=3, origin="desk", confirmed=False)
    assert (registration.status, counts(seats[0])) == ("confirmed", (3, 0, 0))
    waiting = signup(seats[:1], people=2, origin="desk", confirmed=False)
    assert (waiting.bookings.get().status, counts(seats[0])) == ("waiting", (3, 0, 2))
