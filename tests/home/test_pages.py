"""The start page and plain pages, in both languages (domain.md#responsible-person)."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home.models import PagePlace, PageTopic
from tests import factories
from tests.visits import queries_of

from .blocks.body_samples import stored

pytestmark = pytest.mark.django_db

TODAY = date.today()


@pytest.fixture
def network():
    return factories.Network()


def read(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tags):
    return [tag.get_text(" ", strip=True).replace("\u00ad", "") for tag in tags]


def arrange(network, language, *, series=None, story=None):
    """A start page with every section."""
    sections = [
        (
            "lead",
            {
                "story": story and story.pk,
                "news": network.news[language].pk,
                "title": "",
                "calendar": network.events[language].pk,
                "count": 4,
            },
        ),
        ("latest", {"title": "Neues", "index": network.news[language].pk, "count": 6, "link_label": ""}),
    ]
    if series is not None:
        sections.append(("series", {"series": series.pk, "text": "", "link_label": "", "zone": "ochre"}))
    sections += [
        ("topics", {"title": "Legende", "hint": "", "index": network.topics[language].pk}),
        ("places", {"title": "Städte", "index": network.places[language].pk, "count": 12}),
        ("text", {"title": "Wer wir sind", "text": "<p>Ein Netzwerk.</p>", "language": ""}),
        (
            "call_to_action",
            {
                "title": "",
                "text": "Kommen Sie.",
                "label": "Hin",
                "target": network.events[language].pk,
                "url": "",
            },
        ),
    ]
    home = network.home[language]
    home.sections = stored(sections)
    return factories.publish(home)


def fill(network, count):
    """Articles, sessions of a series, topics and places, `count` of each."""
    series = factories.series(network.events["de"], title="Zehn Quartiere", lead="Zwei Jahre.")
    for number in range(count):
        topic = factories.topic(network.de, name=f"Thema {number}", slug=f"thema-{number}")
        place = factories.place(network.de, name=f"Ort {number}", slug=f"ort-{number}")
        article = factories.article(
            network.news["de"],
            title=f"Artikel {number}",
            date=TODAY - timedelta(days=number),
            dateline=place,
            lead_image=factories.image(f"bild-{number}.jpg"),
        )
        session = factories.session(
            series,
            title=f"Termin {number}",
            number=number + 1,
            start_date=TODAY + timedelta(days=9 + number),
            place=place,
        )
        for page in (article, session):
            PageTopic.objects.create(page=page, topic=topic)
            PagePlace.objects.create(page=page, place=place)
    return series


def test_the_sections_stand_in_the_editors_order(client, network):
    series = fill(network, 3)
    arrange(network, "de", series=series)
    factories.article(network.news["de"], title="Entwurf", live=False, date=TODAY)
    factories.article(network.news["nl"], title="Nederlands", date=TODAY)
    members = factories.article(network.news["de"], title="Mitglieder", date=TODAY)
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    soup = read(client.get("/de/"))
    assert words(soup.select("main h2")) == [
        "Artikel 0",
        "Nächste Termine",
        "Neues",
        "Zehn Quartiere",
        "Legende",
        "Städte",
        "Wer wir sind",
    ]
    assert words(soup.select(".brief h3")) == ["Artikel 1", "Artikel 2"]
    assert words(soup.select(".agenda h3")) == ["Termin 0", "Termin 1", "Termin 2"]
    assert words(soup.select(".street b")) == ["1", "2", "3"]
    assert words(soup.select(".legend a")) == [f"Thema {number} 2 Beiträge" for number in range(3)]
    assert words(soup.select(".blocks a")) == [f"Ort {number} 2 Beiträge" for number in range(3)]
    assert soup.select_one(".cta a")["href"] == network.events["de"].url
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_chosen_story_leads_and_is_not_repeated(client, network):
    fill(network, 2)
    chosen = network.news["de"].get_children().get(title="Artikel 1").specific
    arrange(network, "de", story=chosen)
    soup = read(client.get("/de/"))
    assert words(soup.select(".lead-sheet .story h2")) == ["Artikel 1"]
    assert words(soup.select(".brief h3")) == ["Artikel 0"]


def test_pages_chosen_in_german_are_the_readers_on_the_dutch_start_page(client, network):
    """A translated start page points at German lists until somebody changes them: the reader's are shown."""
    series = fill(network, 1)
    arrange(network, "de", series=series)
    factories.article(network.news["nl"], title="Nieuws uit Venlo", date=TODAY)
    network.home["nl"].sections = network.home["de"].sections
    factories.publish(network.home["nl"])
    soup = read(client.get("/nl/"))
    assert words(soup.select(".lead-sheet .story h2")) == ["Nieuws uit Venlo"]
    band = soup.select_one(".band")
    assert band.h2["lang"] == "de"
    assert band.select_one(".btn")["href"] == f"/nl/nog-niet-vertaald/{series.translation_key}/"
    assert words(soup.select(".agenda h3")) == ["Termin 0"]
    assert soup.select_one(".agenda h3 a")["lang"] == "de"


