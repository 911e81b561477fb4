"""Text of visitors, cleaned by one rule."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from home.visitors.one_line import (
    MailField,
    ManyLinesField,
    OneLineField,
    many_lines,
    one_line,
    printable,
    unlinked,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Max\r\n\r\nHier klicken:\r\nhttps://evil.example", "Max Hier klicken: https://evil.example"),
        ("A\x0bB\x0cC\x1cD\x85E\u2028F\u2029G\u00a0H\u3000I\tJ", "A B C D E F G H I J"),
        ("A\x00\x07\x1b\x7fB", "AB"),
        ("\u202egro.live\u202c \u2066x\u2069", "gro.live x"),
        ("Bahn\u00adhofs\u200bvor\ufeffplatz\u2060", "Bahnhofsvorplatz"),
        ("\u3164\u2800\u115f", ""),
        ("\ue000Marke\ue001\ufffe", "Marke"),
        (unicodedata.normalize("NFD", "Grünzüge"), "Grünzüge"),
        ("  José   Nguyễn ", "José Nguyễn"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u200db", "ab"),
    ],
)
def test_one_line_holds_what_can_be_seen(typed, kept):
    assert one_line(typed) == kept
    assert one_line(kept) == kept


def test_lines_stay_lines_and_lose_what_cannot_be_seen():
    assert many_lines("Eins\x0b\r\n\r\n\r\n\r\nzwei\u202e\rdrei\n") == "Eins\n\nzwei\ndrei"
    assert ManyLinesField().clean("a\x00\r\nb") == "a\nb"


def test_strict_formats_get_blanks_for_control_characters():
    assert printable("A\x0bB\x1f\nC\tD\ufffe\ud800Ü") == "A B \nC\tD  Ü"


@pytest.mark.parametrize(
    "name",
    [
        "GEWINN https://gewinn.example/x",
        "gewinn hxxp://x",
        "www.gewinn.example",
        "Www2.gewinn",
        "gewinn.example/x",
        "mailto:a@b.example",
        "https:\n//x",
    ],
)
def test_a_name_with_a_link_is_refused(name):
    if "\n" in name:
        assert OneLineField().clean(name) == "https: //x"  # no link any more
        return
    with pytest.raises(ValidationError) as refused:
        OneLineField().clean(name)
    assert refused.value.code == "link"
    assert OneLineField(links=True).clean(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "Dr. Anna Müller",
        "St.Ingbert/Saar",
        "Stadt Köln, Amt 61/2",
        "Haus 4: Büro",
        "a.s.r. e.V.",
        "C/O Meier",
        "J.R.R. Tolkien",
    ],
)
def test_names_as_people_have_them_pass(name):
    assert OneLineField().clean(name) == name


def test_no_mail_program_makes_a_link_of_what_remains():
    zero = "\u200b"
    assert unlinked("gewinn.com") == f"gewinn.{zero}com"
    assert unlinked("https://www.evil.example") == f"https:{zero}//www.{zero}evil.{zero}example"
    assert unlinked("a@evil.example") == f"a@{zero}evil.{zero}example"
    assert unlinked("Dr. Anna Müller, Amt 61.2") == "Dr. Anna Müller, Amt 61.2"


def test_an_address_holds_no_control_characters():
    assert MailField().clean(" anna@example.org\n") == "anna@example.org"
    with pytest.raises(ValidationError):
        MailField().clean('"a\x0b"@example.org')  # Django's own field takes it
