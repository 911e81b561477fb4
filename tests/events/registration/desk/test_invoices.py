"""What bookkeeping takes over: who pays what, to which order and e-invoice number (FIELD SB20, L56, L57)."""

import pytest
from django.urls import reverse

from events.registration.models import LogEntry, Registration
from home.roles import MODERATORS
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
    paying = signup(seats[:1], price_amount=2500, invoice=INVOICE, organisation_name="Stadt Herne")
    free, unconfirmed = signup(seats[:1]), signup(seats[1:2], price_amount=10, confirmed=False)
    url = reverse("invoices:index")
    page = client.get(url).content.decode()
    assert paying.code in page
    assert free.code not in page
    assert unconfirmed.code not in page
    table = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    for words in ("05916-31001-92", "'=4711", "Kämmerei", "2500", "EUR"):
        assert words in table
    assert LogEntry.objects.filter(action="exported").count() == 1
    for status in ("sent", "paid"):
        client.post(reverse("registrations:act", args=[paying.pk, "invoice"]), {"invoice-status": status})
        assert Registration.objects.get(pk=paying.pk).invoice_status == status
    assert paying.code in client.get(url, {"invoice_status": "paid"}).content.decode()
    client.force_login(factories.user(MODERATORS))
    assert client.get(url, {"export": "csv"})["Location"] == "/admin/"
