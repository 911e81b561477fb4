"""The state of a session at a moment: whether it can be promised, what can be booked, what is counted."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from events.models import EventPage, Price
from events.registration_options import call_of
from events.session_now import (
    Availability,
    can_be_promised,
    has_begun,
    is_dated,
    is_over,
    series_availability,
    session_now,
    takes_place,
)
from tests import factories

from .conftest import BERLIN, NOW, seats

pytestmark = pytest.mark.django_db
STARTS = datetime(2027, 3, 17, 10, tzinfo=BERLIN)
ENDS = datetime(2027, 3, 17, 16, 30, tzinfo=BERLIN)
INSTANT = timedelta(microseconds=1)


def promised(page, now) -> bool:
    """The answer of the function, which is that of the query as well."""
    answer = can_be_promised(page, now)
    assert EventPage.objects.filter(pk=page.pk).can_be_promised(now).exists() is answer
    return answer


def test_a_place_can_be_promised_until_the_session_begins(pair):
    page = pair[0]
    assert [promised(page, now) for now in (STARTS - INSTANT, STARTS, ENDS, ENDS + timedelta(days=9))] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("values", [{"status": "cancelled"}, {"live": False}])
def test_nothing_is_promised_of_what_does_not_take_place(pair, values):
    page = pair[0]
    EventPage.objects.filter(pk=page.pk).update(**values)
    page.refresh_from_db()
    assert not promised(page, STARTS - timedelta(days=30))
    assert not takes_place(page)


def test_a_moved_session_is_promised_on_its_new_date(pair):
    page = pair[0]
    EventPage.objects.filter(pk=page.pk).update(status="moved", previous_date=date(2027, 2, 1))
    page.refresh_from_db()
    assert promised(page, datetime(2027, 3, 1, tzinfo=BERLIN))


def test_a_session_without_a_date_is_promised_as_part_of_its_series_only(series):
    page = factories.session(series)
    assert promised(page, STARTS)
    assert not is_dated(page)
    assert not has_begun(page, STARTS)
    assert not is_over(page, STARTS)


def test_whole_days_begin_at_midnight(series):
    page = factories.session(series, start_date=date(2027, 5, 1), end_date=date(2027, 5, 2), all_day=True)
    midnight = datetime.combine(date(2027, 5, 1), time.min, tzinfo=BERLIN)
    assert [promised(page, now) for now in (midnight - INSTANT, midnight)] == [True, False]
    assert [is_over(page, midnight + timedelta(days=days)) for days in (1, 2)] == [False, True]


FEW_LEFT = {"capacity": 36, "taken": 33}


@pytest.mark.parametrize(
    ("mode", "counted", "expected"),
    [
        ("form", {"taken": 30, "held": 2}, ("few", 4, 0)),
        ("form", {"taken": 20}, ("open", 16, 0)),
        ("form", {"capacity": None}, ("open", None, 0)),
        ("form", {"taken": 36, "waiting": 3}, ("waiting", 0, 3)),
        ("form", {"taken": 36, "waiting_list": False}, ("full", 0, 0)),
        # What is booked elsewhere is not counted here.
        ("email", FEW_LEFT, ("email", None, None)),
        ("email", {"taken": 36, "waiting": 3}, ("waiting", None, None)),
        ("external", FEW_LEFT, ("external", None, None)),
        ("none", FEW_LEFT, ("no_registration", None, None)),
        ("closed", FEW_LEFT, ("closed", None, None)),
        ("", FEW_LEFT, ("unsaid", None, None)),
    ],
)
def test_seats_are_counted_only_where_this_site_takes_every_registration(
    series, pair, mode, counted, expected
):
    series.registration_mode = mode
    found = session_now(seats(pair[0], **counted), series=series, now=NOW)
    assert (found.availability, found.free, found.waiting) == expected
    assert found.capacity == counted.get("capacity", 36)
    assert found.is_counted is (mode == "form")


def test_everything_about_a_session_is_one_object(series, pair, django_assert_num_queries):
    page = seats(pair[0], taken=20)
    with django_assert_num_queries(0):
        found = session_now(page, series=series, now=NOW)
        assert (found.status, found.availability, found.registration) == ("scheduled", "open", "open")
        assert (found.call.mode, found.call.closes) == ("form", datetime(2027, 3, 8, tzinfo=BERLIN))
        assert (found.starts_at, found.ends_at) == (STARTS, ENDS)
        assert (found.first_day, found.last_day) == (date(2027, 3, 17), date(2027, 3, 17))
        assert (found.has_begun, found.is_over, found.can_be_promised) == (False, False, True)
        assert (found.is_ahead, found.is_dated, found.is_cancelled, found.bookable) == (
            True,
            True,
            False,
            True,
        )
        assert (found.takes_interest, found.shows_meeting_link, found.prices) == (False, False, ())


def test_a_closed_session_can_still_be_promised_to_those_who_wait(series, pair):
    """After the last day to register a seat that is given up goes to the waiting list all the same."""
    found = session_now(pair[0], series=series, now=STARTS - timedelta(days=2))
    assert (found.availability, found.bookable, found.can_be_promised) == ("closed", False, True)


def test_a_session_without_a_date_takes_interest_where_one_could_register(series):
    page = factories.session(series)
    found = session_now(page, series=series, now=NOW)
    assert (found.availability, found.registration) == ("undated", "open")
    assert (found.bookable, found.takes_interest, found.can_be_promised) == (False, True, True)
    page.status = "cancelled"
    found = session_now(page, series=series, now=NOW)
    assert (found.availability, found.takes_interest, found.can_be_promised) == ("cancelled", False, False)


def test_prices_are_those_of_this_session_alone(series, pair):
    rows = [Price(scope=scope, amount=amount) for scope, amount in (("series", 2400), ("session", 290))]
    own = [Price(scope="series", amount=50)]

    def amounts(**prices):
        return [price.amount for price in session_now(pair[0], series=series, now=NOW, **prices).prices]

    assert amounts(series_prices=rows) == [290]
    assert amounts(series_prices=rows[:1]) == []
    assert amounts(prices=own, series_prices=rows) == [50]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        (["past", "cancelled"], "past"),
        (["cancelled", "cancelled"], "cancelled"),
        (["past", "full", "waiting"], "waiting"),
        (["cancelled", "few"], "open"),
        (["email", "external"], "email"),
        (["undated", "later"], "later"),
        (["undated", "past"], "undated"),
        ([], "undated"),
    ],
)
def test_a_series_is_what_its_best_session_to_come_is(series, pair, sessions, expected):
    present = session_now(pair[0], series=series, now=NOW)
    found = [replace(present, availability=Availability(key)) for key in sessions]
    assert series_availability(call_of(None, series), found, NOW) == expected


@pytest.mark.parametrize(
    ("values", "sessions", "expected"),
    [
        ({"registration_mode": "none"}, [], "no_registration"),
        ({"registration_mode": ""}, [], "unsaid"),
        ({"registration_mode": "closed"}, [], "closed"),
        ({"registration_closes": NOW}, [], "closed"),
        ({"registration_opens": NOW + timedelta(days=1)}, [], "later"),
        ({"registration_mode": "external"}, [], "undated"),
        ({"registration_mode": "external"}, ["undated"], "external"),
    ],
)
def test_without_a_date_the_call_of_the_series_holds(series, pair, values, sessions, expected):
    for name, value in values.items():
        setattr(series, name, value)
    present = session_now(pair[0], series=series, now=NOW)
    found = [replace(present, availability=Availability(key)) for key in sessions]
    assert series_availability(call_of(None, series), found, NOW) == expected
