"""The call to register as data: what is offered in each state, by each way to register."""

from datetime import date, datetime, time, timedelta

import pytest

from events.display import call_to_action
from events.display.availability import Action
from events.models import Price
from events.registration_options import call_of
from events.session_now import series_availability

from . import built
from .conftest import BERLIN, NOW

pytestmark = pytest.mark.django_db
DAY, PAST = date(2027, 3, 17), date(2026, 3, 17)
FORM = {"registration_mode": "form"}
MAIL = {"registration_mode": "email", "registration_email": "werkstatt@example.org"}
ELSEWHERE = {"registration_mode": "external", "registration_url": "https://www.example.org/x"}
OPENS = {"registration_opens": datetime(2027, 1, 1, tzinfo=BERLIN)}
CLOSED = {"registration_closes": NOW - timedelta(days=1)}
FULL = {"seats": built.seats(taken=36)}
NO_LIST = {"seats": built.seats(taken=36, waiting_list=False)}
SOON = "Wie Sie sich anmelden, steht demnächst hier."


@pytest.fixture(autouse=True)
def _form(monkeypatch):
    """The registration app answers at an address."""
    monkeypatch.setattr("events.display.call_to_action.registration_url", lambda key: "/anmeldung/")


def sign(prices=(), ics_url="", recap=None, of=None, **values) -> dict | None:
    entry = built.entry(of, recap=recap, **{"start_date": DAY} | values)
    return call_to_action.session_sign(entry, prices, ics_url=ics_url)


def some(found: dict, *names) -> tuple:
    return tuple(found.get(name, "") for name in names)


@pytest.mark.parametrize(
    ("values", "state", "title", "url"),
    [
        (FORM, "form", "", "/anmeldung/"),
        (FORM | {"seats": built.seats()}, "form", "36 Plätze frei", "/anmeldung/"),
        (FORM | {"seats": built.seats(taken=34)}, "form", "Noch 2 Plätze frei", "/anmeldung/"),
        (FORM | FULL, "waiting", "", "/anmeldung/"),
        (FORM | NO_LIST, "full", "", ""),
        (FORM | OPENS, "later", "", ""),
        (FORM | CLOSED, "closed", "", ""),
        (FORM | {"start_date": PAST}, "past", "", ""),
        (FORM | {"status": "cancelled"}, "cancelled", "", ""),
        (FORM | {"start_date": None}, "form", "Termin folgt", "/anmeldung/"),
        (FORM | CLOSED | {"start_date": None}, "closed", "Termin folgt", ""),
        (MAIL, "email", "", ""),
        (MAIL | {"seats": built.seats()}, "email", "", ""),
        (MAIL | FULL, "waiting", "", ""),
        (MAIL | {"start_date": None}, "email", "Termin folgt", ""),
        ({"registration_mode": "email"}, "unavailable", "Anmeldung", ""),
        (ELSEWHERE, "external", "", "https://www.example.org/x"),
        (ELSEWHERE | {"start_date": None}, "unavailable", "Termin folgt", ""),
        ({"registration_mode": "none"}, "free", "", ""),
        ({"registration_mode": "none", "start_date": None}, "free", "Termin folgt", ""),
    ],
)
def test_what_a_session_offers(values, state, title, url):
    assert some(sign(**values), "state", "title", "url") == (state, title, url)


def test_nothing_said_is_no_sign_unless_there_is_a_day_to_keep():
    assert sign() is None
    assert some(sign(ics_url="/x.ics"), "title", "ics_url") == ("Termin vormerken", "/x.ics")
    assert sign(ics_url="/x.ics", **FORM).get("title") is None


def test_without_a_served_form_the_address_for_mails_stands(monkeypatch):
    monkeypatch.setattr("events.display.call_to_action.registration_url", lambda key: "")
    by_form = sign(**MAIL | FORM)
    assert some(by_form, "state", "email") == ("email", "werkstatt@example.org")
    assert by_form["text"] == "Schreiben Sie uns bitte, wir melden Sie an."
    assert sign(**MAIL)["text"] == ""
    assert sign(**FORM)["state"] == "unavailable"
    assert some(sign(**MAIL | FORM | FULL), "state", "url") == ("waiting", "")
    assert sign(**MAIL | FORM | {"start_date": None})["label"] == "Interesse per E-Mail anmelden"
    assert sign(**FORM | {"start_date": None})["text"] == SOON


def test_a_city_is_registered_where_prices_are_for_cities():
    city, person = Price(unit="organisation", amount=1), Price(unit="person", amount=1)
    assert some(sign([city], **FORM), "label", "text") == (
        "Stadt anmelden",
        "Sie melden eine Stadt mit ihren Teilnehmenden an.",
    )
    assert some(sign([person], **FORM), "label", "text") == ("Anmelden", "")
    assert "label" not in sign([city], **MAIL)


def test_what_is_past_leads_to_its_report():
    recap = Action(kind="recap", label="Rückblick lesen", url="/rueckblick/")
    assert some(sign(recap=recap, start_date=PAST, **FORM), "url", "label") == ("/rueckblick/", recap.label)
    assert "url" not in sign(start_date=PAST, **FORM)
    assert sign(recap=recap, **FORM)["url"] == "/anmeldung/"


def of_series(entries=(), prices=(), lang="de", **values) -> dict | None:
    series = built.series(**values)
    entries = [built.entry(series, **{"start_date": DAY} | one) for one in entries]
    call = call_of(None, series)
    key = series_availability(call, [entry.state.now for entry in entries], NOW)
    return call_to_action.series_sign(series, call, key, entries, prices, lang)


