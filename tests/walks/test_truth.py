"""What is shown of a session anywhere is what events.session_now says of it."""

from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from lxml import html

from .admin import signed_in
from .probes.truth import desk, facts, lists, machines, pages
from .probes.truth.shown import untrue

SEARCH = {"de": "/de/suche/", "nl": "/nl/zoeken/"}
SOUGHT = {"de": ["Quartier", "Stadt", "Wohnen", "Schule"], "nl": ["wijk", "stad", "wonen", "school"]}
# Each surface, and the least number of times that it shows a session or series of the demo.
SURFACES = {
    lists.agendas: 150,
    lists.timetables: 40,
    lists.streets: 40,
    lists.teasers: 2,
    lists.choices: 40,
    pages.session_pages: 40,
    pages.series_pages: 10,
    pages.signs: 50,
    pages.price_tables: 50,
    pages.passed_on: 50,
    machines.structured: 100,
}


@pytest.fixture(scope="module")
def known(trial):
    found = facts.of_folder(trial.folder)
    states = {session["availability"] for session in found.values()}
    assert states >= {"past", "cancelled", "waiting", "few", "later", "undated", "external", "email"}
    return found


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_public_pages_show_what_is_true(known, public, surface):
    shown = [one for path, page in public.items() for one in surface(path, page, known)]
    assert {one.language for one in shown} == {"de", "nl"}
    assert len(shown) >= SURFACES[surface]
    assert untrue(shown, known) == []


def test_dates_stand_on_every_kind_of_page_that_lists_them(known, public):
    kinds = {
        page.body.get("class")
        for path, page in public.items()
        if any(lists.agendas(path, page, known)) and page.get("lang") == "de"
    }
    expected = ["home-page", "event-index-page", "author-page", "topic", "place"]
    assert [kind for kind in expected if not any(kind in found for found in kinds)] == []


def test_searches_show_what_is_true(trial, known, language):
    found = []
    for word in SOUGHT[language]:
        path = f"{SEARCH[language]}?q={quote(word)}"
        found += lists.hits(path, _document(trial.url + path), known)
    assert len(found) >= 5
    assert untrue(found, known) == []


def test_calendars_show_what_is_true(trial, known, public):
    links = {link for page in public.values() for link in page.xpath("//a/@href") if ".ics" in link}
    # The same files for calendar programs; the trial that was crawled had another port.
    for_programs = {link for link in links if link.startswith("webcal:")}
    links -= for_programs
    assert {urlsplit(link).path for link in for_programs} <= {urlsplit(link).path for link in links}
    shown = []
    for link in links:
        with urlopen(trial.url + link) as answer:
            shown += machines.calendar(link, answer.read(), known)
    assert len(shown) > 60
    assert untrue(shown, known) == []


@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/admin/sessions/", desk.session_list),
        ("/admin/sessions/?past=1", desk.session_list),
        ("/admin/seats/", desk.seats_list),
    ],
)
def test_the_admin_shows_what_is_true(trial, browser, known, language, path, surface):
    page = signed_in(browser, trial.url, "admin", language=language)
    page.goto(trial.url + path)
    shown = [*surface(path, html.document_fromstring(page.content()), known)]
    page.context.close()
    assert len(shown) > 5
    assert {one.language for one in shown} == {language}
    assert untrue(shown, known) == []


def _document(url: str) -> html.HtmlElement:
    with urlopen(url) as answer:
        return html.document_fromstring(answer.read(), parser=html.HTMLParser(encoding="utf-8"))
