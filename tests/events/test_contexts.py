"""What the pages of series and sessions show beside their facts: years, parts, addresses, neighbours."""

from datetime import date
from types import SimpleNamespace

import pytest

from authors.models import PageAuthor
from events.display import page_context
from events.models import EventPage, Organiser, Price
from home.models import Organisation, RelatedPage
from tests import factories

from . import built
from .conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DAY, PAST = date(2027, 3, 17), date(2026, 3, 17)
LINK = "https://meet.example.org/"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        ([DAY, DAY], [(None, 2)]),
        ([PAST, DAY, DAY], [(2026, 1), (2027, 2)]),
        # Without a date is no year of its own.
        ([DAY, None], [(None, 1), (None, 1)]),
    ],
)
def test_sessions_stand_under_years_where_there_are_several(days, expected):
    found = page_context.by_year([built.entry(start_date=day) for day in days])
    assert [(part["year"], len(part["rows"])) for part in found] == expected


@pytest.mark.parametrize(
    ("numbers", "over", "expected"),
    [
        ([1, 2, 3], 1, "2–3"),
        ([1, 2, 3], 2, "3"),
        ([1, 2, 3], 0, ""),
        ([1, 2, 3], 3, ""),
        ([1, 3, 5], 1, ""),
        ([1, 2, None], 1, ""),
        ([], 0, ""),
    ],
)
def test_the_remaining_sessions_are_numbered_where_they_follow_each_other(numbers, over, expected):
    entries = [
        built.entry(number=number, start_date=PAST if place < over else DAY)
        for place, number in enumerate(numbers)
    ]
    assert page_context.remaining_numbers(entries) == expected


@pytest.mark.parametrize(
    ("number", "planned", "expected"),
    [(7, 10, "Termin 7 von 10"), (10, 10, "Termin 10 von 10"), (11, 10, "Termin 11"), (7, None, "Termin 7")],
)
def test_a_session_says_which_part_it_is(number, planned, expected):
    series = built.series(planned_sessions=planned)
    assert page_context.part_words(built.entry(series, number=number)) == expected
    assert page_context.part_words(built.entry(series)) == ""
    assert page_context.part_words(built.entry(number=number)) == ""


@pytest.mark.parametrize(
    ("values", "lines", "on_map"),
    [
        ({}, [], False),
        ({"place": built.place}, [], False),
        ({"venue_name": "VHS"}, ["VHS"], False),
        ({"place": built.place, "street": "Am Markt 1"}, ["Am Markt 1", "Herne"], True),
        ({"place": built.place, "postcode": "44623"}, ["44623 Herne"], False),
        ({"street": "Am Markt 1"}, ["Am Markt 1"], False),
    ],
)
def test_an_address_needs_more_than_a_city_and_a_map_a_street(values, lines, on_map):
    values = {name: value("Herne") if callable(value) else value for name, value in values.items()}
    page = built.session(**values)
    assert page_context.address_of(page, "de") == lines
    assert bool(page_context.map_url(page)) is on_map


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"registration_mode": "none"}, {"url": LINK}),
        ({"registration_mode": "form"}, {"is_sent": True}),
        ({"registration_mode": "external"}, {}),
        ({"registration_mode": "none", "start_date": PAST}, {}),
        ({"registration_mode": "form", "start_date": PAST}, {}),
        ({"registration_mode": "form", "status": "cancelled"}, {}),
        ({"registration_mode": "form", "online_url": ""}, {}),
    ],
)
def test_who_gets_the_link_to_the_meeting(values, expected):
    assert page_context.meeting(built.entry(**{"start_date": DAY, "online_url": LINK} | values)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"status": "moved"}, ("moved", "", "17.\xa0März 2027")),
        ({"status": "moved", "previous_date": PAST}, ("moved", "17.\xa0März 2026", "17.\xa0März 2027")),
        ({"status": "moved", "start_date": None}, ("moved", "", "")),
        ({"status": "cancelled"}, ("cancelled", "", "17.\xa0März 2027")),
        ({"status": "cancelled", "start_date": PAST}, ("cancelled", "", "17.\xa0März 2026")),
        ({"status": "moved", "start_date": PAST, "previous_date": PAST}, None),
    ],
)
def test_what_changed_is_said_until_it_is_over(values, expected):
    found = page_context.changed(built.entry(**{"start_date": DAY} | values))
    assert (found and (found["state"], found["previous"], found["date"])) == (expected or {})


