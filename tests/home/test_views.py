"""The original under an honest notice where a translation is missing
(domain.md#foreign-words, #languages)."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db

PATHS = {"de": "/de/noch-nicht-uebersetzt/", "nl": "/nl/nog-niet-vertaald/"}


@pytest.fixture
def network():
    return factories.Network()


def ask(client, language, page):
    return client.get(f"{PATHS[language]}{page.translation_key}/")


@pytest.mark.parametrize(("source", "reader"), [("de", "nl"), ("nl", "de")])
def test_the_original_stands_under_its_own_language(client, network, source, reader):
    page = factories.standard_page(
        network.home[source],
        title="Dienst",
        body=[("heading", {"text": "Eins"}), ("heading", {"text": "Zwei"})],
    )
    response = ask(client, reader, page)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == reader
    original = soup.select_one("main > [lang]")
    assert (original["lang"], original.h1.get_text()) == (source, "Dienst")
    contents = {"de": "Auf dieser Seite", "nl": "Op deze pagina"}
    assert original.select_one("#contents").get_text() == contents[source]
    notice = soup.select_one("main .note")
    assert notice.find_parent(attrs={"lang": source}) is None
    assert soup.select_one("link[rel=canonical]")["href"] == page.full_url
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert not soup.select("link[hreflang]")


def test_a_translation_that_is_live_by_now_is_shown(client, network):
    page = factories.standard_page(network.home["de"])
    translation = factories.translate(page, network.nl, title="Over ons")
    for language, target in (("nl", translation), ("de", page)):
        response = ask(client, language, page)
        assert (response.status_code, response["Location"]) == (302, target.get_url())


def test_a_draft_translation_does_not_stand_in_the_way(client, network):
    page = factories.standard_page(network.home["de"])
    factories.translate(page, network.nl, live=False, title="Concept")
    response = ask(client, "nl", page)
    assert response.status_code == 200
    assert b"Concept" not in response.content


def test_what_nobody_may_see_does_not_exist_here(client, network):
    draft = factories.standard_page(network.home["de"], title="Entwurf", live=False)
    members = factories.standard_page(network.home["de"], title="Mitglieder")
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    minutes = factories.standard_page(members, title="Protokolle")
    for page in (draft, members, minutes):
        assert ask(client, "nl", page).status_code == 404
    assert client.get(f"{PATHS['nl']}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("path", ["/nl/nog-niet-vertaald/kein-schluessel/", "/nl/nog-niet-vertaald/%00/"])
def test_broken_addresses_are_not_found(client, network, path):
    assert client.get(path).status_code == 404


def test_nothing_is_posted_here(client, network):
    page = factories.standard_page(network.home["de"])
    assert client.post(f"{PATHS['nl']}{page.translation_key}/").status_code == 405


def test_the_language_switch_of_a_page_leads_here(client, network):
    page = factories.standard_page(network.home["de"])
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    link = soup.select_one(".lang a[lang=nl]")
    assert link["href"] == f"{PATHS['nl']}{page.translation_key}/"
