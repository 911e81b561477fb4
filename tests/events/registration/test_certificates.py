"""Certificates of attendance: who gets one, when, in which language, and what kind of file it is."""

import re
import zlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from events.models import EventPage
from events.registration import addresses, services
from events.registration.certificate_pdf import as_pdf
from events.registration.certificates import Attended, Certificate, certificates_of
from events.registration.models import Attendance
from home.roles import MODERATORS, ORGANISERS
from tests import factories

pytestmark = pytest.mark.django_db
PERSON = services.Person(name="Jürgen Özdemir-d’Étienne", email="j@example.org")


@pytest.fixture
def attended(series, seats, signup):
    """Two people at two sessions, the second replaced at the second one; then all of it is over."""
    registration = signup(seats[:2], people=2, language="nl")
    second = registration.bookings.get(session=seats[1]).attendances.last()
    services.name_substitute(second.pk, PERSON)
    rows = Attendance.objects.filter(booking__registration=registration)
    rows.update(present=True)
    rows.filter(booking__session=seats[0], participant__position=1).update(present=False)
    return registration


def over(seats):
    day = timezone.localdate() - timedelta(days=2)
    for number, row in enumerate(seats):
        begins = timezone.now() - timedelta(days=2 - number / 10)
        ends = begins + timedelta(hours=1)
        EventPage.objects.filter(seats=row).update(start_date=day, starts_at=begins, ends_at=ends)


def test_those_who_were_there_get_one_after_the_last_session(attended, seats):
    over(seats[:1])
    assert certificates_of(attended) == []
    over(seats[:2])
    found = {certificate.name: certificate for certificate in certificates_of(attended)}
    # Person 1 came to neither: absent at the first session, replaced at the second.
    assert {name: len(row.sessions) for name, row in found.items()} == {"Person 0": 2, PERSON.name: 1}
    assert found["Person 0"].call == "Tien wijken, tien vragen"
    assert "uur" in found["Person 0"].sessions[0].when


def test_the_file_says_what_it_is_and_carries_its_fonts():
    certificate = Certificate(
        attendance=1,
        name=PERSON.name,
        organisation="Stadt Gütersloh",
        call="Wer gehört zum Quartier?",
        network="Kwartier",
        language="de",
        code="K7RDW4E",
        sessions=tuple(
            Attended(title=f"Termin „{n}“", when="Freitag, 12. März 2027, 10–16 Uhr", place="Köln")
            for n in range(20)
        ),
        day=timezone.now(),
    )
    file = as_pdf(certificate)
    for part in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang (de)", b"/DisplayDocTitle true", b"/FontFile2"):
        assert part in file
    assert file.count(b"/Type /Page\n") == 2
    assert file.count(b"/S /H1") == 1
    assert b"/S /Figure" not in file
    # What copying and reading aloud get: umlauts, quotation marks and dashes as such (/ToUnicode).
    known = {chr(int(code, 16)) for code in re.findall(rb"<[0-9A-F]{4}> <([0-9A-F]{4})>", file)}
    assert set("„“–’öüÖÉ") <= known
    streams = [raw for raw in re.findall(rb"stream\n(.*?)\nendstream", file, re.S) if raw[:1] == b"x"]
    page = next(text for text in map(zlib.decompress, streams) if b"BDC" in text)
    assert page.count(b"BDC") + page.count(b"BMC") == page.count(b"EMC")


def test_from_the_own_page_and_the_desk_and_nowhere_else(client, attended, seats, signup):
    over(seats)
    other = signup(seats[2:])
    own = certificates_of(attended)[0].attendance
    absent = Attendance.objects.get(booking__registration=attended, present=False).pk
    mine = lambda row, pk: reverse(  # noqa: E731
        "registration:certificate", args=[addresses.token(row), pk]
    )
    with translation.override("nl"):
        page = client.get(reverse("registration:mine", args=[addresses.token(attended)])).content.decode()
        assert mine(attended, own) in page
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(mine(attended, own))
        assert not [row for row in queries if "FOR " in row["sql"] or "SAVEPOINT" in row["sql"]]
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
        assert "no-cache" in answer["Cache-Control"]
        assert client.get(mine(attended, absent)).status_code == 404
        assert client.get(mine(other, own)).status_code == 404
        assert client.get(mine(attended, own).replace("certificate", "x")).status_code == 404
    desk = reverse("registrations:certificate", args=[attended.pk, own])
    client.force_login(factories.user(ORGANISERS))
    assert desk in client.get(reverse("registrations:inspect", args=[attended.pk])).content.decode()
    assert client.get(desk)["Content-Type"] == "application/pdf"
    assert client.get(reverse("registrations:certificate", args=[attended.pk, absent])).status_code == 404
    client.force_login(factories.user(MODERATORS))
    assert client.get(desk)["Location"] == "/admin/"
