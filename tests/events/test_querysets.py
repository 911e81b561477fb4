"""Which sessions are upcoming, past or undated, and in which language each is shown."""

from datetime import date, datetime, time, timedelta

import pytest
from wagtail.models import PageViewRestriction

from events.models import EventPage, EventSeriesPage
from home.models import PageTopic
from tests import factories

from .conftest import BERLIN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def titles(pages):
    return [page.title for page in pages.chronological()]


def in_german(network):
    return EventPage.objects.in_language(network.de)


@pytest.mark.parametrize(
    ("moment", "upcoming"),
    [
        (datetime(2027, 3, 17, 0, 0, tzinfo=BERLIN), True),
        (datetime(2027, 3, 17, 16, 29, 59, tzinfo=BERLIN), True),
        (datetime(2027, 3, 17, 16, 30, tzinfo=BERLIN), False),
        (datetime(2027, 3, 18, 0, 0, tzinfo=BERLIN), False),
    ],
)
def test_today_is_neither_past_nor_lost(pair, moment, upcoming):
    german, _dutch = pair
    sessions = EventPage.objects.filter(pk=german.pk)
    assert sessions.upcoming(moment).exists() is upcoming
    assert sessions.past(moment).exists() is not upcoming


def test_whole_days_are_past_at_midnight_after_the_last_one(network):
    """domain.md#sessions: 29 t/m 31 augustus."""
    page = factories.session(
        network.events["nl"], start_date=date(2027, 8, 29), end_date=date(2027, 8, 31), all_day=True
    )
    midnight = datetime(2027, 9, 1, 0, 0, tzinfo=BERLIN)
    sessions = EventPage.objects.filter(pk=page.pk)
    assert sessions.upcoming(midnight - timedelta(seconds=1)).exists()
    assert sessions.past(midnight).exists()


def test_a_session_without_a_date_is_ahead_and_comes_last(network, series, pair, now):
    """domain.md#sessions, #series."""
    factories.session(series, title="Termin folgt", number=8)
    factories.session(series, title="Gewesen", number=1, start_date=date(2026, 3, 18))
    pages = in_german(network)
    assert titles(pages.ahead(now)) == ["Die Schule als Mitte", "Termin folgt"]
    assert titles(pages.undated()) == ["Termin folgt"]
    assert titles(pages.past(now)) == ["Gewesen"]


def test_each_session_shows_once_in_each_language(network, series, pair):
    """HOUSE: a Dutch list always shows every session."""
    factories.session(series, title="Nur deutsch", number=8, start_date=date(2027, 5, 19))
    assert titles(in_german(network)) == ["Die Schule als Mitte", "Nur deutsch"]
    assert titles(EventPage.objects.in_language(network.nl)) == ["De school als hart", "Nur deutsch"]


def test_a_dutch_original_stands_in_german_lists_too(network):
    factories.session(network.events["nl"], title="Drie dagen wijk", start_date=date(2027, 3, 24))
    assert titles(in_german(network)) == ["Die Schule als Mitte", "Drie dagen wijk"]


def test_a_draft_translation_leaves_the_original_in_the_list(network, pair):
    german, dutch = pair
    dutch.unpublish()
    assert titles(EventPage.objects.in_language(network.nl)) == [german.title]


def test_drafts_aliases_and_private_sessions_are_nobodys(network, series, pair):
    draft = factories.session(series, title="Entwurf", live=False, start_date=date(2027, 6, 1))
    only_german = factories.session(series, title="Nur deutsch", start_date=date(2027, 6, 2))
    only_german.copy_for_translation(network.nl, alias=True)
    # A restriction holds for every language.
    PageViewRestriction.objects.create(page=pair[0], restriction_type="login")
    assert titles(in_german(network)) == ["Nur deutsch"]
    assert titles(EventPage.objects.in_language(network.nl)) == ["Nur deutsch"]
    assert not draft.live


def test_the_sessions_of_a_series_are_found_by_its_key(network, series, pair):
    factories.session(network.events["de"], title="Einzeln", start_date=date(2027, 1, 1))
    assert titles(in_german(network).of_series(series.translation_key)) == ["Die Schule als Mitte"]


def test_another_sites_calendar_is_another_tree(network, pair):
    other = network.home["de"].add_child(
        instance=type(network.events["de"])(title="Anderer Kalender", locale=network.de)
    )
    factories.session(other, title="Anderswo", start_date=date(2027, 1, 1))
    assert titles(in_german(network).below(network.events["nl"])) == ["Die Schule als Mitte"]
    assert titles(in_german(network).below(other)) == ["Anderswo"]


def test_topic_place_kind_and_year_are_matched_by_key_and_through_the_series(network, series, workshop, pair):
    german, _dutch = pair
    topic = factories.topic(network.de)
    series.page_topics.add(PageTopic(topic=topic))
    factories.publish(series)
    factories.session(
        network.events["de"], title="Einzeln", start_date=date(2026, 12, 31), start_time=time(9)
    )
    pages = EventPage.objects.in_language(network.nl)
    assert titles(pages.about(topic.translation_key)) == ["De school als hart"]
    assert titles(pages.in_place(german.place.translation_key)) == ["De school als hart"]
    assert titles(pages.of_kind(workshop.translation_key)) == ["De school als hart"]
    assert titles(pages.in_year(2026)) == ["Einzeln"]


def test_a_quarter_stands_for_its_city(network, series):
    city = factories.place(network.de, name="Essen", slug="essen")
    quarter = factories.place(network.de, name="Katernberg", slug="katernberg", part_of=city)
    factories.session(series, title="Im Quartier", place=quarter, start_date=date(2027, 1, 1))
    assert titles(in_german(network).in_place(city.translation_key)) == ["Im Quartier"]


def test_a_list_costs_one_query_whatever_its_language(network, series, pair, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(EventPage.objects.in_language(network.nl).for_lists().chronological())
    with django_assert_num_queries(1):
        list(EventSeriesPage.objects.in_language(network.nl).with_keys([series.translation_key]))
