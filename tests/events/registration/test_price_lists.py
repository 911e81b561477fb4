"""The prices that hold for a registration are those of the day it came in (domain.md#prices)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from events.models import EventPage, Price, SessionSeats
from events.registration import price_lists, services
from events.registration.models import Registration
from tests import factories

pytestmark = pytest.mark.django_db


def add(page, scope="session", amount=290, **values):
    return Price.objects.create(page=page, scope=scope, amount=amount, audience="non_partner", **values)


def now_for(series):
    return price_lists.current(series.translation_key, timezone.now())


def test_a_list_is_kept_as_plain_data(series):
    assert price_lists.stored(now_for(series)) == {}
    add(series, "series", 3000)
    add(series, "remaining", 1500)
    add(series.sessions[1], "series", 50)  # whatever its scope, a session's own price is for that session
    found = now_for(series)
    assert price_lists.loaded(price_lists.stored(found)) == found
    assert (len(found.rates), found.running) == (2, False)
    assert {seats: len(rates) for seats, rates in found.own.items()} == {
        page.seats_id: int(page == series.sessions[1]) for page in series.sessions
    }


def test_a_series_runs_once_a_session_has_begun_that_took_place(series):
    first = EventPage.objects.filter(pk=series.sessions[0].pk)
    first.update(starts_at=timezone.now() - timedelta(days=1))
    assert now_for(series).running
    first.update(status="cancelled")
    assert not now_for(series).running


def test_a_single_event_has_prices_of_a_session(network):
    page = factories.session(network.events["de"], title="Fachtag", start_date=timezone.localdate())
    add(page, "series", 40)
    add(page, "remaining", 20)
    assert [rate.scope for rate in now_for(page).rates] == ["session"]


def test_a_changed_price_list_counts_for_new_ones_only(series, seats, signup):
    price = add(series)
    before = signup(seats[:2], prices=now_for(series))
    Price.objects.filter(pk=price.pk).update(amount=350)
    after = signup(seats[:2], prices=now_for(series))
    services.cancel_booking(before.bookings.first().pk)
    services.cancel_booking(after.bookings.first().pk)
    assert [Registration.objects.get(pk=row.pk).amount for row in (before, after)] == [290, 350]


def test_a_session_that_comes_later_brings_its_own_price(series, seats, signup):
    add(series)
    registration = signup(seats[:1], prices=now_for(series))
    page = factories.session(
        series, title="Termin 4", number=4, start_date=timezone.localdate() + timedelta(days=200)
    )
    add(page, amount=30)
    services.move_booking(registration.bookings.get().pk, session_id=page.seats_id, user=None)
    assert Registration.objects.get(pk=registration.pk).amount == 30


def test_a_session_called_off_is_owed_no_longer_and_the_mail_says_so(series, seats, signup):
    """Was: no word on money, and the whole sum in every list."""
    page = factories.publish(series.sessions[0])
    add(series, "series", 3000)
    add(series, "session", 900)
    singles = signup(seats[:2], prices=now_for(series))
    page.status, page.status_reason = "cancelled", "Sturm"
    factories.publish(page)
    assert Registration.objects.get(pk=singles.pk).amount == 900
    services.send_notices()
    letter = factories.last_mail(singles.contact_email)
    assert "bisher 1.800 €, jetzt 900 €" in letter
    page.status = "scheduled"
    factories.publish(page)
    assert Registration.objects.get(pk=singles.pk).amount == Decimal(1800)


def test_the_whole_series_costs_its_price_when_one_session_is_called_off(series, seats, signup):
    """Was: the rest cost more than the whole series."""
    add(series, "series", 2500)
    add(series, "session", 900)
    EventPage.objects.filter(seats=seats[2]).update(status="cancelled")
    page = factories.session(
        series, title="Termin 4", number=4, start_date=timezone.localdate() + timedelta(days=200)
    )
    rest = [*seats[:2], SessionSeats.objects.get(pk=page.seats_id)]
    assert signup(rest, prices=now_for(series)).amount == 2500
