"""Every state of a session, in both languages (domain.md#registration-words, #seats)."""

from datetime import date, datetime, timedelta

import pytest

from events.display.availability import Action, mail_subject, state_of
from tests import factories

from .conftest import BERLIN, NOW, seats

pytestmark = pytest.mark.django_db
FORM = "/anmeldung/"


@pytest.fixture(autouse=True)
def _form(monkeypatch):
    """The registration app answers at an address."""
    monkeypatch.setattr("events.display.availability.registration_url", lambda key: FORM)


@pytest.fixture
def session(pair):
    return pair[0]


def words(session, series, **options):
    return [
        state_of(session, series=series, now=options.get("now", NOW), lang=lang).words
        for lang in ("de", "nl")
    ]


@pytest.mark.parametrize(
    ("counted", "key", "mark", "german", "dutch"),
    [
        ({"taken": 32}, "few", "few", "Noch 4 Plätze frei", "Nog 4 plaatsen vrij"),
        ({"taken": 30, "held": 5}, "few", "few", "Noch 1 Platz frei", "Nog 1 plaats vrij"),
        ({"taken": 31}, "few", "few", "Noch 5 Plätze frei", "Nog 5 plaatsen vrij"),
        ({"taken": 30}, "open", "open", "6 Plätze frei", "6 plaatsen vrij"),
        ({"capacity": 100, "taken": 90}, "few", "few", "Noch 10 Plätze frei", "Nog 10 plaatsen vrij"),
        ({"capacity": 100, "taken": 89}, "open", "open", "11 Plätze frei", "11 plaatsen vrij"),
        ({"taken": 33, "held": 3}, "waiting", "full", "Ausgebucht", "Volgeboekt"),
        ({"taken": 36, "waiting_list": False}, "full", "full", "Ausgebucht", "Volgeboekt"),
        ({"capacity": None}, "open", "open", "Anmeldung offen", "Aanmelding open"),
        (
            {"taken": 33, "show_places_left": False},
            "few",
            "few",
            "Nur noch wenige Plätze",
            "Nog enkele plaatsen",
        ),
        ({"show_places_left": False}, "open", "open", "Plätze frei", "Plaatsen vrij"),
    ],
)
def test_places_from_one_counter_in_both_languages(session, series, counted, key, mark, german, dutch):
    page = seats(session, **counted)
    state = state_of(page, series=series, now=NOW, lang="de")
    assert (state.key, state.mark) == (key, mark)
    assert words(page, series) == [german, dutch]


def test_full_leads_to_the_waiting_list(session, series):
    page = seats(session, taken=36, waiting=3)
    state = state_of(page, series=series, now=NOW, lang="de")
    assert (state.words, state.note, state.action) == (
        "Ausgebucht",
        "3 auf der Warteliste",
        Action(kind="form", label="Auf die Warteliste", url=FORM),
    )
    dutch = state_of(page, series=series, now=NOW, lang="nl")
    assert (dutch.words, dutch.note, dutch.action.label) == (
        "Volgeboekt",
        "3 op de wachtlijst",
        "Op de wachtlijst",
    )


def test_the_waiting_list_is_not_counted_aloud_where_places_are_not(session, series):
    page = seats(session, taken=36, waiting=3, show_places_left=False)
    assert state_of(page, series=series, now=NOW, lang="de").note == ""


def test_full_without_a_waiting_list_offers_nothing(session, series):
    page = seats(session, taken=36, waiting_list=False)
    assert state_of(page, series=series, now=NOW, lang="de").action is None


def test_later(session, series):
    series.registration_opens = datetime(2027, 1, 1, tzinfo=BERLIN)
    assert words(session, series) == ["Anmeldung ab 1.\u00a0Januar 2027", "Aanmelden vanaf 1 januari 2027"]
    state = state_of(session, series=series, now=NOW, lang="de")
    assert (state.key, state.mark, state.action) == ("later", "later", None)
    assert state_of(session, series=series, now=series.registration_opens, lang="de").key == "open"


def test_closed_from_the_day_after_the_deadline(session, series):
    midnight = datetime(2027, 3, 8, tzinfo=BERLIN)
    before = state_of(session, series=series, now=midnight - timedelta(seconds=1), lang="de")
    assert before.key == "open"
    assert state_of(session, series=series, now=midnight, lang="de").key == "closed"
    assert words(session, series, now=midnight) == ["Anmeldung geschlossen", "Aanmelding gesloten"]


def test_past_leads_to_its_report(session, series):
    end = datetime(2027, 3, 17, 16, 30, tzinfo=BERLIN)
    recap = Action(kind="recap", label="Rückblick lesen", url="/de/rueckblick/")
    state = state_of(session, series=series, now=end, lang="de", recap=recap)
    assert (state.key, state.words, state.action) == ("past", "Hat stattgefunden", recap)
    assert words(session, series, now=end) == ["Hat stattgefunden", "Geweest"]
    during = state_of(session, series=series, now=end - timedelta(minutes=1), lang="de", recap=recap)
    assert (during.key, during.action) == ("closed", None)


def test_cancelled_says_why_and_stays_cancelled_afterwards(session, series):
    session.status, session.status_reason = "cancelled", "Der Saal ist gesperrt."
    state = state_of(session, series=series, now=NOW, lang="de")
    assert (state.key, state.note, state.note_lang, state.action) == (
        "cancelled",
        "Der Saal ist gesperrt.",
        "de",
        None,
    )
    assert words(session, series) == ["Abgesagt", "Afgelast"]
    assert state_of(session, series=series, now=NOW + timedelta(days=900), lang="de").key == "cancelled"


