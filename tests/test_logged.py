"""The reader of all logs finds what it looks for (tests.logged)."""

import logging

import pytest
from django.core import signing

from tests.logged import Reader, told

SIGNED = signing.Signer(key="k", salt="s").sign("123-1")


@pytest.mark.parametrize(
    "line",
    [
        "refused jo.muster@example.org",
        "refused jo%40example.org",
        f"Not Found: /de/kommentare/own/{SIGNED}/",
        "/admin/password/reset/1a-0123456789abcdef0123456789abcdef/",
        "Cookie: sessionid=abc",
        "asked by 198.51.100.7",
        "Not Found: /de/suche/?q=Jo",
    ],
)
def test_a_line_that_tells_is_found(line):
    assert told(line)


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /de/suche/",
        "serving on 127.0.0.1:8000 with Django 5.2.1",
        "refused …@…",
        '"request": "0123456789abcdef0123456789abcdef"',
        "/media/images/platz.max-1600x1000.jpg",
    ],
)
def test_other_lines_are_not(line):
    assert told(line) == ""


def test_it_reads_what_is_logged():
    """Past the masking of records, which would leave nothing to find."""
    reader = Reader()
    record = logging.LogRecord("tests", logging.INFO, __file__, 1, "for 198.51.100.7", (), None)
    reader.handle(record)
    assert reader.read == 1
    assert "198.51.100.7" in reader.told[0]
    assert "test_it_reads_what_is_logged" in reader.told[0]
