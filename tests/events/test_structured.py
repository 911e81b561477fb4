"""Sessions and series for machines: what JSON-LD promises of seats, prices, dates and languages."""

from datetime import date, datetime, timedelta

import pytest

from events.models import Organiser, Price
from home.models import Organisation
from tests import factories, structured

from .conftest import BERLIN, seats
from .reading import dutch_of, get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
PRICES = [("series", "partner", 2400), ("series", "non_partner", 3100), ("session", "partner", 290)]
PRICES += [("session", "non_partner", 380), ("remaining", "partner", 1200)]


@pytest.fixture
def priced(series, pair):
    for scope, audience, amount in PRICES:
        series.prices.add(Price(scope=scope, audience=audience, amount=amount))
    return factories.publish(series)


def thing(client, page, kind) -> dict:
    (found,) = [one for one in structured.graph(get(client, page).content) if one["@type"] == kind]
    assert structured.problems([found]) == []
    return found


def offered(thing) -> list[tuple]:
    """(amount, what can be had of it) of each offer."""
    return [
        (offer["price"], offer.get("availability", "").rpartition("/")[2])
        for offer in thing.get("offers", ())
    ]


@pytest.mark.parametrize(
    ("counted", "seat"),
    [
        ({"taken": 0}, "InStock"),
        ({"taken": 35}, "InStock"),
        ({"taken": 36}, "SoldOut"),
        ({"taken": 36, "waiting_list": False}, "SoldOut"),
        ({"capacity": None}, "InStock"),
    ],
)
def test_a_full_session_is_sold_out_whether_one_can_wait_or_not(client, priced, pair, counted, seat):
    seats(pair[0], **counted)
    for page in pair:
        assert offered(thing(client, page, "Event")) == [("290.00", seat), ("380.00", seat)]


@pytest.mark.parametrize(
    "call",
    [
        {"registration_mode": "email"},
        {"registration_mode": "external", "registration_url": "https://example.org/"},
        {"registration_mode": "none"},
        {"registration_mode": ""},
    ],
)
def test_nothing_is_said_of_seats_that_are_given_elsewhere(client, priced, pair, call):
    for name, value in call.items():
        setattr(priced, name, value)
    factories.publish(priced)
    assert offered(thing(client, pair[0], "Event")) == [("290.00", ""), ("380.00", "")]
    assert offered(thing(client, priced, "EventSeries")) == [("2400.00", ""), ("3100.00", "")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"registration_opens": datetime(2027, 1, 1, tzinfo=BERLIN)}, ["PreOrder", "PreOrder"]),
        ({"registration_closes": datetime(2026, 11, 1, tzinfo=BERLIN)}, []),
        ({"registration_mode": "closed"}, []),
        ({"status": "cancelled", "status_reason": "Krank"}, []),
        ({"start_date": date(2026, 3, 17)}, []),
    ],
)
def test_what_cannot_be_booked_now_is_not_offered(client, priced, pair, values, expected):
    german = pair[0]
    for name, value in values.items():
        setattr(german, name, value)
    factories.publish(german)
    assert [seat for _amount, seat in offered(thing(client, german, "Event"))] == expected


def test_the_price_of_the_whole_series_stands_at_the_series_only(client, priced, pair):
    assert offered(thing(client, priced, "EventSeries")) == [("2400.00", "InStock"), ("3100.00", "InStock")]
    seats(pair[0], taken=36)
    assert offered(thing(client, dutch_of(priced), "EventSeries"))[0] == ("2400.00", "SoldOut")
    priced.prices.set([price for price in priced.prices.all() if price.scope == "series"])
    factories.publish(priced)
    assert offered(thing(client, pair[0], "Event")) == []
    pair[0].prices.add(Price(scope="series", audience="non_partner", amount=50))
    factories.publish(pair[0])
    assert offered(thing(client, pair[0], "Event")) == [("50.00", "SoldOut")]


def test_all_languages_spoken_are_named(client, series, pair):
    german = pair[0]
    assert thing(client, german, "Event")["inLanguage"] == ["de"]
    series.spoken_languages = "de,nl"
    factories.publish(series)
    for page, kind in ((german, "Event"), (pair[1], "Event"), (series, "EventSeries")):
        assert thing(client, page, kind)["inLanguage"] == ["de", "nl"]
    german.spoken_languages = "en"
    factories.publish(german)
    assert thing(client, german, "Event")["inLanguage"] == ["en"]


def test_the_status_says_what_happened_to_the_date(client, series, pair):
    german = pair[0]

    def status():
        event = thing(client, factories.publish(german), "Event")
        return (
            event["eventStatus"].rpartition("/")[2],
            event["startDate"],
            event.get("previousStartDate"),
        )

    planned = "2027-03-17T10:00:00+01:00"
    assert status() == ("EventScheduled", planned, None)
    german.status, german.previous_date = "moved", date(2027, 2, 10)
    assert status() == ("EventRescheduled", planned, "2027-02-10")
    german.start_date = None
    assert status() == ("EventPostponed", "2027-02-10", None)
    german.status, german.status_reason, german.start_date = "cancelled", "Krank", date(2027, 3, 17)
    assert status() == ("EventCancelled", planned, None)


def test_a_session_without_a_date_is_no_event(client, series):
    page = factories.session(series, title="Offen", number=8, place=factories.place(series.locale))
    assert [one["@type"] for one in structured.graph(get(client, page).content)] == ["BreadcrumbList"]


def test_the_days_of_a_series_are_those_that_hold(client, series, pair):
    off = {"status": "cancelled", "status_reason": "Krank", "place": pair[0].place}
    factories.session(series, title="Erster", number=1, start_date=date(2026, 3, 18), **off)
    factories.session(series, title="Letzter", number=9, start_date=date(2027, 6, 1), **off)
    found = thing(client, series, "EventSeries")
    days = found["startDate"], found["endDate"]
    assert days == ("2027-03-17T10:00:00+01:00", "2027-03-17T16:30:00+01:00")
    assert [(one["name"], one["eventStatus"].rpartition("/")[2]) for one in found["subEvent"]] == [
        ("Erster", "EventCancelled"),
        ("Die Schule als Mitte", "EventScheduled"),
        ("Letzter", "EventCancelled"),
    ]


def test_a_partner_does_not_organise(client, series, pair):
    for name, role in (("Stadt Herne", "organiser"), ("Bureau Van Vieren", "partner"), ("VHS", "host")):
        series.organisers.add(Organiser(organisation=Organisation.objects.create(name=name), role=role))
    factories.publish(series)
    organisers = {"EventSeries": ["Stadt Herne", "VHS"], "Event": ["Stadt Herne"]}
    for page, kind in ((series, "EventSeries"), (pair[0], "Event")):
        assert [one["name"] for one in thing(client, page, kind)["organizer"]] == organisers[kind]


def test_the_meeting_link_is_in_no_data(client, series, pair):
    german = pair[0]
    german.attendance_mode, german.online_url = "online", "https://meet.example.org/geheim"
    german.place = None
    event = thing(client, factories.publish(german), "Event")
    assert event["location"] == {"@type": "VirtualLocation", "url": event["url"]}
    assert "geheim" not in str(structured.graph(get(client, series).content))


def test_an_open_end_has_no_end(client, network):
    page = factories.session(
        network.events["de"],
        start_date=date(2027, 1, 5),
        start_time=datetime.min.replace(hour=19).time(),
        open_end=True,
        place=factories.place(network.de),
    )
    assert "endDate" not in thing(client, page, "Event")
    assert page.ends_at - page.starts_at == timedelta(hours=5)
