"""Lists and exports: filters, formulas, logs, a constant number of queries."""

import gc
from datetime import UTC, datetime
from io import BytesIO
from weakref import WeakSet

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from lxml.html import document_fromstring
from wagtail.users.models import UserProfile

from config.setup import roles
from events.models import EventPage, SessionSeats
from events.registration import services
from events.registration.admin import export_batches
from events.registration.models import (
    Attendance,
    ChangeRequest,
    LogEntry,
    Need,
    Participant,
    Registration,
)
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_exports_neutralise_formulas_and_are_logged(client, organiser, seats, signup):
    registration = signup(seats[:1], organisation_name='=HYPERLINK("http://x.example.org")')
    Need.objects.create(participant=registration.participants.get(), kind="diet", text="ohne Nüsse")
    url = reverse("registrations:index")
    table = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    assert '"\'=HYPERLINK(""http://x.example.org"")"' in table
    assert "ohne Nüsse" not in table
    book = openpyxl.load_workbook(BytesIO(client.get(url, {"export": "xlsx", "needs": "1"}).getvalue()))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "ohne Nüsse" not in str([cell.value for cell in cells])
    assert "f" not in {cell.data_type for cell in cells}
    logged = LogEntry.objects.filter(action="exported").order_by("pk")
    assert [(e.user, e.details["format"], e.details["rows"], e.details["needs"]) for e in logged] == [
        (organiser, "csv", 1, False),
        (organiser, "xlsx", 1, False),
    ]

    # An administrator reads it where everything else stands that the team did.
    client.force_login(factories.superuser())
    history = client.get(
        reverse("wagtailadmin_reports:site_history"), {"user": organiser.pk}
    ).content.decode()
    assert history.count("Anmeldungen exportiert: 1") == 2


@pytest.mark.parametrize(
    ("mode", "free", "hint"), [("form", "4", "4 Plätze frei"), ("email", "–", ""), ("external", "–", "")]
)
def test_the_desk_counts_free_seats_only_where_it_takes_every_registration(
    client, organiser, series, rules, mode, free, hint
):
    """Who registers by e-mail or on another site takes seats that nobody counts here."""
    values = {
        "registration_mode": mode,
        "registration_email": "a@b.example.org",
        "registration_url": "https://b.example",
    }
    type(series).objects.filter(translation_key=series.translation_key).update(**values)
    rows = BeautifulSoup(client.get(reverse("desk:index")).content, "html.parser").select("tbody tr")
    assert {row.select_one("[data-label=Frei]").text for row in rows} == {free}
    typed = client.get(reverse("registrations:type", args=[series.translation_key]))
    labels = [label for _value, label in typed.context["form"].fields["sessions"].choices]
    assert {label.split(", ")[2:] == ([hint] if hint else []) for label in labels} == {True}


def test_nothing_is_free_of_a_session_that_was_cancelled(client, organiser, series):
    seats = series.sessions[0].seats_id
    type(series.sessions[0]).objects.filter(seats_id=seats).update(status="cancelled")
    address = {reverse("seats:edit", args=[one.seats_id]): one.seats_id for one in series.sessions}
    desk = BeautifulSoup(client.get(reverse("desk:index")).content, "html.parser").select("tbody tr")
    assert [row.select_one("[data-label=Frei]").text for row in desk] == ["0", "4", "4"]
    rows = BeautifulSoup(client.get(reverse("seats:index")).content, "html.parser").select("tbody tr")
    free = {address[row.a["href"]]: row.select("td")[-1].text.strip() for row in rows}
    assert {pk for pk, words in free.items() if words == "0"} == {seats}


