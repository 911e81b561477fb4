"""The sitemap and robots.txt: every public address once, valid, at a constant cost."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from wagtail.models import PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).with_name("schemas")
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def network():
    return factories.Network()


def read(client, url, kind):
    """The parsed file, after validation."""
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    tree = etree.fromstring(response.content)
    etree.XMLSchema(etree.parse(SCHEMAS / f"{kind}.xsd")).assertValid(tree)
    return tree


def addresses(client):
    """Each address of the whole sitemap with its alternates."""
    found = {}
    for part in read(client, "/sitemap.xml", "siteindex").findall("s:sitemap/s:loc", NAMES):
        for url in read(client, part.text, "sitemap").findall("s:url", NAMES):
            location = url.find("s:loc", NAMES).text
            assert location not in found
            links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
            found[location] = links
    return found


def test_every_public_address_stands_in_it_once(client, network):
    public = factories.publish(factories.article(network.news["de"]))
    dutch = factories.translate(public, network.nl, title="Het schoolplein")
    alone = factories.publish(factories.standard_page(network.home["de"]))
    factories.standard_page(network.home["de"], title="Entwurf", live=False)
    secret = factories.standard_page(network.home["de"], title="Vorstand")
    below = factories.standard_page(secret, title="Protokoll")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    alone.create_alias(parent=network.home["nl"], update_locale=network.nl)
    draft = factories.publish(factories.article(network.news["de"], title="Nur deutsch"))
    factories.translate(draft, network.nl, title="Concept", live=False)
    topic = factories.topic(network.de)
    copy = topic.copy_for_translation(network.nl)
    copy.name, copy.slug = "Openbare ruimte", "openbare-ruimte"
    copy.save()
    factories.topic(network.de, name="Entwurf", slug="entwurf", live=False)
    factories.place(network.de)

    found = addresses(client)

    host = "http://testserver"
    urls = [page.url for page in (public, dutch, alone, draft)]
    lists = (network.home, network.news, network.authors, network.events, network.topics, network.places)
    pages = [page[code].url for page in lists for code in ("de", "nl")]
    records = ["/de/themen/oeffentlicher-raum/", "/nl/themen/openbare-ruimte/", "/de/orte/herne/"]
    assert set(found) == {f"{host}{url}" for url in [*pages, *urls, *records]}
    assert below.url not in str(found)
    pair = {"de": f"{host}{public.url}", "nl": f"{host}{dutch.url}", "x-default": f"{host}{public.url}"}
    assert found[pair["de"]] == found[pair["nl"]] == pair
    assert found[f"{host}{alone.url}"] == {}
    assert set(found[f"{host}/de/themen/oeffentlicher-raum/"]) == {"de", "nl", "x-default"}
    assert "<lastmod>2" in client.get("/sitemap-pages.xml").text


def test_more_pages_cost_no_more_queries(client, network):
    def queries():
        client.get("/sitemap-pages.xml")
        with CaptureQueriesContext(connection) as seen:
            client.get("/sitemap-pages.xml")
        return len(seen)

    few = queries()
    for number in range(12):
        page = factories.standard_page(network.home["de"], title=f"Seite {number}")
        factories.translate(page, network.nl, title=f"Pagina {number}")
    assert queries() == few
    assert few <= 8


@pytest.mark.parametrize(
    "url",
    ["/sitemap-none.xml", "/sitemap-pages.xml?p=99", "/sitemap-pages.xml?p=x%00", "/sitemap-places.xml?p=-1"],
)
def test_what_does_not_exist_is_not_found(client, network, url):
    assert client.get(url).status_code == 404


def test_robots_find_the_sitemap(client, network):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]