def test_the_start_page_of_an_empty_site(client, network):
    for language in ("de", "nl"):
        arrange(network, language)
        assert words(read(client.get(f"/{language}/")).select("main h2")) == ["Wer wir sind"]
    network.home["de"].sections = []
    factories.publish(network.home["de"])
    assert words(read(client.get("/de/")).select("main h1")) == ["Start"]


def test_a_list_that_was_taken_down_leaves_its_sections_empty(client, network):
    fill(network, 1)
    arrange(network, "de")
    network.news["de"].unpublish()
    soup = read(client.get("/de/"))
    assert "Artikel 0" not in soup.get_text()
    assert "Termin 0" in soup.get_text()


def queries_of_the_start_page(client, network, count) -> int:
    arrange(network, "de", series=fill(network, count))
    return queries_of(client, "/de/")


@pytest.mark.parametrize("count", [2, 4])  # one leads, one or three follow
def test_queries_of_the_start_page_do_not_grow_with_its_lists(client, network, count):
    assert queries_of_the_start_page(client, network, count) <= 26


def test_a_start_page_with_one_story_costs_less(client, network):
    assert queries_of_the_start_page(client, network, 1) <= 23


def test_a_page_lists_its_headings_and_shows_who_is_responsible(client, network):
    person = factories.author(network.authors["de"])
    body = stored(
        [
            ("heading", {"text": "Was wir tun", "level": "h2", "language": ""}),
            ("heading", {"text": "Im Kleinen", "level": "h3", "language": ""}),
            ("heading", {"text": "Häufige Fragen", "level": "h2", "language": ""}),
            ("people", {"title": "Ansprechperson", "people": [person.pk], "language": ""}),
        ]
    )
    page = factories.publish(factories.standard_page(network.home["de"], lead="Vorspann", body=body))
    soup = read(client.get(page.url))
    contents = [(link["href"], link.get_text()) for link in soup.select("aside nav a")]
    assert contents == [("#s-was-wir-tun", "Was wir tun"), ("#s-haufige-fragen", "Häufige Fragen")]
    assert all(soup.select(href) for href, _ in contents)
    assert words(soup.select(".prose [rel=author]")) == ["Merve Aydın"]
    assert soup.body["class"] == ["template-standard-page"]
    assert soup.select_one("meta[name=description]")["content"] == "Vorspann"


def test_a_short_page_has_no_contents(client, network):
    page = factories.standard_page(network.home["nl"], title="Over het netwerk", body=stored([]))
    soup = read(client.get(page.url))
    assert not soup.select("main aside")
    assert soup.h1.get_text() == "Over het netwerk"


def test_a_standard_page_costs_few_queries(client, network):
    page = factories.standard_page(network.home["de"])
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    assert len(queries) <= 15
