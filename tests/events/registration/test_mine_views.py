"""My registration: what its contact does behind the signed address, by the forms of its pages."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from post_office.models import Email

from events.models import EventPage
from events.registration import services, tokens
from events.registration.models import Booking
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(client):
    """Post to a page of a registration; returns the answer."""

    def post(registration, name, data=None, **kwargs):
        token = tokens.token(registration)
        return client.post(reverse(f"registration:{name}", kwargs={"token": token, **kwargs}), data or {})

    return post


def test_some_places_then_the_session_then_all(client, act, seats, signup):
    registration = signup(seats[:2], people=3)
    booking = registration.bookings.first()
    people = list(booking.attendances.values_list("pk", flat=True))
    answer = act(registration, "session", {"without": people[:1]}, booking=booking.pk)
    assert answer.status_code == 302
    assert "Diese Plätze sind freigegeben, die übrigen bleiben gebucht." in client.get(answer.url).text
    booking.refresh_from_db()
    assert (booking.seats, booking.status) == (2, "confirmed")
    # Whoever ticks everybody gives up the session.
    act(registration, "session", {"without": people[1:]}, booking=booking.pk)
    booking.refresh_from_db()
    assert booking.status == "cancelled"
    act(registration, "cancel")
    assert act(registration, "cancel").status_code == 302
    registration.refresh_from_db()
    assert registration.status == "cancelled"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("de", "Kreuzen Sie an, wer nicht kommt"), ("nl", "Vink aan wie niet komt")],
)
def test_one_press_gives_up_nothing(client, act, seats, signup, language, sentence):
    registration = signup(seats[:1], people=3)
    booking = registration.bookings.get()
    with override(language):
        answer = act(registration, "session", booking=booking.pk)
    assert (answer.status_code, sentence in answer.text) == (409, True)
    assert 'name="everyone"' in answer.text
    booking.refresh_from_db()
    assert (booking.seats, booking.status) == (3, "confirmed")
    act(registration, "session", {"everyone": "on"}, booking=booking.pk)
    booking.refresh_from_db()
    assert booking.status == "cancelled"


def test_people_of_others_and_one_person_twice_give_up_no_whole_session(act, seats, signup):
    booking = signup(seats[:1], people=2).bookings.get()
    others = signup(seats[:1], people=2).bookings.get()
    foreign = list(others.attendances.values_list("pk", flat=True))
    own = booking.attendances.values_list("pk", flat=True)[0]
    assert act(booking.registration, "session", {"without": foreign}, booking=booking.pk).status_code == 409
    rubbish = act(booking.registration, "session", {"without": ["²", "x"]}, booking=booking.pk)
    assert rubbish.status_code == 409
    act(booking.registration, "session", {"without": [own, own]}, booking=booking.pk)
    for each, left in ((booking, 1), (others, 2)):
        each.refresh_from_db()
        assert (each.seats, each.status) == (left, "confirmed")


def test_what_has_begun_stays_with_those_who_were_there(client, act, seats, signup):
    """Cancelling a series half-way gives up what is to come; the certificates of the past need the rest."""
    registration = signup(seats[:2], people=2)
    waiting = signup(seats[1:2], people=3)
    past, ahead = registration.bookings.order_by("session_id")
    began = timezone.now() - timedelta(hours=1)
    EventPage.objects.filter(seats=seats[0]).update(starts_at=began)
    assert act(registration, "session", booking=past.pk).status_code == 409
    assert act(registration, "cancel").status_code == 302
    past.refresh_from_db()
    ahead.refresh_from_db()
    registration.refresh_from_db()
    assert (past.status, ahead.status, registration.status) == ("confirmed", "cancelled", "confirmed")
    assert waiting.bookings.get().status == "confirmed"
    assert act(registration, "cancel").status_code == 409
    token = tokens.token(registration)
    page = client.get(reverse("registration:mine", args=[token])).content.decode()
    assert reverse("registration:cancel", args=[token]) not in page


def test_position_on_the_list_leaving_it_and_an_offer(client, act, seats, signup):
    signup(seats[:1], people=3)
    payer = {"invoice_name": "Stadtkasse"}
    first, second = (signup(seats[:1], people=2, price=80, invoice=payer) for _ in range(2))
    page = client.get(reverse("registration:mine", args=[tokens.token(second)])).content.decode()
    assert "Warteliste, Position 2" in page
    assert "bieten wir ihn Ihnen per E-Mail an" in page
    leaving = {"token": tokens.token(second), "booking": second.bookings.get().pk}
    form = client.get(reverse("registration:session", kwargs=leaving)).text
    assert ("behält Ihre Position" in form, "Plätze freigeben" in form) == (True, False)
    act(first, "session", {"everyone": "on"}, booking=first.bookings.get().pk)
    page = client.get(reverse("registration:mine", args=[tokens.token(second)])).content.decode()
    assert "Warteliste, Position 1" in page
    factories.change_capacity(seats[0].pk, 5)
    booking = second.bookings.get()
    assert booking.status == "offered"
    Booking.objects.filter(pk=booking.pk).update(offer_expires=timezone.now())
    late = act(second, "offer", {"agreed": "80"}, booking=booking.pk)
    assert late.status_code == 409
    assert 'role="alert"' in late.content.decode()
    Booking.objects.filter(pk=booking.pk).update(offer_expires=timezone.now() + timedelta(hours=1))
    page = act(second, "offer", {"agreed": "70"}, booking=booking.pk).content.decode()
    assert "Zahlungspflichtig annehmen, 80\xa0€" in page
    assert act(second, "offer", {"agreed": "80"}, booking=booking.pk).status_code == 302
    assert second.bookings.get().status == "confirmed"


def test_the_address_is_revoked_and_the_new_one_only_mailed(client, act, seats, signup):
    registration = signup(seats[:1])
    old = tokens.token(registration)
    page = act(registration, "revoke").content.decode()
    registration.refresh_from_db()
    assert tokens.token(registration) not in page
    assert client.get(reverse("registration:mine", args=[old])).status_code == 404
    assert client.get(reverse("registration:calendar", args=[old])).status_code == 404


def call_off(seats) -> None:
    EventPage.objects.filter(seats=seats).update(status="cancelled", status_reason="Sturm")


def mine(client, registration) -> BeautifulSoup:
    url = reverse("registration:mine", args=[tokens.token(registration)])
    return BeautifulSoup(client.get(url).content, "html.parser")


@pytest.mark.parametrize(
    ("language", "sentence", "state"),
    [
        ("de", "Diese Veranstaltung findet nicht statt.", "Findet nicht statt"),
        ("nl", "Deze bijeenkomst gaat niet door.", "Gaat niet door"),
    ],
)
def test_nobody_gives_up_what_was_called_off(client, act, seats, signup, language, sentence, state):
    """The organiser called it off; the record must not say that its visitors gave it up."""
    registration = signup(seats[:2], people=2)
    off, ahead = registration.bookings.order_by("session_id")
    call_off(seats[0])
    with override(language):
        page = mine(client, registration)
        address = {"token": tokens.token(registration), "booking": off.pk}
        url = reverse("registration:session", kwargs=address)
        seat = off.attendances.first().pk
        assert not page.find("a", href=url)
        # People are put right as long as anything is ahead.
        assert page.find(id="people")
        answers = [client.get(url), act(registration, "session", {"everyone": "on"}, booking=off.pk)]
        answers += [
            act(registration, "session", {"without": [seat]}, booking=off.pk),
            act(registration, "people", {"name": "Femke Bos", "email": "f@example.org"}, attendance=seat),
        ]
        for answer in answers:
            assert (answer.status_code, sentence in answer.text) == (409, True)
        assert list(off.attendances.values_list("substitute_name", flat=True)) == ["", ""]
        act(registration, "cancel")
        line, given_up = mine(client, registration).select(".timetable > li")
    assert (line["data-s"], line.select_one(".status").text) == ("cancelled", state)
    assert given_up["data-s"] == "past"
    off.refresh_from_db()
    assert off.called_off
    person = registration.participants.first()
    letter = factories.last_mail(person.email)
    assert ("Termin 2" in letter, "Termin 1" in letter) == (True, False)


def test_cancelling_leaves_what_was_called_off_alone(client, act, seats, signup):
    """Somebody who was named for a called-off session only reads nothing about a place given up."""
    registration = signup(seats[:2], people=2)
    first, second = registration.participants.all()
    second.attendances.get(booking__session=seats[1]).delete()
    call_off(seats[0])
    Email.objects.all().delete()
    act(registration, "cancel")
    assert {mail.to[0] for mail in Email.objects.all()} == {registration.contact_email, first.email}
    # Called off after all of it was given up: that stays.
    call_off(seats[1])
    states = [
        line.select_one(".status").text for line in mine(client, registration).select(".timetable > li")
    ]
    assert states == ["Findet nicht statt", "Freigegeben"]


def test_all_that_was_called_off_is_not_cancelled_by_its_visitor(client, act, seats, signup):
    registration = signup(seats[:2])
    call_off(seats[0])
    call_off(seats[1])
    page = mine(client, registration)
    assert reverse("registration:cancel", args=[tokens.token(registration)]) not in str(page)
    assert not page.find(id="people")
    assert act(registration, "cancel").status_code == 409
    registration.refresh_from_db()
    assert registration.status == "confirmed"


def test_a_registration_cancelled_at_once_still_learns_why_its_session_is_off(act, seats, signup):
    """Called off a minute ago and not told yet: the people's calendars must follow all the same."""
    registration = signup(seats[:2], people=1)
    services.follow_session(seats[0].pk)
    call_off(seats[0])
    services.follow_session(seats[0].pk)
    Email.objects.all().delete()
    act(registration, "cancel")
    told = [mail.subject for mail in Email.objects.filter(to=registration.participants.get().email)]
    assert len(told) == 2
    assert services.send_notices() == 0


def test_the_link_of_the_first_mail_leads_on_once_it_is_confirmed(client, seats, signup):
    registration = signup(seats[:1])
    token = tokens.token(registration)
    page = client.get(reverse("registration:confirm", args=[token])).text
    assert reverse("registration:mine", args=[token]) in page
    assert "Bestätigen Sie" not in page
