"""What is shown of a session anywhere is what events.session_now says of it."""

from urllib.request import urlopen

import pytest
from lxml import html

from .probes.pages import crawl
from .probes.truth import facts, untrue_calendar, untrue_data, untrue_rows


@pytest.fixture(scope="module")
def known(trial):
    found = facts(trial.folder)
    states = {session["availability"] for session in found.values()}
    assert states >= {"past", "cancelled", "waiting", "later", "undated", "external", "email"}
    return found


@pytest.fixture(scope="module")
def public(trial):
    return dict(crawl(trial.url))


def all_of(probe, pages, known):
    results = [probe(path, page, known) for path, page in pages.items()]
    return sum(shown for shown, _found in results), [one for _shown, found in results for one in found]


def test_lists_show_states_dates_and_seats_as_they_are(known, public):
    shown, found = all_of(untrue_rows, public, known)
    assert shown > 100
    assert found == []


def test_search_engines_are_told_dates_prices_and_availability_as_they_are(known, public):
    shown, found = all_of(untrue_data, public, known)
    assert shown > 60
    assert found == []


def test_calendars_have_dates_and_cancellations_as_they_are(trial, known, public):
    links = {link for page in public.values() for link in page.xpath("//a/@href") if link.endswith(".ics")}
    calendars = {}
    for link in links:
        with urlopen(trial.url + link) as answer:
            calendars[link] = answer.read()
    shown, found = all_of(untrue_calendar, calendars, known)
    assert shown > 60
    assert found == []


ROW = (
    "<html lang=de><body><ol class=agenda><li data-s={mark}><time datetime={day}></time>"
    "<a href=/de/eins/>Eins</a><span class=status>{said}</span></li></ol></body></html>"
)
SESSION = {
    "title": "Eins", "availability": "open", "mark": "open", "status": "scheduled", "free": 8, "waiting": 0,
    "counts": True, "first": "2027-03-31", "last": "2027-03-31", "starts": "2027-03-31T08:00:00+00:00",
    "prices": [["290.00", "EUR"]],
}  # fmt: skip
TRUE_ROW = {"mark": "open", "day": "2027-03-31", "said": "8 Plätze frei"}


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ({}, 0),
        ({"said": "9 Plätze frei"}, 1),
        ({"said": "Plätze frei"}, 1),
        ({"said": "Ausgebucht"}, 1),
        ({"mark": "full"}, 1),
        ({"day": "2027-04-01"}, 1),
        ({"day": "2027-03-31T10:00+02:00"}, 0),
        ({"day": "2027-03-31T10:00+01:00"}, 1),
    ],
)
def test_a_planted_untruth_of_a_list_is_found(shown, found):
    page = html.document_fromstring(ROW.format(**TRUE_ROW | shown))
    assert len(untrue_rows("/de/", page, {"/de/eins/": SESSION})[1]) == found


@pytest.mark.parametrize(
    ("offer", "found"),
    [
        ('"price": "290.00", "availability": "https://schema.org/InStock"', 0),
        ('"price": "2400.00", "availability": "https://schema.org/InStock"', 1),
        ('"price": "290.00", "availability": "https://schema.org/SoldOut"', 1),
    ],
)
def test_a_planted_untruth_of_an_offer_is_found(offer, found):
    data = (
        '{"@type": "Event", "url": "http://x/de/eins/", "eventStatus": "https://schema.org/EventScheduled",'
        ' "startDate": "2027-03-31T10:00:00+02:00", "organizer": [],'
        f' "offers": [{{{offer}, "priceCurrency": "EUR"}}]}}'
    )
    page = html.document_fromstring(f"<script type='application/ld+json'>{data}</script>")
    assert len(untrue_data("/de/", page, {"/de/eins/": SESSION})[1]) == found


@pytest.mark.parametrize(("start", "found"), [("20270331T080000Z", 0), ("20270331T090000Z", 1)])
def test_a_planted_untruth_of_a_calendar_is_found(start, found):
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", f"DTSTART:{start}", "SUMMARY:Eins", "URL:http://x/de/eins/"]
    content = "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()
    assert len(untrue_calendar("a.ics", content, {"/de/eins/": SESSION})[1]) == found
