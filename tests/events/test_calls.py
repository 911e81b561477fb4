"""The call of a session: its own words, else its series' (domain.md#registration-by-mail, #registration)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from events.models import EventPage
from events.models.registration_options import Call
from events.registration_options import (
    call_of,
    deadline_words,
    last_day,
    opening_words,
    registration_url,
)
from tests import factories

from . import built
from .conftest import BERLIN, NOW

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 17)


def at(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def test_an_empty_session_follows_its_series_and_closes_so_many_days_before(pair, series):
    german, _dutch = pair
    call = call_of(german, series)
    assert (call.mode, call.email) == ("form", "werkstatt@example.org")
    assert call.closes == at(2027, 3, 8, 0, 0)
    assert last_day(call.closes) == date(2027, 3, 7)


def test_what_a_session_says_itself_holds(pair, series):
    german, _dutch = pair
    german.registration_mode = "external"
    german.registration_url = "https://www.example.org/anmelden"
    german.registration_closes = at(2027, 3, 15, 12, 0)
    call = call_of(german, series)
    assert (call.mode, call.host, call.closes) == ("external", "example.org", at(2027, 3, 15, 12, 0))


def test_the_earliest_end_holds_and_nothing_closes_after_the_beginning(pair, series):
    german, _dutch = pair
    series.registration_closes = at(2027, 2, 1, 0, 0)
    assert call_of(german, series).closes == at(2027, 2, 1, 0, 0)
    series.registration_closes = series.closes_days_before = None
    assert call_of(german, series).closes == at(2027, 3, 17, 10, 0)


def test_the_contact_receives_mails_where_no_address_is_given(network, pair, series):
    """domain.md#registration-by-mail: replaced in one place when staff changes."""
    contact = factories.author(network.authors["de"], email="merve@example.org")
    series.registration_email = ""
    series.contact = contact
    german, _dutch = pair
    assert call_of(german, series).email == "merve@example.org"
    assert call_of(None, series).email == "merve@example.org"


def test_a_single_event_has_its_own_call_only(network):
    page = factories.session(network.events["de"], registration_mode="none")
    assert isinstance(page, EventPage)
    assert call_of(page).mode == "none"
    assert call_of(page).closes is None


def test_deadlines_name_the_last_day_and_the_hour_only_within_a_day():
    assert deadline_words(at(2027, 3, 8, 0, 0), "de") == "7.\u00a0März 2027"
    assert deadline_words(at(2027, 3, 7, 23, 59), "nl") == "7 maart 2027"
    assert deadline_words(at(2027, 3, 7, 12, 0), "de") == "7.\u00a0März 2027, 12:00\u00a0Uhr"
    assert opening_words(at(2027, 4, 1, 0, 0), "nl") == "1 april 2027"
    assert opening_words(at(2027, 4, 1, 9, 0), "nl") == "1 april 2027, 9.00\u00a0uur"


def test_without_the_registration_app_there_is_no_address_of_a_form(pair):
    german, _dutch = pair
    address = registration_url(german.translation_key)
    assert address == "" or str(german.translation_key) in address


@pytest.mark.parametrize(
    ("general", "own", "expected"),
    [
        ({}, {}, None),
        ({}, {"start_date": DAY, "start_time": time(10)}, at(2027, 3, 17, 10, 0)),
        ({"closes_days_before": 0}, {"start_date": DAY, "start_time": time(10)}, at(2027, 3, 17, 10, 0)),
        ({"closes_days_before": 1}, {"start_date": DAY, "start_time": time(10)}, at(2027, 3, 17, 0, 0)),
        ({"closes_days_before": 1}, {}, None),
        ({"registration_closes": at(2027, 2, 1, 0, 0)}, {}, at(2027, 2, 1, 0, 0)),
        (
            {"registration_closes": at(2027, 2, 1, 0, 0)},
            {"registration_closes": at(2027, 2, 9, 0, 0)},
            at(2027, 2, 9, 0, 0),
        ),
        # Its own end replaces the days before as well, and never lies after its beginning.
        (
            {"closes_days_before": 30},
            {"start_date": DAY, "registration_closes": at(2027, 3, 1, 0, 0)},
            at(2027, 3, 1, 0, 0),
        ),
        ({}, {"start_date": DAY, "registration_closes": at(2027, 4, 1, 0, 0)}, at(2027, 3, 17, 0, 0)),
    ],
)
def test_when_registration_closes(general, own, expected):
    series = built.series(**general)
    assert call_of(built.session(series, **own), series).closes == expected


def test_a_series_as_a_whole_closes_when_it_says_so():
    closes = at(2027, 2, 1, 0, 0)
    assert call_of(None, built.series(registration_closes=closes, closes_days_before=3)).closes == closes
    assert call_of(None, built.series(closes_days_before=3)).closes is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/x", "example.org"),
        ("https://wwwald.example.org", "wwwald.example.org"),
        ("", ""),
    ],
)
def test_another_site_is_named_as_readers_know_it(url, host):
    assert call_of(None, built.series(registration_url=url)).host == host


@pytest.mark.parametrize("closes", [NOW, NOW - timedelta(days=1)])
def test_registration_does_not_close_before_it_opens(closes):
    call = {"registration_opens": NOW, "registration_closes": closes}
    with pytest.raises(ValidationError) as refused:
        Call.clean(built.series(**call))
    assert list(refused.value.message_dict) == ["registration_closes"]
    Call.clean(built.series(**call | {"registration_closes": NOW + timedelta(minutes=1)}))
    Call.clean(built.series(registration_opens=NOW))
    Call.clean(built.series(registration_closes=NOW))


def test_another_site_needs_an_address():
    with pytest.raises(ValidationError) as refused:
        Call.clean(built.series(registration_mode="external"))
    assert list(refused.value.message_dict) == ["registration_url"]
    Call.clean(built.series(registration_mode="external", registration_url="https://example.org/"))
    Call.clean(built.series(registration_mode="form"))
