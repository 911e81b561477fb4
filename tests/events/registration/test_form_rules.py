"""What the public form refuses and stores, each rule by what a visitor typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.registration import services, tokens
from events.registration.models import Attendance, CallRules, Registration
from tests import factories

from .test_register_views import details, send, url

pytestmark = pytest.mark.django_db


def errors(client, series, data) -> dict[str, str]:
    """The errors by field, after which nothing is registered."""
    answer = client.post(url(series), data)
    assert answer.status_code == 422
    assert not Registration.objects.exists()
    return {name: " ".join(words) for name, words in answer.context["form"].errors.items()}


@pytest.mark.parametrize("ticked", ["consent_list", "consent_photo"])
def test_each_consent_is_stored_for_itself(client, series, seats, ticked):
    send(client, url(series), details(seats, **{ticked: "on"}))
    registration = Registration.objects.get()
    assert (registration.consent_list, registration.consent_photo) == (
        ticked == "consent_list",
        ticked == "consent_photo",
    )


def test_the_field_that_people_do_not_see_stays_empty(client, series, seats):
    assert set(errors(client, series, details(seats, website="https://example.org"))) == {"website"}


def test_a_substitute_for_one_session_and_person(client, series, seats):
    who = {f"s{seats[1].pk}_who": "1", f"s{seats[1].pk}_name": "Femke Bos"}
    send(client, url(series), details(seats, **who, **{f"s{seats[1].pk}_email": "f@example.org"}))
    rows = Attendance.objects.order_by("booking__session_id", "participant__position")
    assert [(row.booking.session_id, row.name, row.email) for row in rows] == [
        (seats[0].pk, "Annegret Wissing", "a.wissing@stadt.example.org"),
        (seats[0].pk, "Deniz Karabulut", "d.karabulut@stadt.example.org"),
        (seats[1].pk, "Annegret Wissing", "a.wissing@stadt.example.org"),
        (seats[1].pk, "Femke Bos", "f@example.org"),
    ]


def test_a_substitute_needs_a_name_and_somebody_to_stand_in_for(client, series, seats):
    pk, other = seats[0].pk, seats[2].pk
    assert errors(client, series, details(seats, **{f"s{pk}_email": "f@example.org"})) == {
        f"s{pk}_name": "Nennen Sie auch die Vertretung."
    }
    third = {f"s{pk}_name": "Femke Bos", f"s{pk}_who": "2"}
    assert errors(client, series, details(seats, **third)) == {
        f"s{pk}_who": "Diese Person ist oben nicht genannt."
    }
    # At a session that is not chosen it does no harm.
    send(client, url(series), details(seats, **{f"s{other}_email": "f@example.org", f"s{other}_who": "2"}))
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("field", ["email", "department"])
def test_whoever_has_an_address_or_a_role_has_a_name(client, series, seats, field):
    value = "x@example.org" if field == "email" else "Jugendamt"
    found = errors(client, series, details(seats, **{f"p2_{field}": value}))
    assert found == {"p2_name": "Geben Sie auch den Namen an."}


@pytest.mark.parametrize(
    ("least", "most", "more", "refused"),
    [
        (1, 3, {}, ""),
        (1, 1, {}, "höchstens 1"),
        (2, 3, {}, ""),
        (3, 3, {}, "mindestens 3 Personen"),
        (1, 3, {"attends": "", "p1_name": "", "p1_email": ""}, "mindestens eine Person"),
    ],
)
def test_as_many_people_as_the_call_wants(client, series, seats, rules, least, most, more, refused):
    CallRules.objects.filter(pk=rules.pk).update(min_people=least, max_people=most)
    data = details(seats, **more)
    if refused:
        (words,) = errors(client, series, {name: value for name, value in data.items() if value}).values()
        assert refused in words
    else:
        send(client, url(series), data)
        assert Registration.objects.get().participants.count() == 2


def test_a_session_has_to_be_chosen(client, series, seats):
    assert errors(client, series, details(seats, sessions=[])) == {
        "sessions": "Wählen Sie mindestens einen Termin."
    }


def test_whoever_registers_alone_is_one_person_without_an_organisation(client, series, seats, rules):
    CallRules.objects.filter(pk=rules.pk).update(registrant=CallRules.Registrant.PERSON)
    data = details(seats)
    for name in ("attends", "organisation_name"):
        data.pop(name)
    send(client, url(series), data)
    registration = Registration.objects.get()
    assert registration.organisation_name == ""
    assert [person.name for person in registration.participants.all()] == ["Annegret Wissing"]


def test_needs_are_stored_with_the_person_who_has_them(client, series, seats, rules):
    CallRules.objects.filter(pk=rules.pk).update(ask_diet=True)
    send(client, url(series), details(seats, p1_diet="vegan"))
    rows = Registration.objects.get().participants.order_by("position")
    assert [[need.text for need in person.needs.all()] for person in rows] == [[], ["vegan"]]


@pytest.mark.parametrize("method", ["get", "post"])
def test_where_nothing_can_be_booked_the_page_says_so(client, series, seats, method):
    data = details(seats)
    series.registration_closes = timezone.now() - timedelta(minutes=1)
    factories.publish(series)
    answer = getattr(client, method)(url(series), data)
    assert "Anmeldung ist zurzeit nicht möglich" in answer.text
    assert "<form" not in answer.text.split("<main")[1]
    assert not Registration.objects.exists()


def test_people_are_exchanged_only_while_something_is_booked(client, seats, signup):
    registration = signup(seats[:1], people=1)
    mine = reverse("registration:mine", args=[tokens.token(registration)])
    person = reverse(
        "registration:person", args=[tokens.token(registration), registration.participants.get().pk]
    )
    assert person in client.get(mine).text
    services.cancel_booking(registration.bookings.get().pk)
    assert person not in client.get(mine).text