def test_a_body_brings_its_own_heading_only_at_its_beginning():
    heading, text = SimpleNamespace(block_type="heading"), SimpleNamespace(block_type="text")
    assert [page_context.headed(body) for body in ([], [text, heading], [heading, text])] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(("count", "houses"), [(1, 0), (2, 2), (3, 3), (4, 0)])
def test_a_street_has_two_houses_and_not_too_many(series, pair, monkeypatch, count, houses):
    monkeypatch.setattr(page_context, "LONGEST_STREET", 3)
    for number in range(1, count):
        factories.session(series, title=f"Termin {number}", number=10 + number, start_date=DAY)
    assert len(page_context.series_context(series, NOW)["street"]) == houses


def test_the_key_of_a_street_names_what_stands_in_it(series, pair):
    def found():
        context = page_context.series_context(series, NOW)
        return context["has_cancelled"], context["has_closed"]

    assert found() == (False, False)
    factories.session(series, title="Fällt aus", start_date=DAY, status="cancelled", status_reason="Krank")
    assert found() == (True, False)
    factories.session(series, title="Zu", start_date=DAY, registration_mode="closed")
    assert found() == (True, True)


def test_a_series_of_open_dates_has_no_calendar_file(network, series, pair):
    assert page_context.series_context(series, NOW)["ics_url"].endswith("/reihe.ics")
    other = factories.series(network.events["de"], title="Offen")
    page = factories.session(other, title="Ohne Datum")
    assert page_context.series_context(other, NOW)["ics_url"] == ""
    assert page_context.session_context(page, NOW)["sign"] is None
    dated = factories.session(other, title="Mit Datum", start_date=DAY)
    assert page_context.session_context(dated, NOW)["sign"]["ics_url"].endswith("/termin.ics")


def test_a_sessions_own_rows_replace_those_of_its_series(network, series, pair):
    german = pair[0]
    for name in ("Stadt Herne", "VHS"):
        organisation = Organisation.objects.create(name=name)
        (german if name == "VHS" else series).organisers.add(Organiser(organisation=organisation))
    german.prices.add(Price(scope="session", amount=5))
    series.prices.add(Price(scope="session", amount=9))
    factories.publish(series)

    def rows():
        context = page_context.session_context(EventPage.objects.get(pk=german.pk), NOW)
        organisers = [row.organisation.name for row in context["organiser_rows"]]
        return organisers, [price.amount for price in context["price_rows"]]

    assert rows() == (["Stadt Herne"], [9])
    factories.publish(german)
    assert rows() == (["VHS"], [5])


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([], {"VHS": "organiser", "Bureau": "partner"}),
        ([("Deventer", "host")], {"Deventer": "host", "VHS": "organiser", "Bureau": "partner"}),
        ([("Stiftung", "organiser")], {"Stiftung": "organiser"}),
    ],
)
def test_a_session_has_the_hosts_it_names_and_no_other(network, series, pair, own, expected):
    """domain.md#organisers."""
    german = pair[0]
    of_series = [("VHS", "organiser"), ("Stadt Herne", "host"), ("Enschede", "host"), ("Bureau", "partner")]
    for page, rows in ((series, of_series), (german, own)):
        for name, role in rows:
            organisation = Organisation.objects.create(name=name)
            page.organisers.add(Organiser(organisation=organisation, role=role))
        factories.publish(page)
    context = page_context.session_context(EventPage.objects.get(pk=german.pk), NOW)
    assert {row.organisation.name: row.role for row in context["organiser_rows"]} == expected


