"""Certificates of attendance: who gets one, when, in which language, and what kind of file it is."""

import re
import zlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from config.setup.roles import MODERATORS, ORGANISERS
from events.models import EventPage
from events.registration import services, tokens
from events.registration.certificate_pdf import as_pdf
from events.registration.certificates import Attended, Certificate, certificates_of
from events.registration.models import Attendance
from home.fonts import is_invisible
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


def certificate(**values) -> Certificate:
    data = {
        "attendance": 1,
        "name": PERSON.name,
        "organisation": "Stadt Gütersloh",
        "call": "Wer gehört zum Quartier?",
        "network": "Kwartier",
        "language": "de",
        "code": "K7RDW4E",
        "sessions": (Attended(title="Auftakt", when="Freitag, 12. März 2027", place="Köln"),),
        "day": timezone.now(),
    }
    return Certificate(**data | values)


def letters_of(file: bytes) -> set[str]:
    """What copying and reading aloud get of the glyphs that are drawn (/ToUnicode)."""
    mapped = re.findall(rb"<[0-9A-F]{4}> <([0-9A-F]{4,})>", file)
    return set("".join(bytes.fromhex(code.decode()).decode("utf-16-be") for code in mapped))


def page_of(file: bytes) -> bytes:
    """What draws the first page."""
    streams = [raw for raw in re.findall(rb"stream\n(.*?)\nendstream", file, re.S) if raw[:1] == b"x"]
    return next(text for text in map(zlib.decompress, streams) if b"BDC" in text)


def text_without_font(page: bytes) -> int:
    """How often text is shown while no font is set: it would be invisible (ISO 32000-1, 8.4.2 and 9.3)."""
    fonts, without = [False], 0
    for operator in re.findall(rb"(?<=[ \n])(q|Q|Tf|Tj|TJ)(?=[ \n])", b"\n" + page + b"\n"):
        if operator == b"q":
            fonts.append(fonts[-1])
        elif operator == b"Q":
            fonts.pop()
        elif operator == b"Tf":
            fonts[-1] = True
        else:
            without += not fonts[-1]
    return without


def test_the_file_says_what_it_is_and_carries_its_fonts():
    row = Attended(title="Termin „1“", when="Freitag, 12. März 2027, 10–16 Uhr", place="Köln")
    file = as_pdf(certificate(sessions=(row,) * 20))
    for part in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang (de)", b"/DisplayDocTitle true", b"/FontFile2"):
        assert part in file
    assert file.count(b"/Type /Page\n") == 2
    assert file.count(b"/S /H1") == 1
    assert b"/S /Figure" not in file
    assert set("„“–’öüÖÉ") <= letters_of(file)
    page = page_of(file)
    assert page.count(b"BDC") + page.count(b"BMC") == page.count(b"EMC")


@pytest.mark.parametrize(
    "name",
    [
        "王小明",
        "محمد علي",
        "दीपा शर्मा",
        "สมชาย ใจดี",
        "דוד כהן",
        "이민수",
        "田中 タロウ",
        "გიორგი Անի",
        "Łukasz Ωμέγα Олена Nguyễn",
        "Anna 🎉 Muster ❤️",
        "Max محمد علي Muster",
    ],
)
def test_a_name_in_any_script_is_on_its_certificate(name):
    row = Attended(title=f"Gespräch mit {name} über Plätze und lange Titel, " * 3, when="Freitag", place=name)
    file = as_pdf(certificate(name=name, call=f"{name} im Quartier", sessions=(row,)))
    visible = {letter for letter in name if not is_invisible(letter)}
    assert visible <= letters_of(file)
    assert text_without_font(page_of(file)) == 0


def test_without_its_person_there_is_no_certificate(client, attended, seats):
    """Cuneiform: a letter that no font has. The desk and the registrant are told; nothing is handed out."""
    over(seats)
    attended.participants.filter(position=0).update(name="Anna 𒀀 Muster")
    told = next(row for row in certificates_of(attended) if row.name == "Anna 𒀀 Muster")
    assert told.missing_letters == "𒀀"
    with pytest.raises(ValueError, match="𒀀"):
        as_pdf(told)
    own = tokens.token(attended)
    with translation.override("nl"):
        mine = reverse("registration:mine", args=[own])
        file = reverse("registration:certificate", args=[own, told.attendance])
        page = client.get(mine).text
        assert file not in page
        assert "Anna 𒀀 Muster: Wij kunnen dit bewijs van deelname niet afdrukken" in page
        assert client.get(file)["Location"] == mine
    client.force_login(factories.user(ORGANISERS))
    desk = reverse("registrations:inspect", args=[attended.pk])
    file = reverse("registrations:certificate", args=[attended.pk, told.attendance])
    page = client.get(desk).text
    assert file not in page
    assert "Anna 𒀀 Muster: Diese Teilnahmebestätigung kann nicht erstellt werden" in page
    assert client.get(file)["Location"] == desk


def test_from_the_own_page_and_the_desk_and_nowhere_else(client, attended, seats, signup):
    other = signup(seats[2:])
    over(seats)
    own = certificates_of(attended)[0].attendance
    absent = Attendance.objects.get(booking__registration=attended, present=False).pk
    mine = lambda row, pk: reverse(  # noqa: E731
        "registration:certificate", args=[tokens.token(row), pk]
    )
    with translation.override("nl"):
        page = client.get(reverse("registration:mine", args=[tokens.token(attended)])).content.decode()
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
