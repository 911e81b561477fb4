"""Topics and places at their own addresses, in both languages."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from home.models import Organisation, OrganisationText, PagePlace, PageTopic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


def translated(record, locale, **words):
    """The record's translation, public at once."""
    translation = record.copy_for_translation(locale)
    for name, value in (words | {"live": True}).items():
        setattr(translation, name, value)
    translation.save()
    return translation


def carry(page, record):
    join, name = (PageTopic, "topic") if type(record).__name__ == "Topic" else (PagePlace, "place")
    join.objects.create(page=page, **{name: record})
    return page


def read(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def topic(network):
    german = factories.topic(network.de)
    translated(german, network.nl, name="Openbare ruimte", slug="openbare-ruimte")
    return german


def test_each_language_has_its_own_address_of_a_topic(client, network, topic):
    soup = read(client.get("/de/themen/oeffentlicher-raum/"))
    assert soup.h1.get_text().replace("\u00ad", "") == "Öffentlicher Raum"
    assert soup.title.get_text().startswith("Öffentlicher Raum")
    assert [a.get_text() for a in soup.select(".crumbs a")] == ["Start", "Themen"]
    links = {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}
    assert links["nl"] == "http://testserver/nl/themen/openbare-ruimte/"
    assert soup.select_one(".lang a[lang=nl]")["href"] == "/nl/themen/openbare-ruimte/"
    canonical = soup.select_one("link[rel=canonical]")["href"]
    assert canonical == links["de"] == "http://testserver/de/themen/oeffentlicher-raum/"
    assert read(client.get("/nl/themen/openbare-ruimte/")).h1.get_text() == "Openbare ruimte"


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "openbare-ruimte", "%00", "a%00b", "ä", "x" * 500])
def test_unknown_topics_are_not_found(client, network, topic, slug):
    assert client.get(f"/de/themen/{slug}/").status_code == 404


def test_a_draft_topic_is_not_there(client, network):
    factories.topic(network.de, live=False)
    assert client.get("/de/themen/oeffentlicher-raum/").status_code == 404
    assert "Öffentlicher Raum" not in read(client.get("/de/themen/")).main.get_text()


def test_counts_are_of_live_public_pages_of_the_language(client, network, topic, django_assert_num_queries):
    dutch = topic.get_translation(network.nl)
    for number in range(2):
        carry(factories.standard_page(network.home["de"], title=f"Seite {number}"), topic)
    carry(factories.standard_page(network.home["de"], title="Entwurf", live=False), topic)
    members = carry(factories.standard_page(network.home["de"], title="Mitglieder"), topic)
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    carry(factories.standard_page(network.home["nl"], title="Pagina"), dutch)
    for language, path, count in (("de", "/de/themen/", "2 Beiträge"), ("nl", "/nl/themen/", "1 bericht")):
        soup = read(client.get(path))
        assert [small.get_text() for small in soup.select(".legend small")] == [count], language
    for number in range(3):
        factories.topic(network.de, name=f"Thema {number}", slug=f"thema-{number}")
    page = network.topics["de"]
    page.get_url()
    with django_assert_num_queries(1):
        assert [record["number"] for record in page.get_records()] == [2, 0, 0, 0]


def test_a_topic_shows_what_carries_it(client, network, topic):
    shown = carry(factories.article(network.news["de"], title="Der Hof bleibt offen"), topic)
    carry(factories.article(network.news["de"], title="Entwurf", live=False), topic)
    factories.article(network.news["de"], title="Anderes")
    coming = factories.session(network.events["de"], title="Rundgang", start_date=date(2099, 5, 1))
    carry(coming, topic)
    soup = read(client.get("/de/themen/oeffentlicher-raum/"))
    headings = [link.get_text().replace("\u00ad", "") for link in soup.select("main h3 a")]
    assert headings == [shown.title, coming.title]
    assert [heading.get_text() for heading in soup.select("main .sec-head h2")] == ["Nachrichten", "Kalender"]


def test_a_city_shows_its_quarters_and_organisations(client, network):
    city = factories.place(network.de, country="NL", name="Deventer", slug="deventer")
    dutch_city = translated(city, network.nl)
    quarter = factories.place(
        network.de, name="Rivierenwijk", slug="rivierenwijk", kind="quarter", part_of=city
    )
    dutch_quarter = translated(quarter, network.nl, part_of=dutch_city)
    office = Organisation.objects.create(
        name="Gemeente Deventer", place=city, language="nl", url="https://example.org/"
    )
    OrganisationText.objects.create(organisation=office, locale=network.de, about="Die Stadt selbst.")
    Organisation.objects.create(name="Anderswo", place=factories.place(network.de))

    soup = read(client.get("/de/orte/deventer/"))
    assert (soup.h1.get_text(strip=True), soup.h1.span["lang"]) == ("Deventer", "nl")
    aside = soup.select_one("main aside")
    assert [(a["href"], a.get_text()) for a in aside.select(".plate")] == [
        ("/de/orte/rivierenwijk/", quarter.name)
    ]
    assert [li.get_text(" ") for li in aside.select("li")] == ["Gemeente Deventer Die Stadt selbst."]
    dutch = read(client.get("/nl/orte/deventer/"))
    assert [a["href"] for a in dutch.select("main aside .plate")] == ["/nl/orte/rivierenwijk/"]
    assert dutch.h1.span.get("lang") is None
    assert read(client.get(f"/nl/orte/{dutch_quarter.slug}/")).select_one(".head .meta a")["href"] == (
        "/nl/orte/deventer/"
    )
    listed = read(client.get("/de/orte/"))
    assert [a["href"] for a in listed.select("#cities ~ * a, section[aria-labelledby=cities] .blocks a")] == [
        "/de/orte/deventer/",
        "/de/orte/herne/",
    ]


@pytest.mark.parametrize(
    ("path", "words"), [("/de/themen/", "noch keine Themen"), ("/nl/orte/", "nog geen plaatsen")]
)
def test_an_empty_directory_says_so(client, network, path, words):
    assert words in read(client.get(path)).main.get_text()


def test_nothing_on_a_topic_yet(client, network, topic):
    assert "noch nichts erschienen" in read(client.get("/de/themen/oeffentlicher-raum/")).main.get_text()


def test_an_address_needs_no_query_after_the_first(network, topic, rf, django_assert_num_queries):
    from home.record_urls import record_url

    request = rf.get("/", headers={"host": "testserver"})
    other = factories.topic(network.de, name="Klima", slug="klima")
    record_url(topic, request)
    with django_assert_num_queries(0):
        assert record_url(other, request) == "/de/themen/klima/"
