"""The signed address: corrected before confirming, sent again, revoked. And the seats of a session."""

import pytest
from post_office.models import Email

from events.capacity import SeatsError
from events.registration import services, tokens
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_mistyped_address_is_put_right_until_it_is_confirmed(seats, signup):
    person = services.Person(name="Annegret Wissing", email="falsch@example.org")
    registration = signup(seats[:1], named=[person], confirmed=False, contact_email=person.email)
    old = tokens.token(registration)
    for _ in range(2):
        registration = services.correct_address(registration.pk, "richtig@example.org")
    assert tokens.find(old) is None
    assert tokens.find(tokens.token(registration)) == registration
    assert [mail.to[0] for mail in Email.objects.order_by("pk")] == [
        "falsch@example.org",
        "richtig@example.org",
    ]
    assert registration.participants.get().email == "richtig@example.org"
    services.confirm(registration.pk)
    with pytest.raises(services.RegistrationError) as error:
        services.correct_address(registration.pk, "noch@example.org")
    assert error.value.code == "confirmed"


def test_revoking_makes_every_earlier_address_invalid(seats, signup):
    registration = signup(seats[:1])
    kinds = (tokens.FULL, tokens.RECEIPT, tokens.CALENDAR)
    old = [tokens.token(registration, kind) for kind in kinds]
    services.send_again(registration.pk)
    assert [tokens.find(token, kind) for token, kind in zip(old, kinds, strict=True)] == [registration] * 3
    registration = services.revoke_address(registration.pk)
    assert [tokens.find(token, kind) for token, kind in zip(old, kinds, strict=True)] == [None] * 3
    last = Email.objects.order_by("pk").last()
    assert last.to == [registration.contact_email]
    assert tokens.token(registration) in last.message


def test_no_kind_of_address_opens_another(seats, signup):
    registration = signup(seats[:1])
    receipt = tokens.token(registration, tokens.RECEIPT)
    calendar = tokens.token(registration, tokens.CALENDAR)
    assert tokens.find(receipt) is tokens.find(calendar) is None
    assert tokens.find(receipt, tokens.CALENDAR) is None
    assert tokens.find(tokens.token(registration)[:-1]) is None
    assert tokens.find("1-1") is tokens.find("") is None


def test_more_seats_go_to_the_list_and_nobody_is_thrown_out(seats, signup, counts):
    first = signup(seats[:1], people=4)
    head, following = signup(seats[:1], people=2), signup(seats[:1], people=1)
    factories.change_capacity(seats[0].pk, 5)
    assert [row.bookings.get().status for row in (head, following)] == ["waiting", "waiting"]
    for _ in range(2):
        factories.change_capacity(seats[0].pk, 6)
    assert [row.bookings.get().status for row in (head, following)] == ["confirmed", "waiting"]
    with pytest.raises(SeatsError) as error:
        factories.change_capacity(seats[0].pk, 5)
    assert (error.value.code, error.value.field) == ("capacity", "capacity")
    services.cancel_registration(first.pk)
    assert factories.change_capacity(seats[0].pk, 3).capacity == 3
    factories.change_capacity(seats[0].pk, None)
    assert signup(seats[:1], people=4).bookings.get().status == "confirmed"
    assert counts(seats[0]) == (7, 0, 0)