def test_a_sessions_own_contact_stands_before_that_of_its_series(network, series, pair):
    authors = [
        factories.author(network.authors["de"], title=name, slug=name.lower(), family_name=name)
        for name in ("Sander", "Vieren")
    ]
    german = pair[0]

    def contact():
        found = page_context.session_context(german, NOW)["contact"]
        return found and found.name

    assert contact() is None
    german.reached_through = series
    series.contact = authors[0]
    assert contact() == "Sander"
    german.contact = authors[1]
    assert contact() == "Vieren"


def test_people_of_a_session_are_those_that_can_be_seen(network, pair):
    german = pair[0]
    for name in ("Sander", "Vieren"):
        author = factories.author(network.authors["de"], title=name, slug=name.lower(), family_name=name)
        german.page_authors.add(PageAuthor(author=author))
    german = factories.publish(german)
    assert [one.name for one in page_context.session_context(german, NOW)["people"]] == ["Sander", "Vieren"]
    author.unpublish()
    assert [one.name for one in page_context.session_context(german, NOW)["people"]] == ["Sander"]


def test_the_series_that_a_session_was_reached_through_is_its_own_only(network, series, pair):
    """A preview or a move may leave another one there."""
    german = pair[0]
    other = factories.series(network.events["de"], title="Andere Reihe")
    german.reached_through = other
    assert german.get_series() == series
    german.reached_through = None
    assert german.get_series() == series
    assert factories.session(network.events["de"], title="Einzeln").get_series() is None


def test_neighbours_are_the_next_ones_on_both_sides(network, series, pair):
    german = pair[0]
    for number, day in ((6, date(2027, 1, 1)), (8, date(2027, 5, 1)), (9, date(2027, 6, 1))):
        factories.session(series, title=f"Termin {number}", number=number, start_date=day)
    factories.session(series, title="Ohne Nummer", start_date=date(2027, 7, 1))

    def titles(page):
        found = page_context.neighbours(page, page.get_series())
        return [one and one["title"] for one in found]

    assert titles(german) == ["6 · Termin 6", "8 · Termin 8"]
    assert titles(EventPage.objects.get(title="Termin 6")) == [None, "7 · Gelsenkirchen"]
    assert titles(EventPage.objects.get(title="Ohne Nummer")) == ["9 · Termin 9", None]
    assert titles(factories.session(network.events["de"], title="Einzeln")) == [None, None]
    draft = factories.session(series, title="Entwurf", start_date=date(2027, 4, 1), live=False)
    assert titles(draft) == [None, None]


def test_related_pages_stand_on_both_sides_once(network, series, pair):
    article = factories.article(network.news["de"], title="Bericht")
    series.related_pages.add(RelatedPage(target=article))
    series.related_pages.add(RelatedPage(target=series))
    factories.publish(series)

    def titles(page):
        return [(one["title"], one["lang"]) for one in page_context.related(page)]

    assert titles(series) == [("Bericht", "")]
    assert titles(article) == [("Zehn Quartiere, zehn Fragen", "")]
    dutch = series.get_translations().get()
    # The same page, chosen in both languages, is one.
    article.related_pages.add(RelatedPage(target=dutch))
    factories.publish(article)
    assert titles(series) == [("Bericht", "")]
    assert titles(article) == [("Zehn Quartiere, zehn Fragen", "")]
    assert titles(dutch) == [("Bericht", "de")]
    article.unpublish()
    assert titles(series) == []


def test_a_street_elsewhere_leads_to_the_page_of_its_series(network, series, pair):
    houses = {
        language: page_context.street_of(series, NOW, language=language)[0].url for language in ("de", "nl")
    }
    assert houses == {
        "de": f"{series.url}#t7",
        "nl": f"{series.get_translations().get().url}#t7",
    }
