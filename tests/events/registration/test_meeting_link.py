"""The link of an online session is for those who have a place: in mails, calendars and My registration."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from icalendar import Calendar
from post_office.models import Email

from events.models import EventPage
from events.registration import services, tokens
from events.registration.models import Booking
from tests import factories

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/geheim"


@pytest.fixture(autouse=True)
def online(series):
    page = series.sessions[0]
    page.attendance_mode, page.online_url = "online", LINK
    return factories.publish(page)


def mine(client, registration) -> str:
    url = tokens.absolute("mine", registration)
    return client.get(urlsplit(url).path).content.decode()


def feed(client, registration) -> str:
    token = tokens.token(registration, tokens.CALENDAR)
    content = client.get(reverse("registration:calendar", kwargs={"token": token})).content
    return content.decode().replace("\r\n ", "")


def last_mail(address) -> str:
    mail = Email.objects.filter(to=address).order_by("pk").last()
    return f"{mail.subject}\n{mail.message}"


def files(address) -> str:
    """The calendar files of the last mail."""
    mail = Email.objects.filter(to=address).order_by("pk").last()
    parts = mail.email_message().message().walk()
    texts = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/calendar"]
    return b"".join(texts).decode().replace("\r\n ", "")


@pytest.mark.parametrize(("language", "words"), [("de", "Online teilnehmen"), ("nl", "Online deelnemen")])
def test_whoever_has_a_place_reads_it(client, seats, signup, language, words):
    registration = signup(seats[:1], people=2, language=language)
    named = registration.participants.last()
    page = mine(client, registration)
    assert f'<a href="{LINK}" rel="external">{words}<' in page
    assert f"online: {LINK}" in last_mail(registration.contact_email)
    assert LINK in last_mail(named.email)
    for address in (registration.contact_email, named.email):
        assert f"LOCATION:{LINK}" in files(address)
    assert LINK in feed(client, registration)


def test_whoever_has_no_place_does_not(client, seats, signup):
    for people in (2, 2):
        signup(seats[:1], people=people)
    waiting = signup(seats[:1])
    unconfirmed = signup(seats[:1], confirmed=False)
    for registration in (waiting, unconfirmed):
        assert registration.bookings.get().status != Booking.Status.CONFIRMED
        assert LINK not in mine(client, registration)
        assert LINK not in feed(client, registration)
        mails = Email.objects.filter(to=registration.contact_email)
        assert not any(LINK in mail.message for mail in mails)
    services.cancel_registration(unconfirmed.pk)
    assert LINK not in mine(client, unconfirmed)


def test_who_gave_up_the_place_loses_it(client, seats, signup):
    registration = signup(seats[:2])
    services.cancel_booking(registration.bookings.get(session=seats[0]).pk)
    assert LINK not in mine(client, registration)
    assert LINK not in feed(client, registration)
    assert LINK not in files(registration.contact_email)


def test_a_new_link_is_told_and_so_is_it_in_the_reminder(client, online, seats, signup):
    registration = signup(seats[:1])
    online.online_url = "https://meet.example.org/neu"
    factories.publish(online)
    services.send_notices()
    assert "Online: https://meet.example.org/neu" in last_mail(registration.contact_email)
    starts = EventPage.objects.get(pk=online.pk).starts_at
    assert services.remind_due(now=starts - timedelta(hours=5)) == 1
    mail = last_mail(registration.contact_email)
    assert mail.startswith("Bald: Termin 1")
    assert "– Online: https://meet.example.org/neu" in mail


def test_a_place_given_up_says_so_in_the_title_of_its_entry(client, seats, signup):
    """Outlook does not look at the status of a subscribed entry."""
    registration = signup(seats[:2])
    services.cancel_booking(registration.bookings.get(session=seats[0]).pk)
    assert "SUMMARY;LANGUAGE=de:Abgemeldet: Termin 1" in files(registration.contact_email)
    assert "SUMMARY;LANGUAGE=de:Abgemeldet: Termin 1" in feed(client, registration)
    assert "SUMMARY;LANGUAGE=de:Termin 2" in feed(client, registration)


def test_a_cancelled_session_says_so_in_the_title_of_its_entry(client, online, seats, signup):
    registration = signup(seats[:1])
    online.status, online.status_reason = "cancelled", "Sturm"
    factories.publish(online)
    services.send_notices()
    for text in (files(registration.contact_email), feed(client, registration)):
        (event,) = Calendar.from_ical(text).walk("VEVENT")
        assert (event["summary"], event["status"]) == ("Abgesagt: Termin 1", "CANCELLED")
