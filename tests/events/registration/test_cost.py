"""What a registration costs the database, and that nothing slow happens while rows are locked."""

import socket
import subprocess
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from fpdf import FPDF
from PIL import Image

from config.setup import roles
from events.registration import services
from events.registration.models import Attendance, Booking, Participant, Registration
from tests import factories

from .test_register_views import details, send, url

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def many(rules, seats, number):
    """So many confirmed registrations of one person each, all at the first session."""
    first = Registration.objects.count()
    made = Registration.objects.bulk_create(
        Registration(
            rules=rules,
            code=f"{first + n:07}",
            idempotency_key=uuid.uuid4(),
            status="confirmed",
            organisation_name="Stadt",
            contact_name="Kontakt",
            contact_email=f"k{n}@example.org",
        )
        for n in range(number)
    )
    people = Participant.objects.bulk_create(Participant(registration=row, name="Person") for row in made)
    bookings = Booking.objects.bulk_create(
        Booking(registration=row, session=seats, status="confirmed") for row in made
    )
    Attendance.objects.bulk_create(
        Attendance(booking=booking, participant=person)
        for booking, person in zip(bookings, people, strict=True)
    )
    type(seats).objects.filter(pk=seats.pk).update(taken=Booking.objects.filter(session=seats).count())


def test_queries_stay_the_same_from_ten_to_ten_thousand(client, django_user_model, series, seats, rules):
    for row in seats:
        type(row).objects.filter(pk=row.pk).update(capacity=None)
    organiser = factories.user(roles.ORGANISERS)
    login = client.__class__()
    login.force_login(organiser)

    def counts(name):
        data = details(seats, contact_email=f"neu@{name}.example.org", organisation_name=f"Stadt {name}")
        with CaptureQueriesContext(connection) as form:
            assert client.get(url(series)).status_code == 200
        with CaptureQueriesContext(connection) as register:
            answer, _posted = send(client, url(series), data)
        assert answer.status_code == 302
        registration = Registration.objects.order_by("pk").last()
        with CaptureQueriesContext(connection) as confirm:
            services.confirm(registration.pk)
        with CaptureQueriesContext(connection) as listed:
            assert login.get(reverse("registrations:index")).status_code == 200
        services.cancel_registration(registration.pk)
        return [len(found) for found in (form, register, confirm, listed)]

    counts("warm")
    many(rules, seats[0], 10)
    few = counts("few")
    many(rules, seats[0], 9990)
    assert counts("many") == few


@pytest.mark.parametrize(("price", "most"), [(0, 40), (290, 45)])
def test_one_registration_takes_few_queries(series, seats, signup, price, most):
    """Three people at three sessions, one of them full: with its letter, its turn on the waiting list, and
    what it owes beside another registration of its organisation."""
    city = {"price": price, "organisation_name": "Stadt Marl", "contact_email": "a@marl.example.org"}
    signup(seats[:1], people=3, **city)
    with CaptureQueriesContext(connection) as queries:
        signup(seats, people=3, confirmed=False, **city)
    assert len(queries) <= most, "\n".join(query["sql"][:200] for query in queries)


def test_nothing_slow_happens_while_rows_are_locked(series, seats, signup, monkeypatch):
    """No network, no picture, no PDF, no other program; letters are queued, never sent."""

    def slow(*args, **kwargs):
        raise AssertionError("slow work inside a transaction")

    for owner, name in (
        (socket.socket, "connect"),
        (subprocess, "Popen"),
        (Image, "open"),
        (FPDF, "__init__"),
    ):
        monkeypatch.setattr(owner, name, slow)
    first, second = signup(seats[:2], people=3), signup(seats[:1], people=1)
    waiting = signup(seats[:1], people=1)
    seat = first.bookings.first().attendances.first()
    services.name_substitute(seat.pk, services.Person(name="Femke Bos", email="f@example.org"))
    services.move_booking(second.bookings.get().pk, session_id=seats[2].pk, user=None)
    factories.change_capacity(seats[0].pk, 9)
    services.cancel_registration(first.pk)
    assert waiting.bookings.get().status == "confirmed"
    assert not mail.outbox