def test_moved_to_a_new_date_can_be_booked(session, series):
    session.status, session.previous_date = "moved", date(2027, 2, 10)
    state = state_of(session, series=series, now=NOW, lang="de")
    assert (state.key, state.moved_from) == ("open", "10.\u00a0Februar 2027")
    past = state_of(session, series=series, now=NOW + timedelta(days=900), lang="de")
    assert (past.key, past.moved_from) == ("past", "")


def test_moved_without_a_new_date(network, series):
    page = factories.session(series, status="moved", previous_date=date(2027, 2, 10))
    state = state_of(page, series=series, now=NOW, lang="nl")
    assert (state.key, state.mark, state.bookable) == ("moved", "moved", False)
    assert state.action == Action(kind="form", label="Interesse melden", url=FORM)
    assert words(page, series) == ["Verschoben, neuer Termin folgt", "Verplaatst, nieuwe datum volgt"]


def test_undated_says_what_its_editor_says(network, series):
    """domain.md#sessions, #series."""
    page = factories.session(series)
    assert words(page, series) == ["Termin folgt", "Datum volgt"]
    assert state_of(page, series=series, now=NOW, lang="de").action.label == "Interesse anmelden"
    closed = state_of(page, series=None, now=NOW, lang="de")
    assert (closed.key, closed.action) == ("undated", None)
    page.date_hint = "Herbst 2027"
    assert words(page, series)[0] == "Herbst 2027"


def test_no_registration_needed_and_nothing_said(session, series):
    series.registration_mode = "none"
    assert words(session, series) == ["Ohne Anmeldung", "Zonder aanmelding"]
    series.registration_mode = ""
    assert words(session, series) == ["", ""]
    assert state_of(session, series=series, now=NOW, lang="de").key == "unsaid"


def test_closed_by_hand(session, series):
    series.registration_mode = "closed"
    assert state_of(session, series=series, now=NOW, lang="de").key == "closed"


def test_external_names_the_host(session, series):
    """domain.md#external-registration: a label of its own, no form beside it."""
    series.registration_mode, series.registration_url = "external", "https://www.example.org/aanmelden?a=1"
    state = state_of(session, series=series, now=NOW, lang="de")
    assert state.key == "external"
    assert words(session, series) == ["Anmeldung bei example.org", "Aanmelden via example.org"]
    assert state.action == Action(
        kind="external", label="Anmelden bei example.org", url="https://www.example.org/aanmelden?a=1"
    )
    assert state.action.external


def test_email_prefills_the_subject_in_the_language_of_the_page(pair, series):
    """domain.md#registration-by-mail."""
    german, dutch = pair
    series.registration_mode = "email"
    state = state_of(german, series=series, now=NOW, lang="de")
    assert state.action == Action(
        kind="email",
        label="Per E-Mail anmelden",
        url="mailto:werkstatt@example.org?subject=Anmeldung%3A%20Die%20Schule%20als%20Mitte",
    )
    assert mail_subject(dutch, "nl") == "Aanmelding: De school als hart"
    page = seats(german, capacity=None)
    assert words(page, series) == ["Anmeldung per E-Mail", "Aanmelden per e-mail"]


@pytest.mark.parametrize("taken", [0, 20, 32, 35])
def test_places_are_not_counted_where_registrations_come_by_mail(session, series, taken):
    """Nobody knows here how many mails there were: neither many nor few places are free."""
    series.registration_mode = "email"
    page = seats(session, taken=taken)
    assert words(page, series) == ["Anmeldung per E-Mail", "Aanmelden per e-mail"]
    state = state_of(page, series=series, now=NOW, lang="de")
    assert (state.key, state.free, state.now.waiting) == ("email", None, None)


def test_a_session_by_mail_is_full_once_all_its_seats_were_typed_in(session, series):
    """domain.md#registration: the organiser types them in. That it is full is certain; how many wait is
    not."""
    series.registration_mode = "email"
    page = seats(session, taken=36, waiting=2)
    state = state_of(page, series=series, now=NOW, lang="de")
    assert (state.key, state.action.kind, state.free, state.note) == ("waiting", "email", None, "")


def test_interest_by_mail_has_a_subject_of_its_own(network, series):
    page = factories.session(series)
    series.registration_mode = "email"
    state = state_of(page, series=series, now=NOW, lang="de")
    assert state.action == Action(
        kind="email",
        label="Interesse per E-Mail anmelden",
        url="mailto:werkstatt@example.org?subject=Interesse%3A%20Wer%20geh%C3%B6rt%20zum%20Quartier%3F",
    )


@pytest.mark.parametrize(
    "values",
    [
        {"registration_mode": "external", "registration_url": "https://example.org/"},
        {"registration_mode": "closed"},
        {"registration_mode": "none"},
        {"registration_mode": ""},
        {"registration_opens": NOW + timedelta(days=1)},
        {"registration_closes": NOW},
    ],
)
def test_a_session_without_a_date_takes_interest_only_where_this_site_registers(network, series, values):
    page = factories.session(series)
    for name, value in values.items():
        setattr(series, name, value)
    state = state_of(page, series=series, now=NOW, lang="de")
    assert (state.key, state.action, state.now.takes_interest) == ("undated", None, False)


def test_without_a_served_form_the_contact_is_named(session, series, monkeypatch):
    monkeypatch.setattr("events.display.availability.registration_url", lambda key: "")
    assert state_of(session, series=series, now=NOW, lang="de").action.kind == "email"
    series.registration_email = ""
    assert state_of(session, series=series, now=NOW, lang="de").action is None
