"""A session moves, is called off, comes near, is over: its people learn it once, in their language."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from events.models import EventPage
from events.registration import services
from events.registration.models import Booking, Notice
from home.formatting.dates import weekday_date
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def letters(address) -> list[str]:
    return list(Email.objects.filter(to=address).order_by("pk").values_list("subject", flat=True))


def test_a_new_date_is_told_once_in_each_readers_language(series, seats, signup):
    """domain.md#sessions: the date is entered on the original; both languages read it in their own words."""
    page = factories.publish(series.sessions[0])
    german, dutch = signup(seats[:1], people=1), signup(seats[:1], people=1, language="nl")
    before = page.start_date
    page.start_date += timedelta(days=14)
    factories.publish(page)
    factories.publish(page)
    assert Notice.objects.count() == 2
    assert services.send_notices() == 2
    assert services.send_notices() == 0
    assert letters(german.contact_email)[-1] == "Neuer Termin: Termin 1"
    assert letters(dutch.contact_email)[-1] == "Nieuwe datum: Termin 1"
    text = Email.objects.filter(to=dutch.contact_email).last().message
    assert f"eerder: {_weekday_nl(before)}" in text
    assert set(Booking.objects.values_list("sequence", flat=True)) == {1}


def test_people_who_were_named_learn_of_it_too(series, seats, signup):
    page = factories.publish(series.sessions[0])
    registration = signup(seats[:1], people=2)
    page.status, page.status_reason = EventPage.Status.CANCELLED, "Sturm"
    factories.publish(page)
    services.send_notices()
    for person in registration.participants.all():
        mail = Email.objects.filter(to=person.email).last()
        assert mail.subject == "Findet nicht statt: Termin 1"
        assert "Der Grund: Sturm" in mail.message
        assert "anmeldung/mine" not in mail.message


def test_words_changed_are_no_news(series, seats, signup):
    page = factories.publish(series.sessions[0])
    signup(seats[:1])
    page.title = "Ein anderer Titel"
    factories.publish(page)
    assert not Notice.objects.exists()


def test_the_same_night_entered_in_another_way_is_no_news(series, seats, signup):
    page = series.sessions[0]
    page.start_time, page.end_time = time(19), time(0, 30)
    page = factories.publish(page)
    registration = signup(seats[:1])
    page.end_date = page.start_date + timedelta(days=1)
    page = factories.publish(page)
    assert not Notice.objects.exists()
    page.end_time = time(1, 30)
    factories.publish(page)
    assert services.send_notices() == 1
    text = Email.objects.filter(to=registration.contact_email).last().message
    text = text.replace("\u2060", "").replace("\xa0", " ")
    day = weekday_date(page.start_date, "de").replace("\xa0", " ")
    assert f"{day}, 19:00–1:30 Uhr (bisher: " in text
    assert ", 19:00–0:30 Uhr)" in text


def test_a_killed_process_is_made_up_for(series, seats, signup):
    page = factories.publish(series.sessions[0])
    signup(seats[:1])
    EventPage.objects.filter(pk=page.pk).update(start_date=page.start_date + timedelta(days=1))
    assert services.follow_all() == 1
    assert services.follow_all() == 0


def test_a_reminder_comes_once_and_not_right_after_registering(series, seats, signup, rules):
    early, late = signup(seats[:1]), signup(seats[:1])
    starts = EventPage.objects.get(pk=series.sessions[0].pk).starts_at
    Booking.objects.filter(registration=late).update(created_at=starts - timedelta(days=1))
    now = starts - timedelta(hours=5)
    assert services.remind_due(now=now) == 1
    assert services.remind_due(now=now) == 0
    assert letters(early.contact_email)[-1] == "Bald: Termin 1"
    assert "Bald: Termin 1" not in letters(late.contact_email)


def test_thanks_follow_the_recap_and_pass_over_who_was_not_there(network, series, seats, signup):
    registration = signup(seats[:1], people=2)
    absent, present = registration.participants.all()
    registration.bookings.get().attendances.filter(participant=absent).update(present=False)
    page = EventPage.objects.get(pk=series.sessions[0].pk)
    over = page.ends_at + timedelta(days=3)
    assert services.thank_due(now=over) == 0
    EventPage.objects.filter(pk=page.pk).update(recap=factories.article(network.news["de"]))
    assert services.thank_due(now=over) == 1
    assert services.thank_due(now=over) == 0
    assert letters(present.email)[-1] == "Danke für Ihre Teilnahme: Termin 1"
    assert "Danke für Ihre Teilnahme: Termin 1" not in letters(absent.email)
    assert timezone.now() < over


def _weekday_nl(day):
    return weekday_date(day, "nl")
