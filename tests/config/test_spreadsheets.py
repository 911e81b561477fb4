"""CSV files of the admin, read as the offices' spreadsheets do."""

import csv
import io

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from config.spreadsheets import cell, for_spreadsheets
from tests import factories

pytestmark = pytest.mark.django_db


def read(answer) -> list[list[str]]:
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("wagtailadmin_reports:site_history", "Grünzüge; „gut“, neu"),
        ("wagtailadmin_reports:aging_pages", "Grünzüge; „gut“, neu"),
        ("wagtailredirects:index", "/alte-grünzüge"),
    ],
)
def test_every_csv_of_the_admin_opens_in_columns_with_its_umlauts(client, name, words):
    network = factories.Network()
    network.news["de"].title = "Grünzüge; „gut“, neu"
    network.news["de"].save_revision(user=None, log_action=True).publish()
    Redirect.objects.create(old_path="/alte-grünzüge", redirect_link="https://example.org/")
    client.force_login(factories.superuser())
    heading, *rows = read(client.get(reverse(name), {"export": "csv"}))
    assert len(heading) > 2
    assert {len(row) for row in rows} == {len(heading)}
    assert words in {text for row in rows for text in row}


def test_cells_hold_moments_of_the_office_and_no_formula():
    assert cell("2026-07-01 22:30:05.000007+00:00") == "2026-07-02 00:30:05"
    assert cell("2026-07-01 22:30:05") == "2026-07-01 22:30:05"
    for text in ("=1+1", "+SUM(A1)", "-cmd", "@x", "\tx"):
        assert cell(text) == f"'{text}"
    for text in ("-5", "+49", "-290,00", "290.00", "Grün", ""):
        assert cell(text) == text


def test_cells_with_line_breaks_over_several_chunks_stay_whole():
    chunks = [b'a,"b\r\n', 'ü",c\r\n'.encode()]
    assert "".join(for_spreadsheets(chunks)) == '\ufeffa;"b\r\nü";c\r\n'
