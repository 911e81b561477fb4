"""The calendar page and the next dates elsewhere: which sessions stand in it, under what, and how many."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from events.display import calendar_page
from events.models import EventKind
from home.models import PageTopic
from tests import factories

from .conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def context(index, **query) -> dict:
    return calendar_page.calendar_context(index, NOW, RequestFactory().get("/", query))


def titles(found) -> list[list[str]]:
    """Of each month: its heading, then its sessions."""
    return [[month["title"], *(item.title for item in month["items"])] for month in found["months"]]


@pytest.fixture
def calendar(network, series, pair):
    """Beside the session of March 2027: one that is past, one without a date, a series without sessions."""
    factories.session(series, title="Gewesen", number=1, start_date=date(2026, 3, 18))
    factories.session(series, title="Offen", number=9)
    factories.series(network.events["de"], title="In Planung")
    return network.events["de"]


def test_coming_sessions_stand_by_month_and_what_has_no_date_last(calendar):
    found = context(calendar)
    assert titles(found) == [
        ["März 2027", "Die Schule als Mitte"],
        ["Termin folgt", "Offen"],
        ["In Vorbereitung", "In Planung"],
    ]
    assert [month["id"] for month in found["months"]] == ["m2027-03", "undated", "series"]
    assert [(tab["text"], tab["current"]) for tab in found["tabs"]] == [
        ("Kommende (2)", True),
        ("Vergangene (1)", False),
    ]


def test_past_ones_stand_by_themselves(calendar):
    found = context(calendar, when="past")
    assert titles(found) == [["März 2026", "Gewesen"]]
    assert [(tab["text"], tab["current"]) for tab in found["tabs"]] == [
        ("Kommende (2)", False),
        ("Vergangene (1)", True),
    ]
    assert titles(context(calendar, when="later")) == titles(context(calendar))


def test_what_is_chosen_narrows_the_list_and_its_numbers(calendar):
    found = context(calendar, year="2027")
    assert titles(found) == [["März 2027", "Die Schule als Mitte"]]
    assert [tab["text"] for tab in found["tabs"]] == ["Kommende (1)", "Vergangene (0)"]
    assert [tab["url"].rpartition("/")[2] for tab in found["tabs"]] == ["?year=2027", "?when=past&year=2027"]
    assert [(chip["text"], chip["url"]) for chip in found["chips"]] == [("2027", calendar.url)]
    assert found["clear_url"] == calendar.url
    past = context(calendar, when="past", year="2026")
    assert [chip["url"] for chip in past["chips"]] == [f"{calendar.url}?when=past"]
    assert past["clear_url"] == f"{calendar.url}?when=past"


def test_the_same_choice_is_known_in_the_other_language(calendar, network, series, workshop):
    topic, kind = factories.topic(network.de), EventKind.objects.get(name="Werkplaats")
    series.page_topics.add(PageTopic(topic=topic))
    factories.publish(series)
    dutch = topic.copy_for_translation(network.nl)
    dutch.slug, dutch.live = "openbare-ruimte", True
    dutch.save()
    chosen = {"topic": topic.slug, "kind": str(workshop.pk), "when": "past", "year": "2026", "page": "3"}
    assert context(calendar, **chosen)["language_queries"] == {
        "de": f"when=past&year=2026&topic=oeffentlicher-raum&kind={workshop.pk}",
        "nl": f"when=past&year=2026&topic=openbare-ruimte&kind={kind.pk}",
    }
    assert context(calendar, topic="<script>", page="3")["language_queries"] == {"de": "", "nl": ""}


@pytest.mark.parametrize("query", [{"year": "1066"}, {"topic": "gibt-es-nicht"}, {"kind": "999999"}])
def test_a_choice_that_does_not_exist_is_said_at_its_field(calendar, query):
    found = context(calendar, **query)
    assert list(found["form"].errors) == list(query)
    assert len(titles(found)) == 3


def test_a_series_in_preparation_stands_at_the_very_end(calendar, network, monkeypatch):
    monkeypatch.setattr(calendar_page, "PER_PAGE", 1)
    assert ["In Vorbereitung", "In Planung"] not in titles(context(calendar))
    assert titles(context(calendar, page="2")) == [
        ["Termin folgt", "Offen"],
        ["In Vorbereitung", "In Planung"],
    ]
    monkeypatch.undo()


def test_a_series_in_preparation_has_its_kind_and_its_language(network, series, pair):
    kind = EventKind.objects.create(name="Fachtag", locale=network.de)
    factories.series(network.events["de"], title="In Planung", kind=kind)
    for language, lang in (("de", ""), ("nl", "de")):
        (item,) = calendar_page.calendar_context(network.events[language], NOW, None)["months"][-1]["items"]
        assert (item.title, item.kind, item.lang, item.status) == (
            "In Planung",
            "Fachtag",
            lang,
            {"de": "Termine folgen", "nl": "Data volgen"}[language],
        )


def test_filters_offer_what_the_listed_sessions_have(calendar, network, series, workshop):
    for record in (factories.topic(network.de), factories.topic(network.de, name="Klima", slug="klima")):
        if record.slug != "klima":
            series.page_topics.add(PageTopic(topic=record))
    factories.publish(series)
    factories.place(network.de, name="Unna", slug="unna")
    quarter = factories.place(
        network.de, name="Süd", slug="sued", part_of=factories.place(network.de, name="Herne", slug="herne")
    )
    factories.session(series, title="Im Quartier", start_date=date(2028, 1, 1), place=quarter)
    EventKind.objects.create(name="Fachtag", locale=network.de)
    options = context(calendar)["form"].options
    assert list(options["topic"]) == ["oeffentlicher-raum"]
    assert set(options["place"]) == {"gelsenkirchen", "sued", "herne"}
    assert [label for label, _key in options["kind"].values()] == ["Werkstatt"]
    assert list(options["year"]) == ["2027", "2028"]
    assert list(context(calendar, when="past")["form"].options["year"]) == ["2026"]
    assert titles(context(calendar, place="herne")) == [["Januar 2028", "Im Quartier"]]


def next_dates(index, count=5, **narrowed) -> list[str]:
    return [entry.title for entry in calendar_page.latest(index, NOW, count, **narrowed)]


def test_next_dates_of_a_topic_or_a_place_fall_back_on_those_that_were(network, series, pair):
    german = pair[0]
    topic = factories.topic(network.de)
    town = factories.place(network.de, name="Unna", slug="unna")
    gone = factories.session(network.events["de"], title="Gewesen", start_date=date(2026, 3, 18), place=town)
    gone.page_topics.add(PageTopic(topic=topic))
    factories.publish(gone)
    calendar = network.events["de"]
    assert next_dates(calendar) == ["Die Schule als Mitte"]
    assert next_dates(calendar, place=german.place) == ["Die Schule als Mitte"]
    assert next_dates(calendar, place=town) == next_dates(calendar, topic=topic) == ["Gewesen"]
    assert next_dates(calendar, place=town, topic=factories.topic(network.de, slug="b", name="B")) == []
    german.unpublish()
    pair[1].unpublish()
    assert next_dates(calendar) == []


def test_next_dates_leave_out_what_stands_there_already(network, series, pair):
    factories.session(series, title="Danach", number=8, start_date=date(2027, 5, 1))
    calendar = network.events["de"]
    assert next_dates(calendar, count=1) == ["Die Schule als Mitte"]
    assert next_dates(calendar, without=[pair[0].translation_key]) == ["Danach"]
    later = [entry.title for entry in calendar_page.latest(calendar, NOW + timedelta(days=150), 5)]
    assert later == ["Danach"]
