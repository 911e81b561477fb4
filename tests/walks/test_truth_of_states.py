"""Each state, and each way to give a date, is shown everywhere as events.session_now has it."""

import pytest
from lxml import html

from tests import factories

from .every_state import EveryState
from .probes.truth import desk, facts, lists, machines, pages
from .probes.truth.shown import untrue

pytestmark = pytest.mark.django_db
SURFACES = [
    lists.agendas,
    lists.timetables,
    lists.streets,
    lists.choices,
    lists.hits,
    pages.session_pages,
    pages.series_pages,
    pages.signs,
    pages.price_tables,
    pages.passed_on,
    machines.structured,
]
SEARCHES = ("/de/suche/?q=Termin", "/nl/zoeken/?q=Bijeenkomst")
FORMS = ("/de/anmeldung/", "/nl/aanmelden/")
STATES = {
    "past", "cancelled", "moved", "undated", "later", "open", "few", "waiting", "full", "closed", "external",
    "email", "no_registration", "unsaid",
}  # fmt: skip


def test_every_state_is_shown_as_it_is(client):
    stage = EveryState()
    known = facts.of_this_site()
    assert {one["availability"] for one in known.values()} == STATES
    documents = {path: _document(client, path) for path in known}
    links = {link for page in documents.values() for link in page.xpath("//a/@href")}
    documents |= {link: _document(client, link) for link in links if link.startswith(FORMS)}
    for index in stage.network.events.values():
        documents |= _pages(client, index.url, "?") | _pages(client, index.url, "?when=past&")
    for search in SEARCHES:
        documents |= _pages(client, search, "&")
    shown = [
        one for path, page in documents.items() for surface in SURFACES for one in surface(path, page, known)
    ]
    for link in links:
        if link.endswith(".ics"):
            shown += machines.calendar(link, client.get(link).content, known)
    assert _seen(shown) >= {"agenda", "timetable", "choice", "hit", "facts", "sign", "prices", "passed on",
                            "JSON-LD", "calendar"}  # fmt: skip
    assert {one.path for one in shown if one.surface == "agenda"} >= {
        path for path, one in known.items() if "sessions" not in one
    }
    assert untrue(shown, known) == []


def test_the_desk_counts_what_it_can_know(client):
    EveryState()
    known = facts.of_this_site()
    client.force_login(factories.superuser())
    shown = []
    for path in ("/admin/sessions/", "/admin/sessions/?past"):
        shown += desk.session_list(path, _document(client, path), known)
    shown += desk.seats_list("/admin/seats/", _document(client, "/admin/seats/"), known)
    assert _seen(shown) == {"desk", "seats"}
    assert untrue(shown, known) == []


def _seen(shown) -> set[str]:
    return {one.surface for one in shown}


def _pages(client, path: str, joiner: str) -> dict[str, html.HtmlElement]:
    """Every page of a list that goes on."""
    found, more = {}, True
    while more:
        address = f"{path}{joiner}page={len(found) + 1}"
        found[address] = _document(client, address)
        more = found[address].xpath("//a[@rel='next']")
    return found


def _document(client, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.content, parser=html.HTMLParser(encoding="utf-8"))
