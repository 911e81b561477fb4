"""My registration: who goes, for one session or for all; late wishes; what was agreed to freely
(domain.md#people, #substitutes)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from config.setup.roles import ORGANISERS
from events.models import EventPage
from events.registration import persons, services, tokens
from events.registration.models import Attendance, ChangeRequest, LogEntry, Need
from home.formatting.dates import long_date
from tests import factories

pytestmark = pytest.mark.django_db
NEW = {"name": "Sevgi Arslan", "email": "s.arslan@stadt.example.org", "department": "Verkehr"}


def mine(registration, name="mine", *args):
    return reverse(f"registration:{name}", args=[tokens.token(registration), *args])


def tell():
    found = {mail.to[0]: mail for mail in Email.objects.order_by("pk")}
    Email.objects.all().delete()
    return found


def test_a_person_is_exchanged_for_all_sessions(client, seats, signup):
    registration = signup(seats[:2], people=2)
    first, second = registration.participants.all()
    Need.objects.create(participant=first, kind="diet", text="vegan")
    before = list(registration.bookings.values_list("seats", "status"))
    tell()
    page = client.get(mine(registration)).content.decode()
    assert mine(registration, "person", first.pk) in page
    assert client.post(mine(registration, "person", first.pk), NEW | {"email": "s.arslan"}).status_code == 422
    for _twice in range(2):
        assert client.post(mine(registration, "person", first.pk), NEW).status_code == 302
    assert Email.objects.get(to=NEW["email"]).attachments.count() == 2
    mails = tell()
    assert set(mails) == {NEW["email"], first.email}
    assert "Art. 14" in mails[NEW["email"]].message
    assert "Platz" in mails[first.email].subject
    names = {row.name for row in Attendance.objects.filter(booking__registration=registration)}
    assert names == {NEW["name"], second.name}
    assert not Need.objects.exists()
    assert list(registration.bookings.values_list("seats", "status")) == before
    # A letter put right in a name tells nobody.
    assert client.post(mine(registration, "person", second.pk), {**NEW, "name": "P.", "email": second.email})
    assert tell() == {}
    Attendance.objects.filter(participant=second).update(present=True)
    assert client.post(mine(registration, "person", second.pk), NEW | {"name": "X"}).status_code == 409
    other = signup(seats[2:])
    assert client.post(mine(other, "person", second.pk), NEW).status_code == 404


@pytest.mark.parametrize("decision", ["accept", "decline"])
def test_after_the_deadline_a_change_is_a_request_that_the_organiser_decides(client, seats, signup, decision):
    registration = signup(seats[:2], people=1)
    soon = timezone.now() + timedelta(hours=3)
    EventPage.objects.filter(seats=seats[0]).update(starts_at=soon, ends_at=soon + timedelta(hours=2))
    seat = Attendance.objects.get(booking__registration=registration, booking__session=seats[0])
    tell()
    url = mine(registration, "people", seat.pk)
    assert client.get(url).status_code == 200
    for _twice in range(2):
        assert client.post(url, NEW).status_code == 302
    request = ChangeRequest.objects.get()
    seat.refresh_from_db()
    assert (seat.substitute_name, tell()) == ("", {})
    assert NEW["name"] in client.get(url).content.decode()
    assert client.get(mine(registration, "person", seat.participant_id)).status_code == 409
    client.force_login(factories.user(ORGANISERS))
    listed = client.get(reverse("registrations:index"), {"requests": "true"}).content.decode()
    assert registration.code in listed
    act = reverse("registrations:act", args=[registration.pk, f"{decision}-change"])
    for _twice in range(2):
        client.post(act, {f"{decision}-change-request": request.pk})
    seat.refresh_from_db()
    request.refresh_from_db()
    mails = tell()
    if decision == "accept":
        assert (seat.substitute_name, request.status) == (NEW["name"], "accepted")
        assert NEW["email"] in mails
    else:
        assert (seat.substitute_name, request.status) == ("", "declined")
        assert set(mails) == {registration.contact_email}
        assert persons.export(NEW["email"])["asked_for"] != []
        persons.erase(NEW["email"])
        assert not ChangeRequest.objects.exists()


def test_what_was_agreed_to_freely_is_given_and_taken_back(client, seats, signup):
    """Both ticks are empty at first and apart from each other (domain.md#consent)."""
    registration = signup(seats[:1])
    assert (registration.consent_list, registration.consent_photo) == (False, False)
    url = mine(registration, "consents")
    assert client.get(url).status_code == 200
    for data, outcome in (({"consent_list": "on"}, (True, False)), ({}, (False, False))):
        client.post(url, data)
        registration.refresh_from_db()
        assert (registration.consent_list, registration.consent_photo) == outcome
    assert LogEntry.objects.filter(action="consents changed").count() == 2
    with pytest.raises(TypeError):
        LogEntry.objects.first().save()


def test_topics_are_proposed_until_the_session_begins(client, rules, seats, signup):
    """domain.md#formats."""
    registration = signup(seats[:1])
    booking = registration.bookings.get()
    url = mine(registration, "topics", booking.pk)
    assert url not in client.get(mine(registration)).content.decode()
    assert client.post(url, {"text": "Hitze"}).status_code == 409
    rules.ask_topics = True
    rules.save()
    assert url in client.get(mine(registration)).content.decode()
    assert client.post(url, {"text": ""}).status_code == 422
    for _twice in range(2):
        assert client.post(url, {"text": "<b>Hitze</b> im Sommer"}).status_code == 302
    topic = booking.topics.get()
    assert "&lt;b&gt;Hitze" in client.get(url).content.decode()
    client.force_login(factories.user(ORGANISERS))
    listed = reverse("desk:topics", args=[seats[0].pk])
    assert listed in client.get(reverse("desk:index")).content.decode()
    assert "&lt;b&gt;Hitze" in client.get(listed).content.decode()
    other = signup(seats[:1])
    client.post(mine(other, "topics", other.bookings.get().pk), {"take_back": topic.pk})
    assert booking.topics.exists()
    client.post(url, {"take_back": topic.pk})
    assert not booking.topics.exists()
    EventPage.objects.filter(seats=seats[0]).update(starts_at=timezone.now(), ends_at=timezone.now())
    assert client.post(url, {"text": "Zu spät"}).status_code == 409


def test_the_page_says_when_the_data_go(client, rules, seats, signup):
    registration = signup(seats[:1])
    last = EventPage.objects.filter(seats=seats[0]).first().ends_at
    day = long_date(last + timedelta(days=rules.retention_days), "de")
    assert day in client.get(mine(registration)).content.decode()
    EventPage.objects.filter(seats=seats[0]).update(starts_at=None, ends_at=None, start_date=None)
    page = client.get(mine(registration))
    assert page.status_code == 200
    assert day not in page.content.decode()


def test_a_colleague_is_offered_before_anything_is_given_up(client, seats, signup):
    registration = signup(seats[:1])
    booking = registration.bookings.get()
    for url in (mine(registration, "cancel"), mine(registration, "session", booking.pk)):
        page = client.get(url).content.decode()
        assert page.index("Kolleg") < page.index("<form")
    services.cancel_registration(registration.pk)
    assert client.get(mine(registration)).status_code == 200