@pytest.mark.parametrize(
    ("entries", "values", "state", "title"),
    [
        ([{}], {}, None, None),
        ([], FORM, "undated", "Termine folgen"),
        ([{"start_date": None}], FORM, "form", "Termine folgen"),
        ([{"start_date": None}], MAIL, "email", "Termine folgen"),
        ([{"start_date": None, "status": "cancelled"}], FORM, "cancelled", ""),
        ([{"start_date": None}, {"start_date": PAST}], FORM, "form", "Termine folgen"),
        ([{}], FORM, "form", ""),
        ([{}], MAIL, "email", ""),
        ([{}], ELSEWHERE, "external", ""),
        ([FULL], FORM, "waiting", ""),
        ([NO_LIST], FORM, "full", ""),
        ([{}], FORM | OPENS, "later", ""),
        ([{}], FORM | CLOSED, "closed", ""),
        ([{"start_date": PAST}], FORM, "past", "Diese Reihe ist abgeschlossen"),
        ([{"status": "cancelled"}], FORM, "cancelled", ""),
    ],
)
def test_what_a_series_offers(entries, values, state, title):
    found = of_series(entries, **values)
    assert (found and some(found, "state", "title")) == (state and (state, title))


@pytest.mark.parametrize(
    ("entries", "values", "facts"),
    [
        ([{}], FORM, ["Andere Städte"]),
        ([{}], FORM | {"closes_days_before": 10}, ["Andere Städte", "Anmeldeschluss"]),
        ([{}], MAIL | {"closes_days_before": 10}, ["Andere Städte", "Anmeldeschluss"]),
        (
            [{}],
            ELSEWHERE | {"registration_closes": NOW + timedelta(days=9)},
            ["Andere Städte", "Anmeldeschluss"],
        ),
        ([FULL], FORM, None),
        ([{}], FORM | CLOSED, None),
    ],
)
def test_prices_and_deadlines_stand_where_one_can_register(entries, values, facts):
    found = of_series(entries, [Price(amount=20)], **values)
    assert (found.get("facts") and [fact["label"] for fact in found["facts"]]) == facts


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"closes_days_before": 1}, "je 1 Tag vorher"),
        ({"closes_days_before": 10}, "je 10 Tage vorher"),
        (
            {"closes_days_before": 10, "registration_closes": datetime(2027, 2, 1, tzinfo=BERLIN)},
            "31.\xa0Januar 2027",
        ),
    ],
)
def test_a_day_that_holds_for_all_replaces_so_many_days_before_each(values, expected):
    (fact,) = of_series([{}], **FORM | values)["facts"]
    assert fact["text"] == expected


def test_how_many_sessions_of_a_series_are_left():
    two = [{}, {"start_date": date(2027, 5, 1)}]
    text = "Noch {} der {} verbleibenden Termine "
    assert of_series(two, **FORM)["text"].startswith(text.format(2, 2))
    assert of_series([*two, NO_LIST], **FORM)["text"].startswith(text.format(2, 3))
    # What is over or cancelled is no rest.
    assert of_series([*two, {"start_date": PAST}], **FORM)["text"].startswith(text.format(2, 2))
    assert of_series([*two, {"status": "cancelled"}], **FORM)["text"].startswith(text.format(2, 2))
    assert of_series(two[:1], **FORM)["text"] == ""
    assert of_series([*two, MAIL], **FORM)["text"] == ""


@pytest.mark.parametrize(
    ("entries", "values", "expected"),
    [
        ([{"start_date": PAST}], FORM, "Hat stattgefunden"),
        ([{"status": "cancelled"}], FORM, "Abgesagt"),
        ([{}], FORM, "Anmeldung offen"),
        ([{}], MAIL, "Anmeldung per E-Mail"),
        ([FULL], FORM, "Ausgebucht"),
        ([NO_LIST], FORM, "Ausgebucht"),
        ([{}], FORM | CLOSED, "Anmeldung geschlossen"),
        ([{}], {"registration_mode": "none"}, "Ohne Anmeldung"),
        ([], FORM, "Termine folgen"),
        ([{}], {}, ""),
        ([{}], ELSEWHERE, "Anmeldung bei example.org"),
        ([{}], FORM | OPENS, "Anmeldung ab 1.\xa0Januar 2027"),
        # The session says it for itself.
        ([ELSEWHERE], {}, "Anmeldung bei example.org"),
        ([{"start_date": PAST} | FORM, FORM | OPENS], {}, "Anmeldung ab 1.\xa0Januar 2027"),
    ],
)
def test_a_series_in_a_few_words(entries, values, expected):
    series = built.series(**values)
    entries = [built.entry(series, **{"start_date": DAY} | one) for one in entries]
    key = series_availability(call_of(None, series), [entry.state.now for entry in entries], NOW)
    assert call_to_action.series_words(series, entries, key, "de") == expected


def test_the_sign_of_a_series_leads_where_its_session_does():
    assert some(of_series([ELSEWHERE]), "state", "host") == ("external", "example.org")
    few = of_series([FORM | {"seats": built.seats(taken=34)}], registration_mode="closed")
    assert some(few, "state", "url") == ("form", "/anmeldung/")
    opens = of_series([FORM | OPENS | {"start_time": time(9)}])
    assert some(opens, "state", "opens") == ("later", "1.\xa0Januar 2027")
