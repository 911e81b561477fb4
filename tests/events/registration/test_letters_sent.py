"""Who gets which letter, and nobody else: each occasion with everybody whom it concerns."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import EventPage
from events.registration import services
from events.registration.certificates import certificates_of
from events.registration.mails import compose as queueing
from events.registration.models import Attendance, Booking, Registration

pytestmark = pytest.mark.django_db

ANNA = services.Person(name="Anna Berg", email="anna@example.org")
FEMKE = services.Person(name="Femke Bos", email="femke@example.org")
CONTACT = "kontakt@example.org"


@pytest.fixture
def sent(monkeypatch):
    """(occasion, address) of each letter that is queued; `sent.since()` empties it."""

    class Sent(list):
        def since(self):
            found = sorted(self)
            self.clear()
            return found

    letters, occasions = Sent(), []
    compose, queue_mail = queueing.compose, queueing.queue_mail

    def composed(occasion, *args, **kwargs):
        occasions.append(occasion)
        return compose(occasion, *args, **kwargs)

    def queued(*, to, **kwargs):
        letters.append((occasions[-1], to))
        return queue_mail(to=to, **kwargs)

    monkeypatch.setattr(queueing, "compose", composed)
    monkeypatch.setattr(queueing, "queue_mail", queued)
    return letters


@pytest.fixture
def party(seats, signup, sent):
    """Anna and Femke at two sessions, named by a contact who does not come along."""
    party = signup(seats[:2], named=[ANNA, FEMKE], contact_email=CONTACT)
    sent.since()
    return party


def test_a_registration_and_its_confirmation(seats, signup, sent):
    registration = signup(seats[:2], named=[ANNA, FEMKE], contact_email=CONTACT, confirmed=False)
    assert sent.since() == [("confirm", CONTACT)]
    services.confirm(registration.pk)
    assert sent.since() == [("confirmed", CONTACT), ("named", ANNA.email), ("named", FEMKE.email)]
    services.confirm(registration.pk)
    assert sent.since() == []


def test_a_registration_that_the_organiser_looks_at(seats, signup, sent):
    registration = signup(seats[:1], contact_email=CONTACT, confirmed=False, price_class="unclear")
    sent.since()
    assert services.confirm(registration.pk).status == Registration.Status.REVIEW
    assert sent.since() == [("in_review", CONTACT)]
    services.decline(registration.pk, user=None, reason="Nur für Mitglieder")
    assert sent.since() == [("declined", CONTACT)]  # its people had not been told of it


def test_a_registration_that_lapses(seats, signup, sent):
    late = signup(seats[:1], contact_email=CONTACT, confirmed=False)
    signup(seats[:1], contact_email="in-time@example.org", confirmed=False)
    sent.since()
    Registration.objects.filter(pk=late.pk).update(confirm_by=timezone.now() - timedelta(minutes=1))
    assert (services.lapse_due(), services.lapse_due()) == (1, 0)
    assert sent.since() == [("lapsed", CONTACT)]


@pytest.mark.parametrize("action", ["cancelled", "declined"])
def test_everybody_named_learns_that_it_is_over(party, sent, action):
    if action == "cancelled":
        services.cancel_registration(party.pk)
    else:
        services.decline(party.pk, user=None, reason="Zu viele")
    assert sent.since() == [
        *([("cancelled", CONTACT)] if action == "cancelled" else []),
        *([("declined", CONTACT)] if action == "declined" else []),
        ("withdrawn", ANNA.email),
        ("withdrawn", FEMKE.email),
    ]


def test_one_session_given_up(party, sent):
    services.cancel_booking(party.bookings.first().pk)
    assert sent.since() == [
        ("session_cancelled", CONTACT),
        ("withdrawn", ANNA.email),
        ("withdrawn", FEMKE.email),
    ]


def test_one_seat_given_up(party, sent):
    booking = party.bookings.first()
    anna = booking.attendances.get(participant__name=ANNA.name)
    services.reduce_seats(booking.pk, without=[anna.pk])
    assert sent.since() == [("seats_given_up", CONTACT), ("withdrawn", ANNA.email)]
    assert [row.name for row in booking.attendances.all()] == [FEMKE.name]


def test_another_person_for_all_sessions(seats, party, signup, sent):
    """Calendar entries of others stay as they are."""
    others = signup(seats[:1], contact_email="other@example.org")
    before = dict(Booking.objects.values_list("pk", "sequence"))
    sent.since()
    anna = party.participants.get(name=ANNA.name)
    new = services.Person(name="Jürgen Öz", email="j@example.org")
    services.exchange_person(anna.pk, new)
    assert sent.since() == [("named", new.email), ("withdrawn", ANNA.email)]
    after = dict(Booking.objects.values_list("pk", "sequence"))
    changed = {pk for pk, number in after.items() if number != before[pk]}
    assert changed == {booking.pk for booking in party.bookings.all()}
    assert not changed & {booking.pk for booking in others.bookings.all()}
    services.exchange_person(anna.pk, services.Person(name="Jürgen Öz", email="J@EXAMPLE.org"))
    assert sent.since() == []  # the same address: nobody else is told


def test_a_substitute_for_one_session(party, sent):
    anna = party.bookings.first().attendances.get(participant__name=ANNA.name)
    new = services.Person(name="Jürgen Öz", email="j@example.org")
    services.name_substitute(anna.pk, new)
    assert sent.since() == [
        ("substitute_contact", CONTACT),
        ("substitute_named", new.email),
        ("substitute_relieved", ANNA.email),
    ]


def test_a_substitute_who_is_the_contact_gets_one_letter(party, sent):
    anna = party.bookings.first().attendances.get(participant__name=ANNA.name)
    services.name_substitute(anna.pk, services.Person(name="Kontakt", email=CONTACT))
    assert sent.since() == [("substitute_named", CONTACT), ("substitute_relieved", ANNA.email)]


def test_a_wish_that_is_declined_once(party, sent, django_user_model):
    user = django_user_model.objects.create(username="desk")
    anna = party.bookings.first().attendances.get(participant__name=ANNA.name)
    request = services.ask_for_substitute(anna.pk, FEMKE)
    services.decline_change(request.pk, user=user)
    services.decline_change(request.pk, user=user)
    services.accept_change(request.pk, user=user)
    assert sent.since() == [("change_declined", CONTACT)]
    assert Attendance.objects.get(pk=anna.pk).substitute_name == ""


def test_a_seat_from_the_waiting_list(seats, signup, sent):
    holding, _other = signup(seats[:1], people=3), signup(seats[:1])
    waiting = signup(seats[:1], named=[ANNA], contact_email=CONTACT)
    sent.since()
    services.cancel_registration(holding.pk)
    assert ("moved_up_confirmed", CONTACT) in sent
    assert ("place_certain", ANNA.email) in sent
    assert waiting.bookings.get().status == Booking.Status.CONFIRMED


def test_promotions_are_counted(seats, signup):
    signup(seats[:1], people=3), signup(seats[:1])
    for _number in range(2):
        signup(seats[:1])
    type(seats[0]).objects.filter(pk=seats[0].pk).update(capacity=6)
    assert (services.promote_due(), services.promote_due()) == (2, 0)


def test_one_substitute_at_two_sessions_has_one_certificate(seats, party):
    new = services.Person(name="Jürgen Öz", email="j@example.org")
    for booking in party.bookings.all():
        services.name_substitute(booking.attendances.get(participant__name=ANNA.name).pk, new)
    Attendance.objects.filter(booking__registration=party).update(present=True)
    ends = timezone.now() - timedelta(days=1)
    for row in seats:
        EventPage.objects.filter(seats=row).update(starts_at=ends - timedelta(hours=1), ends_at=ends)
    found = {certificate.name: len(certificate.sessions) for certificate in certificates_of(party)}
    assert found == {new.name: 2, FEMKE.name: 2}
