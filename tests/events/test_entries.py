"""A session as an item of lists: its day, place, kind and what is said of it, case by case."""

from datetime import date, time

import pytest
from django.test import RequestFactory

from events.display.ical import SEQUENCE_START, event_of
from events.display.session_items import entries_for
from events.display.structured_data import bare_event, offers
from events.models import EventKind, Price
from tests import factories

from . import built
from .conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DAY, NEXT, PAST = date(2027, 3, 17), date(2027, 3, 18), date(2026, 3, 17)
LINK = "https://meet.example.org/"


def test_without_a_number_its_place_in_the_list_counts():
    entry = built.entry(number=7, pk=5)
    assert (entry.number, entry.anchor) == (7, "t7")
    other = built.entry(pk=5)
    assert (other.number, other.anchor) == (0, "t-5")


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        (None, None, ""),
        (None, 7, "Termin 7"),
        ({}, None, "Werkstatt"),
        ({}, 7, "Werkstatt 7"),
        ({"language": "de"}, None, "Werkstatt"),
        ({"language": "en"}, 7, '<span lang="en">Werkstatt</span> 7'),
    ],
)
def test_the_kind_of_a_session(kind, number, expected):
    entry = built.entry(number=number)
    if kind is not None:
        object.__setattr__(entry, "kind", EventKind(name="Werkstatt", **kind))
    assert str(entry.kind_words) == expected


@pytest.mark.parametrize(
    ("values", "day", "words"),
    [
        ({"start_date": None}, ("", "", "", ""), ""),
        ({"start_date": DAY}, ("17", "März", "2027", "2027-03-17"), ""),
        ({"start_date": DAY, "end_date": DAY}, ("17", "März", "2027", "2027-03-17"), ""),
        ({"start_date": DAY, "end_date": NEXT}, ("17", "März", "2027", "2027-03-17"), "17.–18.\xa0März 2027"),
    ],
)
def test_the_plate_of_a_session(values, day, words):
    item = built.entry(**values).agenda()
    assert ((item.day, item.month, item.year, item.iso), item.date) == (day, words)


@pytest.mark.parametrize(
    ("status", "lang", "expected"),
    [
        ("cancelled", "de", "Krank"),
        ("cancelled", "nl", '<span lang="de">Krank</span>'),
        ("scheduled", "nl", ""),
    ],
)
def test_a_reason_has_its_language_where_it_is_foreign(status, lang, expected):
    entry = built.entry(start_date=DAY, status=status, status_reason="Krank", lang=lang)
    assert str(entry.row()["note"]) == expected


def test_a_note_of_ours_is_in_the_readers_language():
    entry = built.entry(
        start_date=DAY, registration_mode="form", seats=built.seats(taken=36, waiting=3), lang="nl"
    )
    assert entry.row()["note"] == "3 op de wachtlijst"


@pytest.mark.parametrize(("mode", "outside"), [("external", True), ("email", False), ("", False)])
def test_the_way_to_register_in_a_row(mode, outside):
    entry = built.entry(
        start_date=DAY,
        registration_mode=mode,
        registration_url="https://example.org/",
        registration_email="a@example.org",
    )
    assert entry.row()["external"] is outside
    assert bool(entry.row()["action_url"]) is bool(entry.row()["action"]) is bool(mode)


def test_a_report_is_linked_once_the_session_is_over(network, series, pair):
    article = factories.article(network.news["de"], title="Bericht")
    for title, day in (("Gewesen", PAST), ("Kommt", DAY), ("Offen", None)):
        factories.session(series, title=title, start_date=day, recap=article)
    sessions = type(pair[0]).objects.filter(recap=article).for_lists().chronological()
    found = entries_for(sessions, network.de, NOW)
    assert [entry.page.title for entry in found if entry.state.action.kind == "recap"] == ["Gewesen"]


def test_a_session_has_the_kind_of_its_series_unless_it_has_its_own(network, series, pair):
    own = EventKind.objects.create(name="Fachtag", locale=network.de)
    other = factories.session(series, title="Fachtag", number=8, start_date=DAY, kind=own)
    pages = type(other).objects.filter(pk__in=[pair[0].pk, other.pk]).for_lists().order_by("pk")
    assert [entry.kind.name for entry in entries_for(pages, network.de, NOW)] == ["Werkstatt", "Fachtag"]
    assert [entry.kind.name for entry in entries_for(pages, network.nl, NOW)] == ["Werkplaats", "Fachtag"]


def in_calendar(**values):
    of = values.pop("of", None)
    options = {name: values.pop(name) for name in ("organizer", "meeting_link") if name in values}
    entry = built.entry(of, **{"start_date": DAY} | values)
    return event_of(entry, values.get("changed", NOW), **options)


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ({"start_time": time(10), "end_time": time(12)}, True),
        ({"start_time": time(10)}, False),
        ({"start_time": time(10), "open_end": True}, False),
        ({"start_time": time(10), "end_date": NEXT}, True),
        ({"all_day": True}, True),
        ({}, True),
    ],
)
def test_an_end_is_given_where_it_is_known(values, ends):
    assert ("dtend" in in_calendar(**values)) is ends


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"attendance_mode": "online"}, "Online"),
        ({"online_url": LINK, "registration_mode": "none"}, LINK),
        ({"online_url": LINK, "registration_mode": "form"}, None),
        ({"online_url": LINK, "registration_mode": "form", "meeting_link": True}, LINK),
        ({"venue_name": "VHS"}, "VHS"),
        ({"place": "Herne"}, "Herne"),
        ({"place": "Herne", "venue_name": "VHS", "online_url": LINK, "meeting_link": True}, "VHS, Herne"),
    ],
)
def test_where_it_takes_place_in_a_calendar(values, expected):
    if "place" in values:
        values = values | {"place": built.place(values["place"])}
    found = in_calendar(**values).get("location")
    assert (found and str(found)) == expected


