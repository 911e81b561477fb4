"""My registration: what its contact does behind the signed address, by the forms of its pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from events.models import EventPage
from events.registration import tokens
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
