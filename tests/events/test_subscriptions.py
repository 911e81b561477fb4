"""Calendars to subscribe to: of a language, a topic, a place and a series, right for three parsers."""

from datetime import date

import icalendar
import pytest
import vobject
from bs4 import BeautifulSoup

from home.models import PageTopic
from tests import factories

from . import libical

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
CONTROLS = "Zeile\x0bnoch eine\x07\r\ndritte 👩‍👩‍👧"
UNHANDY = 'Straße, „Hof“; Komma\\Strich <b> und so weiter, bis die Zeile länger ist als 75 Bytes: "äöüß"'


@pytest.fixture
def narrowed(network, series, pair):
    """Session 7 in Gelsenkirchen and another one in Herne, the series on a topic that the other has not."""
    topic = factories.topic(network.de)
    dutch = topic.copy_for_translation(network.nl)
    dutch.name, dutch.slug = "Openbare ruimte", "openbare-ruimte"
    dutch.save()
    series.page_topics.add(PageTopic(topic=topic))
    factories.publish(series)
    other = factories.session(
        network.events["de"],
        title=UNHANDY,
        lead=f"{UNHANDY}\n{CONTROLS}",
        start_date=date(2027, 5, 1),
        end_date=date(2027, 5, 2),
        all_day=True,
        status="cancelled",
        status_reason="Der Saal ist gesperrt.",
        place=factories.place(network.de),
    )
    return factories.publish(other)


def titles(content):
    return [str(event["summary"]) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]


def test_calendars_of_a_topic_and_a_place_hold_theirs_only(client, network, narrowed):
    base = f"{network.events['de'].url}kalender.ics"
    school, other = "Die Schule als Mitte", f"Abgesagt: {UNHANDY}"
    for query, found in {
        "": [school, other],
        "?topic=oeffentlicher-raum": [school],
        "?place=gelsenkirchen": [school],
        "?place=herne": [other],
        "?topic=oeffentlicher-raum&place=herne": [],
    }.items():
        assert titles(client.get(base + query).content) == found, query
    dutch = f"{network.events['nl'].url}agenda.ics"
    assert titles(client.get(f"{dutch}?topic=openbare-ruimte").content) == ["De school als hart"]
    for query in ("?topic=unbekannt", "?place=%00", "?topic=" + "x" * 9000):
        assert client.get(base + query).status_code == (200 if query == "?place=%00" else 404), query
    first = client.get(f"{base}?place=herne")
    again = client.get(f"{base}?place=herne", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    calendar = icalendar.Calendar.from_ical(first.content)
    assert str(calendar["name"]) == "Kalender: Herne"
    assert calendar["uid"] == icalendar.Calendar.from_ical(client.get(f"{base}?place=herne").content)["uid"]
    assert calendar["uid"] != icalendar.Calendar.from_ical(client.get(base).content)["uid"]
    for name in (b"REFRESH-INTERVAL;VALUE=DURATION", b"X-PUBLISHED-TTL"):
        assert name + b":PT12H\r\n" in first.content


def files(client, network, series, narrowed):
    """Every kind of file, in both languages."""
    dutch = type(series).objects.get(translation_key=series.translation_key, locale=network.nl)
    urls = {
        "calendar": f"{network.events['de'].url}kalender.ics",
        "agenda": f"{network.events['nl'].url}agenda.ics",
        "topic": f"{network.events['de'].url}kalender.ics?topic=oeffentlicher-raum",
        "series": f"{series.url}reihe.ics",
        "reeks": f"{dutch.url}reeks.ics",
        "session": f"{narrowed.url}termin.ics",
    }
    return {name: client.get(url).content for name, url in urls.items()}


def test_two_parsers_read_the_same_and_lines_are_folded(client, network, series, narrowed):
    for name, content in files(client, network, series, narrowed).items():
        one = titles(content)
        other = [event.summary.value for event in vobject.readOne(content.decode()).vevent_list]
        assert (one, len(one) > 0) == (other, True), name
        assert max(map(len, content.split(b"\r\n"))) <= 75, name
        assert b"ATTENDEE" not in content
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
            assert {"uid", "sequence", "last-modified", "dtstamp", "status"} <= {key.lower() for key in event}
    content = files(client, network, series, narrowed)["session"]
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["summary"]), event["status"]) == (f"Abgesagt: {UNHANDY}", "CANCELLED")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 5, 1), date(2027, 5, 3))
    assert "Zeile\nnoch eine \ndritte 👩‍👩‍👧" in event["description"]


@pytest.mark.skipif(not libical.interpreter(), reason="no libical (gir1.2-ical-3.0, python3-gi)")
def test_libical_finds_no_restriction_broken(client, network, series, narrowed):
    made = files(client, network, series, narrowed)
    wrong = made["session"].replace(b"BEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\nDTSTART:20270101T000000Z\r\n")
    assert libical.accepts(*made.values(), wrong) == [True] * len(made) + [False]


def test_pages_offer_their_calendars_to_calendar_programs_too(client, network, series, narrowed):
    """Browsers save what lies at https; webcal they hand on."""
    dutch = type(series).objects.get(translation_key=series.translation_key, locale=network.nl)
    german, other = "Im Kalenderprogramm abonnieren", "Abonneren in uw agendaprogramma"
    for url, file, words in (
        (f"{network.topics['de'].url}oeffentlicher-raum/", "/kalender.ics?topic=oeffentlicher-raum", german),
        (network.events["de"].url, "/kalender.ics", german),
        (network.events["nl"].url, "/agenda.ics", other),
        (dutch.url, "/reeks.ics", other),
    ):
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        https, webcal = (a for a in soup.select('main a[href*=".ics"]') if "/bijeenkomst" not in a["href"])
        assert https["href"].endswith(file), url
        assert (webcal["href"], webcal.text) == (f"webcal://testserver{https['href']}", words)
        assert icalendar.Calendar.from_ical(client.get(https["href"]).content)["x-published-ttl"]
