"""Calendar entries with letters and as a private feed (issue: "an .ics that updates and cancels")."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse
from icalendar import Calendar
from post_office.mail import send_queued
from post_office.models import Email

from events.registration import services, tokens
from events.registration.ical import uid
from tests import factories

pytestmark = pytest.mark.django_db


def entries(mail) -> list[tuple]:
    """(method, uid, sequence, attendee) of each calendar file of a queued mail, as it leaves the house."""
    found = []
    for part in mail.email_message().message().walk():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            event = calendar.walk("VEVENT")[0]
            assert part.get_param("method") == calendar["METHOD"]
            attendee = str(event["ATTENDEE"]).removeprefix("mailto:")
            found.append((str(calendar["METHOD"]), str(event["UID"]), event["SEQUENCE"], attendee))
    return found


def mails_to(address):
    return list(Email.objects.filter(to=address).order_by("pk"))


def test_confirmed_seats_come_as_calendar_entries_each_reader_alone(seats, signup):
    registration = signup(seats[:2], people=2)
    uids = {uid(booking) for booking in registration.bookings.all()}
    for address in (registration.contact_email, registration.participants.first().email):
        sent = entries(mails_to(address)[-1])
        assert {(method, key) for method, key, _sequence, _attendee in sent} == {("REQUEST", k) for k in uids}
        assert {attendee for *_rest, attendee in sent} == {address}


def test_a_substitute_gets_the_entry_and_the_one_before_a_cancellation(seats, signup):
    registration = signup(seats[:1])
    attendance = registration.bookings.get().attendances.get()
    before = attendance.email
    services.name_substitute(attendance.pk, services.Person(name="Vertretung", email="v@example.org"))
    booking = registration.bookings.get()
    assert entries(mails_to("v@example.org")[-1]) == [("REQUEST", uid(booking), 1, "v@example.org")]
    assert entries(mails_to(before)[-1]) == [("CANCEL", uid(booking), 1, before)]


def test_cancelling_takes_the_entries_back_and_tells_the_named(seats, signup):
    registration = signup(seats[:1], people=2)
    services.cancel_registration(registration.pk)
    booking = registration.bookings.get()
    for person in registration.participants.all():
        assert entries(mails_to(person.email)[-1]) == [("CANCEL", uid(booking), 1, person.email)]
    assert entries(mails_to(registration.contact_email)[-1])[0][0] == "CANCEL"


def test_who_moves_up_gets_the_entry_with_those_who_were_named(seats, signup):
    first = signup(seats[:1], people=3)
    second = signup(seats[:1], people=3)
    person = second.participants.first()
    assert entries(mails_to(person.email)[-1]) == []
    services.cancel_registration(first.pk)
    booking = second.bookings.get()
    assert booking.status == "confirmed"
    assert entries(mails_to(person.email)[-1]) == [("REQUEST", uid(booking), 1, person.email)]


def test_the_feed_follows_every_change_and_opens_nothing_else(client, series, seats, signup):
    registration = signup(seats[:2])
    token = tokens.token(registration, tokens.CALENDAR)
    url = reverse("registration:calendar", kwargs={"token": token})

    def states():
        events = Calendar.from_ical(client.get(url).content).walk("VEVENT")
        return {str(event["UID"]): (str(event["STATUS"]), event["DTSTART"].dt.date()) for event in events}

    bookings = list(registration.bookings.all())
    days = [page.start_date for page in series.sessions[:2]]
    assert states() == {uid(bookings[0]): ("CONFIRMED", days[0]), uid(bookings[1]): ("CONFIRMED", days[1])}
    page = series.sessions[1]
    page.start_date += timedelta(days=7)
    factories.publish(page)
    services.cancel_booking(bookings[0].pk)
    moved = days[1] + timedelta(days=7)
    assert states() == {uid(bookings[0]): ("CANCELLED", days[0]), uid(bookings[1]): ("CONFIRMED", moved)}
    for name in ("mine", "cancel", "data"):
        assert client.get(reverse(f"registration:{name}", kwargs={"token": token})).status_code == 404
    assert client.get(url)["Cache-Control"].startswith("max-age=0")
    for name in (b"REFRESH-INTERVAL;VALUE=DURATION", b"X-PUBLISHED-TTL"):
        assert name + b":PT12H\r\n" in client.get(url).content
    offered = client.get(reverse("registration:mine", kwargs={"token": tokens.token(registration)})).text
    https, webcal = re.findall(r'href="(https?|webcal)(://[^"]+\.ics)"', offered)
    assert (webcal[0], webcal[1]) == ("webcal", https[1])
    assert "Im Kalenderprogramm abonnieren" in offered
    services.revoke_address(registration.pk)
    assert client.get(url).status_code == 404


def test_what_somebody_types_is_never_run_as_a_template(seats, signup):
    """post_office would render the texts of its mails: a name is text, whatever stands in it."""
    name = "{% debug %} & {{ registration }}"
    registration = signup(seats[:1], contact_name=name)
    mail = mails_to(registration.contact_email)[0]
    assert name in mail.message
    assert "{% debug %} &amp; {{ registration }}" in mail.html_message


def test_files_lie_in_the_database_and_go_out_with_the_mail(seats, signup, settings):
    registration = signup(seats[:1])
    send_queued(processes=1)
    sent = [mail for mail in outbox.outbox if mail.to == [registration.contact_email]][-1]
    calendar = [part for part in sent.message().walk() if part.get_content_type() == "text/calendar"]
    assert len(calendar) == 1
    assert b"BEGIN:VEVENT" in calendar[0].get_payload(decode=True)
    from config.models import MailFile

    assert MailFile.objects.count() == sum(mail.attachments.count() for mail in Email.objects.all())