def test_what_a_calendar_says_of_a_session():
    series = built.series(title="Zehn Quartiere")
    found = in_calendar(
        of=series,
        start_time=time(10),
        open_end=True,
        lead="Vorspann",
        status="cancelled",
        status_reason="Krank",
    )
    assert str(found["description"]) == "Abgesagt: Krank\n\nZehn Quartiere\n\nEnde offen\n\nVorspann"
    assert (str(found["summary"]), found["status"]) == ("Abgesagt: Termin", "CANCELLED")
    plain = in_calendar(lead="Vorspann")
    assert (str(plain["description"]), str(plain["summary"])) == ("Vorspann", "Termin")
    assert "categories" not in plain
    assert str(in_calendar(status="cancelled")["description"]) == "Abgesagt"


def test_who_is_asked_about_a_session():
    mail = {"registration_email": "a@example.org"}
    assert in_calendar(organizer="site@example.org", **mail)["organizer"] == "mailto:a@example.org"
    assert in_calendar(organizer="site@example.org")["organizer"] == "mailto:site@example.org"
    assert "organizer" not in in_calendar()


def test_a_sequence_is_never_below_zero():
    entry = built.entry(start_date=DAY)
    assert event_of(entry, SEQUENCE_START.replace(year=2020))["sequence"] == 0


def for_machines(**values) -> dict | None:
    return bare_event(built.entry(**{"start_date": DAY} | values), RequestFactory().get("/"))


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({}, None),
        ({"place": "Herne"}, ["Place"]),
        ({"venue_name": "VHS"}, ["Place"]),
        ({"attendance_mode": "online"}, ["VirtualLocation"]),
        ({"attendance_mode": "online", "place": "Herne"}, ["VirtualLocation"]),
        ({"attendance_mode": "hybrid", "place": "Herne"}, ["Place", "VirtualLocation"]),
        ({"place": "Herne", "start_date": None}, None),
    ],
)
def test_where_it_takes_place_for_machines(values, kinds):
    if "place" in values:
        values = values | {"place": built.place(values["place"])}
    found = for_machines(**values)
    places = found and found["location"]
    assert (places and [one["@type"] for one in ([places] if isinstance(places, dict) else places)]) == kinds


def test_a_venue_without_a_city_is_its_address():
    place = for_machines(venue_name="VHS")["location"]
    assert (place["name"], place["address"]) == ("VHS", "VHS")
    place = for_machines(venue_name="VHS", place=built.place("Herne"))["location"]
    assert (place["name"], place["address"]["addressLocality"]) == ("VHS", "Herne")


@pytest.mark.parametrize(
    ("values", "starts", "ends"),
    [
        (
            {"start_time": time(10), "end_time": time(12)},
            "2027-03-17T10:00:00+01:00",
            "2027-03-17T12:00:00+01:00",
        ),
        ({"start_time": time(10)}, "2027-03-17T10:00:00+01:00", None),
        ({"start_time": time(10), "open_end": True}, "2027-03-17T10:00:00+01:00", None),
        ({}, "2027-03-17", "2027-03-17"),
        ({"end_date": NEXT}, "2027-03-17", "2027-03-18"),
        # Until the end of its last day, which the next midnight does not belong to.
        (
            {"start_time": time(10), "end_date": NEXT},
            "2027-03-17T10:00:00+01:00",
            "2027-03-18T23:59:00+01:00",
        ),
        (
            {"start_time": time(10), "end_date": NEXT, "end_time": time(12)},
            "2027-03-17T10:00:00+01:00",
            "2027-03-18T12:00:00+01:00",
        ),
        (
            {"start_time": time(10), "end_date": NEXT, "end_time": time(0)},
            "2027-03-17T10:00:00+01:00",
            "2027-03-18T00:00:00+01:00",
        ),
    ],
)
def test_first_and_last_moment_for_machines(values, starts, ends):
    found = for_machines(venue_name="VHS", **values)
    assert (found["startDate"], found["endDate"]) == (starts, ends)


def test_an_offer_is_valid_from_the_day_on_which_one_can_register():
    opens = built.entry(start_date=DAY, registration_mode="form", registration_opens=NOW).state
    (offer,) = offers([Price(amount=5)], opens.key, opens.call, "/")
    assert offer["validFrom"] == "2026-11-22T12:00:00+01:00"
    always = built.entry(start_date=DAY, registration_mode="form").state
    assert offers([Price(amount=5)], always.key, always.call, "/")[0]["validFrom"] is None
