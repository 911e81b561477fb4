"""What bookkeeping takes over: who pays what, to which order and e-invoice number (domain.md#invoices)."""

import csv
import io
from datetime import datetime

import openpyxl
import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from config.setup.roles import MODERATORS
from events.registration.models import LogEntry, Registration
from tests import factories

pytestmark = pytest.mark.django_db
INVOICE = {
    "invoice_name": "Stadt Herne, Kämmerei",
    "invoice_street": "Rathausplatz 1",
    "invoice_postcode": "44623",
    "invoice_city": "Herne",
    "invoice_country": "DE",
    "order_number": "=4711",
    "einvoice_id": "05916-31001-92",
}


def test_invoices_are_handed_over_with_their_numbers_and_followed(client, organiser, seats, signup):
    paying = signup(seats[:1], price=2500, invoice=INVOICE, organisation_name="Stadt Herne")
    free, unconfirmed = signup(seats[:1]), signup(seats[1:2], price=10, confirmed=False)
    url = reverse("invoices:index")
    page = client.get(url).content.decode()
    assert paying.code in page
    assert free.code not in page
    assert unconfirmed.code not in page
    table = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    for words in ("05916-31001-92", "'=4711", "Kämmerei", "2500,00", "EUR"):
        assert words in table
    assert LogEntry.objects.filter(action="exported").count() == 1
    for status in ("sent", "paid"):
        client.post(reverse("registrations:act", args=[paying.pk, "invoice"]), {"invoice-status": status})
        assert Registration.objects.get(pk=paying.pk).invoice_status == status
    assert paying.code in client.get(url, {"invoice_status": "paid"}).content.decode()
    client.force_login(factories.user(MODERATORS))
    assert client.get(url, {"export": "csv"})["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("einzelner Termin", "zzgl. MwSt.", "Niederlande", "Niederländisch", "ja", "nein")),
        ("nl", ("losse bijeenkomst", "excl. btw", "Nederland", "Nederlands", "ja", "nee")),
    ],
)
def test_a_table_is_in_the_words_and_numbers_of_whoever_downloads_it(
    client, organiser, seats, signup, language, words
):
    """A Dutch registration in a German office's table, and the other way round."""
    UserProfile.objects.update_or_create(user=organiser, defaults={"preferred_language": language})
    values = {"invoice": INVOICE | {"invoice_country": "NL"}}
    signup(seats[:1], price="290.50", language="nl", consent_list=True, **values)
    tables = []
    for name in ("registrations:index", "invoices:index"):
        content = b"".join(client.get(reverse(name), {"export": "csv"}).streaming_content)
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        assert "290,50" in rows[1]
        tables += rows
    cells = {cell for row in tables for cell in row}
    note_cell = next(cell for cell in cells if cell.startswith(words[0]))
    assert set(words[1:]) <= cells, note_cell
    assert not cells & {"True", "False", "excl", "NL", "method"}
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(client.get(reverse("registrations:index"), {"export": "xlsx"}).streaming_content))
    )
    found = {cell.value: cell for cell in list(book.active.rows)[1]}
    assert found[290.5].number_format == "#,##0.00"
    assert [value for value in found if isinstance(value, datetime)]
    assert "ja" in found
