"""The facts of a series and of a session, one by one: what is said, and what is left out
(domain.md#empty-facts)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.html import strip_tags

from events.display import key_facts
from events.models import Organiser, Price
from home.models import Organisation

from . import built
from .conftest import BERLIN, NOW

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 17)
PAST = date(2026, 3, 17)
HOURS = {"default_start_time": time(10), "default_end_time": time(16, 30)}
LATER, BEFORE = NOW + timedelta(days=9), NOW - timedelta(days=1)


def of_session(entry, prices=(), series_prices=(), organisers=(), lang="de") -> dict[str, str]:
    found = key_facts.session_facts(entry, prices, series_prices, organisers, lang)
    return {fact["label"]: _plain(fact["text"]) for fact in found}


def of_series(series, entries=(), organisers=(), lang="de") -> dict[str, str]:
    found = key_facts.series_facts(series, list(entries), organisers, lang)
    return {fact["label"]: _plain(fact["text"]) for fact in found}


def _plain(text) -> str:
    return strip_tags(str(text)).replace("\xa0", " ").replace("\u2060", "")


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"registration_mode": "form"}, True),
        ({"registration_mode": "form", "seats": built.seats(taken=34)}, True),
        ({"registration_mode": "form", "seats": built.seats(taken=36)}, True),
        ({"registration_mode": "form", "seats": built.seats(taken=36, waiting_list=False)}, True),
        ({"registration_mode": "email"}, True),
        ({"registration_mode": "external", "registration_url": "https://example.org/"}, True),
        ({"registration_mode": "none"}, False),
        ({"registration_mode": "closed"}, False),
        ({"registration_mode": "form", "registration_opens": NOW + timedelta(days=1)}, False),
        ({"registration_mode": "form", "status": "cancelled"}, False),
        ({"registration_mode": "form", "start_date": None}, False),
    ],
)
def test_a_deadline_is_named_while_one_can_register(values, shown):
    entry = built.entry(**{"start_date": DAY, "registration_closes": LATER} | values)
    assert ("Anmeldeschluss" in of_session(entry)) is shown


def test_a_deadline_that_is_the_beginning_is_not_named():
    assert "Anmeldeschluss" not in of_session(
        built.entry(start_date=DAY, start_time=time(10), registration_mode="form")
    )
    begins = datetime(2027, 3, 17, 10, tzinfo=BERLIN)
    values = {"start_date": DAY, "start_time": time(10), "registration_mode": "form"}
    assert "Anmeldeschluss" not in of_session(built.entry(registration_closes=begins, **values))
    minute = timedelta(minutes=1)
    assert "Anmeldeschluss" in of_session(built.entry(registration_closes=begins - minute, **values))


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"start_date": DAY}, {"Beitrag je Person", "Teilnahme"}),
        ({"start_date": None}, {"Beitrag je Person", "Teilnahme"}),
        ({"start_date": PAST}, set()),
        ({"start_date": DAY, "status": "cancelled"}, set()),
    ],
)
def test_what_it_costs_and_who_may_come_is_said_while_it_is_ahead(values, shown):
    price = Price(scope="session", unit="person", amount=20)
    found = of_session(built.entry(eligibility="members", **values), [price])
    assert {label for label in found if label in {"Beitrag je Person", "Teilnahme"}} == shown


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"seats": built.seats()}, "36"),
        ({"seats": built.seats(taken=36)}, "36"),
        ({"seats": built.seats(taken=36, waiting_list=False)}, "36"),
        ({"seats": built.seats(), "registration_mode": "email"}, "36"),
        ({"seats": built.seats(capacity=None)}, None),
        ({"seats": None}, None),
        ({"seats": built.seats(), "registration_mode": "none"}, None),
        ({"seats": built.seats(), "registration_mode": "closed"}, None),
        ({"seats": built.seats(), "start_date": PAST}, None),
        ({"seats": built.seats(), "status": "cancelled"}, None),
    ],
)
def test_seats_are_named_where_they_can_be_taken(values, expected):
    entry = built.entry(**{"start_date": DAY, "registration_mode": "form"} | values)
    assert of_session(entry).get("Plätze") == expected


@pytest.mark.parametrize(("mode", "told"), [("form", "Noch 2 Plätze frei"), ("email", None)])
def test_what_is_left_of_them_is_said_where_this_site_knows(mode, told):
    entry = built.entry(start_date=DAY, registration_mode=mode, seats=built.seats(taken=34))
    (fact,) = [fact for fact in key_facts.session_facts(entry, [], [], [], "de") if fact["label"] == "Plätze"]
    assert fact.get("status") == told


def test_a_session_speaks_its_own_languages_before_those_of_its_series():
    series = built.series(spoken_languages="de,nl", interpretation="whispered")
    own = built.entry(series, start_date=DAY, spoken_languages="en")
    assert of_session(own)["Arbeitssprachen"] == "Englisch"
    assert of_session(built.entry(series, start_date=DAY))["Arbeitssprachen"] == (
        "Deutsch und Niederländisch, mit Flüsterübersetzung"
    )
    assert "Arbeitssprachen" not in of_session(built.entry(start_date=DAY))


@pytest.mark.parametrize(
    ("languages", "interpretation", "expected"),
    [
        ("nl,de", "", "Deutsch und Niederländisch"),
        ("nl", "simultaneous", "Niederländisch, mit Simultanübersetzung"),
        ("", "whispered", ""),
    ],
)
def test_languages_begin_with_the_readers_own(languages, interpretation, expected):
    series = built.series(spoken_languages=languages, interpretation=interpretation)
    assert of_series(series).get("Arbeitssprachen", "") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"start_date": None}, "Termin folgt"),
        ({"start_date": None, "date_hint": "Herbst 2027"}, "Herbst 2027"),
        ({"start_date": DAY}, "Mittwoch, 17. März 2027"),
        ({"start_date": DAY, "end_date": DAY}, "Mittwoch, 17. März 2027"),
        ({"start_date": DAY, "end_date": date(2027, 3, 18)}, "17. bis 18. März 2027"),
    ],
)
def test_when(values, expected):
    assert of_session(built.entry(**values))["Wann"] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "Ort folgt"),
        ({"venue_name": "VHS"}, "VHS, Ort folgt"),
        ({"place": built.place("Herne")}, "Herne"),
        ({"place": built.place("Herne"), "venue_name": "VHS"}, "VHS, Herne"),
        ({"attendance_mode": "online"}, "Online"),
        ({"start_date": PAST}, None),
    ],
)
def test_where(values, expected):
    assert of_session(built.entry(**{"start_date": DAY} | values)).get("Wo") == expected


def test_a_place_across_the_border_has_its_language():
    entry = built.entry(start_date=DAY, place=built.place("Venlo", country="NL"))
    (where,) = [
        fact["text"] for fact in key_facts.session_facts(entry, [], [], [], "de") if fact["label"] == "Wo"
    ]
    assert where == '<span lang="nl">Venlo</span>'


@pytest.mark.parametrize(
    ("mode", "expected"), [("onsite", None), ("online", "Online"), ("hybrid", "Vor Ort und online")]
)
def test_only_what_is_not_on_the_spot_says_so(mode, expected):
    assert of_session(built.entry(start_date=DAY, attendance_mode=mode)).get("Format") == expected


@pytest.mark.parametrize(
    ("planned", "days", "expected"),
    [
        (None, [], None),
        (10, [], "0 von 10 Terminen mit festem Datum, jeweils 10:00–16:30 Uhr"),
        (2, [DAY], "1 von 2 Terminen mit festem Datum, jeweils 10:00–16:30 Uhr"),
        (2, [DAY, DAY], "2 Termine, jeweils 10:00–16:30 Uhr"),
        # More than were planned.
        (1, [DAY, DAY], "2 Termine, jeweils 10:00–16:30 Uhr"),
        (None, [DAY, None], "1 von 2 Terminen mit festem Datum, jeweils 10:00–16:30 Uhr"),
    ],
)
def test_the_scope_counts_what_is_published_of_what_is_planned(planned, days, expected):
    series = built.series(planned_sessions=planned, **HOURS)
    entries = [built.entry(series, start_date=day) for day in days]
    assert of_series(series, entries).get("Umfang") == expected


def test_times_are_told_once_where_all_sessions_share_them():
    series = built.series(**HOURS)
    same = [built.entry(series, start_date=DAY), built.entry(series, start_date=date(2027, 4, 1))]
    assert key_facts.common_times(series, same, "de") == "10:00\u2060–\u206016:30\xa0Uhr"
    other = built.entry(series, start_date=DAY, start_time=time(9))
    assert key_facts.common_times(series, [*same, other], "de") == ""
    # One without a date has no times yet.
    assert (
        key_facts.common_times(series, [*same, built.entry(start_time=time(9))], "de")
        == "10:00\u2060–\u206016:30\xa0Uhr"
    )
    assert key_facts.common_times(built.series(), [], "de") == ""


def cities(*names, **values) -> list[dict]:
    """A session in each of these."""
    return [{"start_date": DAY, "place": built.place(name, **values)} for name in names]


@pytest.mark.parametrize(
    ("sessions", "planned", "expected"),
    [
        ([], None, None),
        ([], 3, "Ort folgt"),
        ([{}], None, "Ort folgt"),
        (cities("Herne", "Unna"), None, "Herne und Unna"),
        (cities("Herne", "Unna"), 2, "Herne und Unna"),
        (cities("Herne", "Unna"), 3, "verschiedene Orte, bisher Herne und Unna"),
        ([*cities("Herne"), {}], None, "verschiedene Orte, bisher Herne"),
        # Twice in one city is one city.
        (cities("Herne", "Herne"), 2, "Herne"),
        (cities("Bochum", "Herne", "Unna", "Essen"), None, "4 Städte in Deutschland"),
        (
            [*cities("Venlo", "Deventer", country="NL"), *cities("Herne")],
            None,
            "1 Stadt in Deutschland, 2 in den Niederlanden",
        ),
        (
            [*cities("Gent", country="BE"), *cities("Venlo", "Deventer", country="NL"), *cities("Herne")],
            None,
            "1 Stadt in Deutschland, 2 in den Niederlanden, 1 in Belgien",
        ),
    ],
)
def test_places(sessions, planned, expected):
    entries = [built.entry(**values) for values in sessions]
    assert of_series(built.series(planned_sessions=planned), entries).get("Orte") == expected


def test_a_quarter_counts_as_its_city():
    city = built.place("Essen")
    quarters = [built.place(name, part_of=city) for name in ("Katernberg", "Altenessen")]
    entries = [built.entry(start_date=DAY, place=one) for one in quarters]
    assert of_series(built.series(), entries)["Orte"] == "Essen"


def test_a_series_that_meets_online_has_no_place_to_announce():
    assert of_series(built.series(attendance_mode="online", planned_sessions=3))["Orte"] == "Online"


def test_a_foreign_city_has_its_language():
    for sessions, expected in (
        (cities("Venlo", country="NL"), '<span lang="nl">Venlo</span>'),
        (cities("Herne"), "Herne"),
    ):
        entries = [built.entry(**values) for values in sessions]
        assert key_facts.places(built.series(), entries, "de") == expected


@pytest.mark.parametrize(
    ("capacities", "usual", "expected"),
    [
        ([36, 36], None, "36 je Termin"),
        ([36, 24], 36, None),
        ([None], 36, None),
        ([], 24, "24 je Termin"),
        ([], None, None),
    ],
)
def test_seats_of_each_session(capacities, usual, expected):
    series = built.series(default_capacity=usual)
    entries = [built.entry(start_date=DAY, seats=built.seats(capacity=one)) for one in capacities]
    assert of_series(series, [*entries, built.entry(start_date=DAY)]).get("Plätze") == expected


@pytest.mark.parametrize(("who", "said"), [("open", False), ("members", True)])
def test_who_may_take_part_is_said_where_it_is_not_everybody(who, said):
    assert ("Teilnahme" in of_series(built.series(eligibility=who))) is said


def test_the_period_of_one_day_and_of_none():
    assert of_series(built.series(), [built.entry(start_date=DAY)])["Zeitraum"] == "17. März 2027"
    assert "Zeitraum" not in of_series(built.series(), [built.entry()])


def test_each_role_stands_by_itself():
    rows = [
        Organiser(organisation=Organisation(name=name), role=role)
        for name, role in (("Stadt Herne", "organiser"), ("VHS", "organiser"), ("Bureau", "partner"))
    ]
    found = of_series(built.series(), organisers=rows)
    assert (found["Veranstalter"], found["In Zusammenarbeit mit"]) == ("Stadt Herne und VHS", "Bureau")
    assert "Zu Gast bei" not in found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"language": "de"}, "<span>Stadt Herne</span>"),
        ({"language": "nl"}, '<span lang="nl">Stadt Herne</span>'),
        (
            {"language": "de", "url": "https://example.org/"},
            '<a href="https://example.org/" rel="external">Stadt Herne</a>',
        ),
    ],
)
def test_an_organisation_is_linked_and_marked_where_it_has_to_be(values, expected):
    row = Organiser(organisation=Organisation(name="Stadt Herne", **values), role="host")
    (fact,) = [one for one in key_facts.organiser_facts([row], "de") if one["text"]]
    assert fact["text"] == expected
