"""Series and sessions in the lists of others: which date is the next one, and what is said of it."""

from datetime import date, time, timedelta

import pytest
from bs4 import BeautifulSoup

from authors.models import PageAuthor
from events.display.cards import series_cards, series_story
from events.models import EventKind
from home.models import PageTopic
from tests import factories

from .conftest import NOW, seats
from .reading import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
OFF = {"status": "cancelled", "status_reason": "Krank"}


def card(series, language="de", now=NOW):
    (found,) = series_cards([series], now, language=language)
    return found


def test_the_next_date_of_a_series_is_never_a_cancelled_one(series, pair):
    factories.session(series, title="Fällt aus", number=5, start_date=date(2026, 12, 30), **OFF)
    for language, words in (("de", "Anmeldung offen"), ("nl", "Aanmelding open")):
        found = card(series, language)
        assert (found.iso, found.status, found.state) == ("2027-03-17", words, "open")


def test_nor_is_the_last_date_once_it_has_ended(series, pair):
    factories.session(series, title="Fällt aus", number=9, start_date=date(2027, 6, 2), **OFF)
    after = NOW + timedelta(days=400)
    found = card(series, now=after)
    assert (found.iso, found.status, found.state) == ("2027-03-17", "Hat stattgefunden", "past")
    assert card(series).date == "2027"


def test_the_years_of_a_series_are_those_that_hold(series, pair):
    factories.session(series, title="Fällt aus", number=1, start_date=date(2025, 6, 2), **OFF)
    assert card(series).date == "2027"
    assert series_story(series, NOW, language="de").label == "Werkstatt 2027"


@pytest.mark.parametrize(
    ("others", "state", "words"),
    [
        ([], "cancelled", "Abgesagt"),
        # One that took place is enough: the series has ended, and was not called off.
        ([{"start_date": date(2026, 3, 18)}], "past", "Hat stattgefunden"),
        ([{"start_date": date(2027, 6, 2)}], "open", "Anmeldung offen"),
    ],
)
def test_one_cancelled_session_does_not_cancel_its_series(series, pair, others, state, words):
    german = pair[0]
    german.status, german.status_reason = "cancelled", "Krank"
    factories.publish(german)
    for number, values in enumerate(others, start=8):
        factories.session(series, title="Anderer", number=number, **values)
    assert (card(series).state, card(series).status) == (state, words)


def test_a_series_whose_every_session_is_cancelled_still_shows_a_day(series, pair):
    german = pair[0]
    german.status, german.status_reason = "cancelled", "Krank"
    factories.publish(german)
    assert card(series).iso == "2027-03-17"


def test_an_authors_page_shows_the_date_that_takes_place(client, network, series, pair):
    author = factories.author(network.authors["de"])
    series.page_authors.add(PageAuthor(author=author))
    factories.publish(series)
    factories.session(series, title="Fällt aus", number=5, start_date=date(2026, 12, 30), **OFF)
    shown = BeautifulSoup(get(client, author).content, "html.parser").select("time.day")
    assert [day["datetime"] for day in shown] == ["2027-03-17"]


def test_next_dates_elsewhere_leave_out_what_is_cancelled(network, series, pair):
    topic = factories.topic(network.de)
    series.page_topics.add(PageTopic(topic=topic))
    factories.publish(series)
    factories.session(series, title="Fällt aus", number=5, start_date=date(2026, 12, 30), **OFF)
    factories.session(series, title="Fiel aus", number=4, start_date=date(2026, 11, 1), **OFF)
    calendar = network.events["de"]

    def latest(**narrowed):
        return [entry.title for entry in calendar.get_latest(5, **narrowed)]

    assert latest() == latest(topic=topic) == ["Die Schule als Mitte"]
    german = pair[0]
    german.start_date = date(2026, 3, 17)
    factories.publish(german)
    # Nothing is left to come: what was on this topic, without what fell through.
    assert (latest(), latest(topic=topic)) == ([], ["Die Schule als Mitte"])


def test_a_kind_is_named_by_published_words(network, workshop):
    """A draft of the Dutch word is nobody's: Dutch readers see the German one until it is published."""
    single = {"kind": workshop, "number": 3, "start_date": date(2026, 12, 1)}
    factories.session(network.events["de"], title="Nur deutsch", **single)
    calendar = network.events["nl"]
    assert [str(entry.kind) for entry in calendar.get_latest(1)] == ["Werkplaats 3"]
    EventKind.objects.filter(translation_key=workshop.translation_key, locale=network.nl).update(live=False)
    assert [str(entry.kind) for entry in calendar.get_latest(1)] == ["Werkstatt 3"]


def test_a_series_that_is_offline_lends_its_sessions_no_topic(network, series, pair):
    topic = factories.topic(network.de)
    series.page_topics.add(PageTopic(topic=topic))
    factories.publish(series)
    calendar = network.events["de"]
    assert [entry.title for entry in calendar.get_latest(5, topic=topic)] == ["Die Schule als Mitte"]
    series.get_translations(inclusive=True).update(live=False)
    assert calendar.get_latest(5, topic=topic) == []


def test_a_full_series_says_so_and_a_night_stands_on_its_day(series, pair):
    seats(pair[0], taken=36)
    assert card(series).status == "Ausgebucht"
    night = {"start_date": date(2026, 12, 19), "end_date": date(2026, 12, 20)}
    factories.session(series, title="Nacht", number=6, start_time=time(19), end_time=time(1), **night)
    assert (card(series).iso, card(series).status) == ("2026-12-19", "Anmeldung offen")
