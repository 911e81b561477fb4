"""Nothing is promised of what has begun, does not take place, or is no longer published."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from config.setup.roles import ORGANISERS
from events.models import EventPage
from events.registration import jobs, services, tokens
from events.registration.certificates import certificates_of
from events.registration.models import Attendance, Booking, Notice
from tests import factories

pytestmark = pytest.mark.django_db

ENDED = {
    "over": lambda now: {"starts_at": now - timedelta(days=1), "ends_at": now - timedelta(hours=18)},
    "begun": lambda now: {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=3)},
    "cancelled": lambda now: {"status": "cancelled", "status_reason": "Sturm"},
    "offline": lambda now: {"live": False},
}


@pytest.fixture(autouse=True)
def parties_of_four(rules):
    rules.max_people = 4
    rules.save()


@pytest.fixture(params=ENDED)
def end(request):
    """Let a session end in one of the ways that end it."""

    def ends(row):
        EventPage.objects.filter(seats_id=row.pk).update(**ENDED[request.param](timezone.now()))

    return ends


def state(registration) -> str:
    return registration.bookings.get().status


def test_nobody_moves_up_and_nobody_is_written_to(client, seats, signup, end):
    """One place, A has it, B waits; A gives it up, is cancelled by the office, and the places become more."""
    first, waiting = signup(seats[:1], people=4), signup(seats[:1], people=1)
    more = signup(seats[:1], people=1, price=80)
    end(seats[0])
    Email.objects.all().delete()
    booking = first.bookings.get()
    with suppress(services.RegistrationError):  # what was called off cannot be given up
        services.reduce_seats(booking.pk, without=[booking.attendances.first().pk])
    services.cancel_registration(first.pk)
    client.force_login(factories.superuser())
    values = {"capacity": "30", "waiting_list": "on"}
    assert client.post(reverse("seats:edit", args=[seats[0].pk]), values).status_code == 302
    factories.change_capacity(seats[0].pk, 40)
    assert services.promote_due() == 0
    assert (state(waiting), state(more)) == ("waiting", "waiting")
    own = {first.contact_email, *first.participants.values_list("email", flat=True)}
    assert {mail.to[0] for mail in Email.objects.all()} <= own
    seats[0].refresh_from_db()
    assert (seats[0].taken, seats[0].waiting, seats[0].capacity) == (0, 2, 40)


def test_whoever_waits_moves_up_once_it_takes_place_after_all(seats, signup):
    first, waiting = signup(seats[:1], people=4), signup(seats[:1], people=1)
    EventPage.objects.filter(seats=seats[0]).update(status="cancelled")
    services.cancel_registration(first.pk)
    EventPage.objects.filter(seats=seats[0]).update(status="moved")
    jobs.promote_waiting()
    jobs.promote_waiting()
    assert state(waiting) == "confirmed"
    assert (
        Email.objects.filter(to=[waiting.contact_email], subject__contains="Sie haben einen Platz").count()
        == 1
    )


def test_a_running_offer_ends_with_its_session(client, seats, signup, end):
    first = signup(seats[:1], people=4)
    payer = {"invoice_name": "Stadtkasse"}
    offered, behind = (signup(seats[:1], people=4, price=80, invoice=payer) for _ in range(2))
    services.cancel_registration(first.pk)
    booking = offered.bookings.get()
    assert booking.status == "offered"
    end(seats[0])
    token = tokens.token(offered)
    page = client.get(reverse("registration:mine", args=[token])).content.decode()
    assert "Angebot ansehen" not in page
    Email.objects.all().delete()
    answer = client.post(reverse("registration:offer", args=[token, booking.pk]), {"agreed": "80"})
    assert answer.status_code == 409
    assert "keine Plätze mehr vergeben" in answer.content.decode()
    Booking.objects.filter(pk=booking.pk).update(offer_expires=timezone.now())
    assert services.lapse_offers() == 1
    assert (state(offered), state(behind)) == ("cancelled", "waiting")
    assert not Email.objects.exists()


def test_the_link_of_the_first_mail_confirms_nothing_that_is_over(client, seats, signup, end):
    registration = signup(seats[:1], people=2, confirmed=False)
    end(seats[0])
    Email.objects.all().delete()
    answer = client.post(reverse("registration:confirm", args=[tokens.token(registration)]))
    assert answer.status_code == 409
    assert "keine Plätze mehr vergeben" in answer.content.decode()
    registration.refresh_from_db()
    assert (registration.status, state(registration)) == ("unconfirmed", "held")
    services.lapse_due(now=registration.confirm_by)
    assert state(registration) == "cancelled"
    assert not Email.objects.exists()


def test_only_what_is_still_ahead_is_confirmed(seats, signup, end):
    registration = signup(seats[:2], confirmed=False)
    end(seats[0])
    Email.objects.all().delete()
    services.confirm(registration.pk)
    states = registration.bookings.order_by("session_id").values_list("status", flat=True)
    assert list(states) == ["cancelled", "confirmed"]
    mail = Email.objects.get(to=[registration.contact_email])
    assert "Termin 2" in mail.message
    assert "Termin 1" not in mail.message
    assert mail.attachments.count() == 1
    seats[0].refresh_from_db()
    assert (seats[0].taken, seats[0].held) == (0, 0)


def test_the_organiser_records_what_was_held_without_promising_it(rules, seats, signup):
    """Who came without being approved is confirmed for the attendance list; a cancelled session is not."""
    rules.approval = True
    rules.save()
    came, called_off = signup(seats[:1]), signup(seats[1:2])
    now = timezone.now()
    EventPage.objects.filter(seats=seats[0]).update(**ENDED["over"](now))
    EventPage.objects.filter(seats=seats[1]).update(status="cancelled")
    Email.objects.all().delete()
    services.approve(came.pk, user=None)
    assert state(came) == "confirmed"
    with pytest.raises(services.RegistrationError, match="keine Plätze|no places"):
        services.approve(called_off.pk, user=None)
    assert not Email.objects.exists()


def test_nobody_is_moved_to_what_does_not_take_place(seats, signup, end):
    registration = signup(seats[:1])
    end(seats[1])
    with pytest.raises(services.RegistrationError) as refused:
        services.move_booking(registration.bookings.get().pk, session_id=seats[1].pk, user=None)
    assert refused.value.code == "over"
    assert registration.bookings.get().session_id == seats[0].pk


def test_reminders_thanks_and_news_ask_again_when_they_are_sent(series, seats, signup, end, rules):
    registration = signup(seats[:1])
    Booking.objects.update(created_at=timezone.now() - timedelta(days=40))
    soon = timezone.now() + timedelta(days=1)
    EventPage.objects.filter(seats=seats[0]).update(starts_at=soon, ends_at=soon + timedelta(hours=2))
    end(seats[0])
    Email.objects.all().delete()
    assert services.remind_due() == 0
    Notice.objects.create(booking=registration.bookings.get(), kind="moved", before={"start_date": ""})
    assert services.send_notices() == 0
    assert not Email.objects.exists()


def test_a_called_off_session_is_neither_thanked_for_nor_certified(series, seats, signup):
    registration = signup(seats[:2])
    now = timezone.now()
    EventPage.objects.filter(seats__in=seats[:2]).update(**ENDED["over"](now))
    EventPage.objects.filter(seats=seats[1]).update(status="cancelled")
    Attendance.objects.update(present=True)
    (certificate,) = certificates_of(registration)
    assert [session.title for session in certificate.sessions] == ["Termin 1"]
    EventPage.objects.filter(seats=seats[1]).update(
        starts_at=now + timedelta(days=9), ends_at=now + timedelta(days=9)
    )
    assert len(certificates_of(registration)) == 1  # nobody waits for what is called off


def test_my_registration_says_that_a_session_does_not_take_place(client, seats, signup):
    registration = signup(seats[:2])
    EventPage.objects.filter(seats=seats[0]).update(status="cancelled")
    page = client.get(reverse("registration:mine", args=[tokens.token(registration)])).content.decode()
    assert (page.count("Findet nicht statt"), page.count("Platz bestätigt")) == (1, 1)
    person = registration.participants.get()
    services.exchange_person(person.pk, services.Person(name="Cem Nierhoff", email="cem@example.org"))
    mail = Email.objects.get(to=["cem@example.org"])
    assert (mail.message.count("findet nicht statt"), mail.message.count("Platz bestätigt")) == (1, 1)
    assert mail.attachments.count() == 1


def test_a_substitute_is_not_invited_to_what_is_over(client, seats, signup):
    registration = signup(seats[:2])
    first, second = registration.bookings.order_by("session_id")
    EventPage.objects.filter(seats=seats[0]).update(**ENDED["over"](timezone.now()))
    EventPage.objects.filter(seats=seats[1]).update(status="cancelled")
    Email.objects.all().delete()
    client.force_login(factories.user(ORGANISERS))
    person = {"substitute-person": "Cem Nierhoff", "substitute-email": "cem@example.org"}
    for booking, named in ((first, "Cem Nierhoff"), (second, "")):
        seat = booking.attendances.get()
        values = person | {"substitute-attendance": seat.pk}
        client.post(reverse("registrations:act", args=[registration.pk, "substitute"]), values)
        seat.refresh_from_db()
        assert seat.substitute_name == named
    assert not Email.objects.exists()
