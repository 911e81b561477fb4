"""One person's data: found, shown, erased, and gone in time (domain.md#special-data, #rights-of-persons)."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils import timezone

from events.models import EventPage
from events.registration import persons, retention, services, tokens
from events.registration.models import Need, Participant, Registration
from tests import factories

pytestmark = pytest.mark.django_db


def everything() -> str:
    """All of the tables' text in one string: what is forgotten must stand nowhere in it."""
    rows = [
        *Registration.objects.values(),
        *Participant.objects.values(),
        *Need.objects.values(),
        *Registration.objects.values("log__details", "bookings__attendances__substitute_name"),
    ]
    return json.dumps(rows, cls=DjangoJSONEncoder)


def test_whoever_was_named_sees_their_own_rows_only(seats, signup):
    registration = signup(seats[:1], people=2)
    first, second = registration.participants.all()
    shown = json.dumps(persons.export(first.email.upper()), cls=DjangoJSONEncoder)
    assert first.email in shown
    assert second.email not in shown
    assert registration.contact_email not in shown
    assert len(persons.export(registration.contact_email)["registrations"]) == 1


def test_erasing_a_named_person_keeps_the_seat(seats, signup):
    registration = signup(seats[:1], people=2)
    person = registration.participants.first()
    Need.objects.create(participant=person, kind="diet", text="ohne Nüsse")
    assert persons.erase(person.email) == {"registrations": 0, "named": 1, "substitute": 0}
    assert persons.erase(person.email) == {"registrations": 0, "named": 0, "substitute": 0}
    assert person.email not in everything()
    assert "Nüsse" not in everything()
    seats[0].refresh_from_db()
    assert seats[0].taken == 2


def test_erasing_somebody_who_registered_alone_hands_the_place_on(seats, signup):
    signup(seats[:1], people=3)
    registration = signup(
        seats[:1],
        kind="person",
        organisation_name="",
        contact_name="Ilse Kortmann",
        contact_email="ilse@example.org",
        named=[services.Person(name="Ilse Kortmann", email="ilse@example.org")],
    )
    waiting = signup(seats[:1], people=1)
    assert waiting.bookings.get().status == "waiting"
    assert persons.erase("ilse@example.org")["registrations"] == 1
    assert "ilse@example.org" not in everything()
    assert "Kortmann" not in everything()
    registration.refresh_from_db()
    assert (registration.status, registration.purged_at is not None) == ("cancelled", True)
    assert waiting.bookings.get().status == "confirmed"


def test_time_travel(series, seats, signup):
    """Needs go two weeks after the last session, names after the days of the call's rules, figures stay."""
    registration = signup(seats[:2], people=2)
    person = registration.participants.first()
    Need.objects.create(participant=person, kind="access", text="Stufenlos")
    last = EventPage.objects.get(pk=series.sessions[1].pk).ends_at
    token = tokens.token(registration)

    def touched(days):
        result = retention.forget(now=last + timedelta(days=days))
        return result["needs"], result["registrations"]

    assert touched(13) == (0, 0)
    assert touched(15) == (1, 0)
    assert person.email in everything()
    assert touched(364) == (0, 0)
    assert touched(366) == (0, 1)
    assert touched(366) == (0, 0)
    assert person.email not in everything()
    assert registration.contact_email not in everything()
    assert tokens.find(token) is None
    assert sum(booking.seats for booking in registration.bookings.all()) == 4


def test_a_session_without_a_date_is_not_over(series, seats, signup):
    registration = signup(seats[:2])
    EventPage.objects.filter(pk=series.sessions[1].pk).update(start_date=None, starts_at=None, ends_at=None)
    assert retention.forget(now=timezone.now() + timedelta(days=2000))["registrations"] == 0
    services.cancel_booking(registration.bookings.get(session=seats[1]).pk)
    assert retention.forget(now=timezone.now() + timedelta(days=2000))["registrations"] == 1


def test_what_lapsed_is_forgotten_after_a_month_and_senders_after_a_week(seats, signup):
    registration = signup(seats[:1], confirmed=False, sender_hash="f" * 64)
    services.lapse_due(now=timezone.now() + timedelta(hours=49))
    assert retention.forget(now=timezone.now() + timedelta(days=8))["senders"] == 1
    assert retention.forget(now=timezone.now() + timedelta(days=29))["registrations"] == 0
    assert retention.forget(now=timezone.now() + timedelta(days=33))["registrations"] == 1
    assert registration.contact_email not in everything()


def test_an_invoice_keeps_its_address_as_long_as_the_law_asks(series, seats, signup):
    registration = signup(seats[:1], price=290, invoice={"invoice_name": "Stadtkasse Herne"})
    last = EventPage.objects.get(pk=series.sessions[0].pk).ends_at
    retention.forget(now=last + timedelta(days=400))
    registration.refresh_from_db()
    assert (registration.contact_name, registration.invoice_name) == ("", "Stadtkasse Herne")
    retention.forget(now=last + timedelta(days=4100))
    registration.refresh_from_db()
    assert registration.invoice_name == ""


def test_the_file_that_is_handed_out_holds_a_whole_registration(client, seats, signup, capsys):
    """Its price, moments and answers are no plain text."""
    registration = signup(seats[:1], contact_email="ina@example.org", price="12.50")
    client.force_login(factories.superuser())
    asked = {"email": "INA@example.org", "action": "export", "sure": "on"}
    response = client.post(reverse("home_person"), asked)

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; ")
    (found,) = response.json()["registration"]["registrations"]
    assert found["registration"]["code"] == registration.code
    assert found["registration"]["amount"] == "12.50"
    assert [row["amount"] for row in found["charges"]] == ["12.50"]
    call_command("person", "export", "ina@example.org")
    assert registration.code in capsys.readouterr().out