def test_an_export_tells_times_as_the_clocks_of_the_office_do(client, organiser, series, signup):
    signup([SessionSeats.objects.get(pk=series.sessions[0].seats_id)])
    Registration.objects.update(created_at=datetime(2026, 7, 1, 22, 30, 5, 7, tzinfo=UTC))
    url = reverse("registrations:index")
    client.force_login(organiser)

    assert "2026-07-02 00:30:05;" in b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    book = openpyxl.load_workbook(BytesIO(client.get(url, {"export": "xlsx"}).getvalue()))
    found = [cell.value for row in book.active.iter_rows() for cell in row]
    assert datetime(2026, 7, 2, 0, 30, 5) in found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_of_any_length_holds_a_few_rows_at_once(
    client, organiser, series, signup, monkeypatch, kind
):
    seats = SessionSeats.objects.get(pk=series.sessions[0].seats_id)
    SessionSeats.objects.update(capacity=None)
    codes = [signup([seats], people=2).code for _ in range(5)]
    monkeypatch.setattr(export_batches, "SIZE", 2)
    alive, most = WeakSet(), []
    load = Participant.from_db.__func__

    def seen(cls, *args):
        alive.add(person := load(cls, *args))
        most.append(len(alive))
        return person

    monkeypatch.setattr(Participant, "from_db", classmethod(seen))
    gc.disable()
    try:
        table = b"".join(client.get(reverse("registrations:index"), {"export": kind}).streaming_content)
    finally:
        gc.enable()
    if kind == "csv":
        lines = table.decode().splitlines()
    else:
        sheet = openpyxl.load_workbook(BytesIO(table)).active
        lines = [str(row[0]) for row in sheet.iter_rows(values_only=True)]

    assert [line[:9].split(";")[0] for line in lines[1:]] == codes[::-1]
    assert len(most) == 5 * 2 * 2  # as people of the registration, and at their bookings
    assert max(most) <= 3 * 2 * 2


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Reihe oder Veranstaltung"), ("nl", "Reeks of bijeenkomst")]
)
def test_an_export_speaks_the_language_of_its_reader(client, organiser, seats, signup, language, words):
    UserProfile.objects.update_or_create(user=organiser, defaults={"preferred_language": language})
    signup(seats[:1])
    with override("nl" if language == "de" else "de"):
        table = b"".join(client.get(reverse("registrations:index"), {"export": "csv"}).streaming_content)

    assert words in table.decode()


def test_filters(client, organiser, seats, signup):
    first, second = signup(seats[:1]), signup(seats[1:2], confirmed=False)
    url = reverse("registrations:index")

    def codes(**query):
        page = client.get(url, query).content.decode()
        return {row.code for row in (first, second) if row.code in page}

    assert codes() == {first.code, second.code}
    assert codes(session=seats[0].pk) == {first.code}
    assert codes(status="unconfirmed") == {second.code}
    assert codes(call=first.rules_id) == {first.code, second.code}


def test_lists_ask_the_same_number_of_queries_for_any_number_of_rows(client, organiser, seats, signup):
    urls = [reverse(name) for name in ("registrations:index", "desk:index", "invoices:index")]
    for seat in seats:
        seat.capacity = None
        seat.save()
    signup(seats[:2], people=2, price=10)

    def count(url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    for url in urls:
        client.get(url)
    one = [count(url) for url in urls]
    for _more in range(4):
        signup(seats, people=2, price=10)
    assert [count(url) for url in urls] == one


def test_sessions_are_listed_in_the_organisers_language(client, organiser, series, network):
    dutch = factories.translate(series.sessions[0], network.nl, title="Bijeenkomst over pleinen")
    factories.translate(series.sessions[1], network.nl, live=False, title="Nog een ontwerp")
    UserProfile.objects.create(user=organiser, preferred_language="nl")
    page = client.get(reverse("desk:index")).text
    assert dutch.title in page
    assert "Tien wijken, tien vragen" in page
    assert "Nog een ontwerp" not in page
    assert "Termin 2" in page
    assert dutch.title in client.get(reverse("desk:attendance", args=[series.sessions[0].seats_id])).text


def test_free_seats_are_counted_only_where_this_site_takes_every_registration(client, organiser, network):
    for mode in ("form", "email", "external"):
        way = {"registration_url": "https://example.org/"} if mode == "external" else {}
        way |= {"registration_email": "a@example.org"} if mode == "email" else {}
        page = factories.session(network.events["de"], title=mode, registration_mode=mode, **way)
        SessionSeats.objects.filter(pk=page.seats_id).update(capacity=30, taken=2)
    client.force_login(factories.superuser())
    for url, cell in ((reverse("desk:index"), 5), (reverse("seats:index"), 6)):
        rows = document_fromstring(client.get(url).content).xpath("//main//tbody/tr[.//a]")
        shown = {row[0].text_content().split()[0]: row[cell].text_content().strip() for row in rows}
        assert shown["form"] == "28", url
        assert {shown["email"], shown["external"]} == {"–"}, url


def test_the_start_page_tells_what_is_to_decide(client, organiser, seats, signup):
    start = reverse("wagtailadmin_home")
    assert "registrations-to-decide" not in client.get(start).text
    registration = signup(seats[:1])
    attendance = Attendance.objects.get(booking__registration=registration)
    ChangeRequest.objects.create(attendance=attendance, name="Cem Nierhoff", email="nierhoff@example.org")
    Registration.objects.filter(pk=signup(seats[1:2]).pk).update(status=Registration.Status.REVIEW)
    page = client.get(start).text
    assert "1 Anmeldung freizugeben" in page
    assert "1 späte Änderung erbeten" in page
    assert "registrations/?requests=true" in page
    client.force_login(factories.user(roles.MODERATORS))
    assert "registrations-to-decide" not in client.get(start).text


def test_a_substitute_is_found_and_can_be_written_to(client, organiser, seats, signup):
    """By name and by address; and who is found counts its sessions once, however many people match."""
    registration = signup(seats[:2], people=2)
    signup(seats[:1])
    femke = services.Person(name="Femke Bos", email="f.bos@example.org")
    for booking in registration.bookings.all():
        services.name_substitute(booking.attendances.first().pk, femke)
    index = reverse("registrations:index")
    for wanted in ("femke", "f.bos@example", registration.participants.last().email):
        rows = client.get(index, {"q": wanted}).context["object_list"]
        assert [(row.pk, row.sessions) for row in rows] == [(registration.pk, 2)]
    assert "f.bos@example.org" in client.get(reverse("registrations:inspect", args=[registration.pk])).text
    table = b"".join(client.get(index, {"export": "csv"}).streaming_content).decode()
    assert "Femke Bos, f.bos@example.org" in table


def test_the_desk_reads_that_a_session_does_not_take_place(client, organiser, seats, signup):
    """Nor is it offered there to be given up, or to send somebody else."""
    registration = signup(seats[:2])
    EventPage.objects.filter(seats=seats[0]).update(status="cancelled")
    url = reverse("registrations:inspect", args=[registration.pk])
    screen = client.get(url)
    states = [row.find_all("td")[1].text for row in _sessions_of(screen)]
    assert states == ["Findet nicht statt", "bestätigt"]
    actions = {action.name: action for action in screen.context["actions"]}
    assert list(dict(actions["move"].fields["session"].choices)) == ["", seats[1].pk, seats[2].pk]
    page = client.get(reverse("registrations:act", args=[registration.pk, "cancel"])).text
    assert ("Termin 2" in page, "Termin 1" in page) == (True, False)
    off = registration.bookings.get(session=seats[0])
    with pytest.raises(services.RegistrationError) as refused:
        services.cancel_booking(off.pk)
    assert refused.value.code == "off"
    services.cancel_registration(registration.pk)
    states = [row.find_all("td")[1].text for row in _sessions_of(client.get(url))]
    assert states[0] == "Findet nicht statt"


def _sessions_of(response):
    """The rows of the table of sessions on the page of a registration."""
    return BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")


def test_the_list_tells_a_turn_from_a_seat(client, organiser, seats, signup):
    signup(seats[:1], people=3)
    signup(seats[:1], people=1)
    registration = signup(seats[:2])
    cells = [
        cell.text.strip()
        for cell in _sessions_of(client.get(reverse("registrations:index")))[0].find_all("td")
    ]
    assert registration.code in " ".join(cells)
    assert "2 (1 auf der Warteliste)" in cells


def test_the_log_says_whom_it_was_about(client, organiser, seats, signup):
    """Without a name in the log itself."""
    registration = signup(seats[:1])
    seat = Attendance.objects.get(booking__registration=registration)
    femke = services.Person(name="Femke Bos", email="f.bos@example.org")
    services.name_substitute(seat.pk, femke)
    services.exchange_person(seat.participant_id, services.Person(name="Anna Berg", email="a@example.org"))
    page = client.get(reverse("registrations:inspect", args=[registration.pk])).text
    assert page.count(": Anna Berg") == 2
    details = LogEntry.objects.filter(registration=registration).values_list("details", flat=True)
    assert "Anna" not in str(list(details))
