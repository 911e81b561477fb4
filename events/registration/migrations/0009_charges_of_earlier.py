"""The one amount that a registration cost becomes a row: equal sums, and what was invoiced stays.

Its price list is the one of today, with that amount as the most: when something is given up, less is owed. What
cost nothing goes on costing nothing.
"""

import unicodedata
from collections import defaultdict

from django.db import migrations
from django.utils import timezone

SENT = ("sent", "paid")


def payer_of(registration):
    """As membership.payer_of was then."""
    if registration.kind == "person":
        return ""
    if registration.organisation_id:
        return f"o:{registration.organisation_id}"
    folded = " ".join(unicodedata.normalize("NFKC", registration.organisation_name).casefold().split())
    return f"n:{folded}@{registration.contact_email.rpartition('@')[2].lower()}"[:255] if folded else ""


class Prices:
    """The price list of each call, looked up once."""

    def __init__(self, apps):
        self.pages = apps.get_model("wagtailcore", "Page").objects.filter(alias_of__isnull=True)
        self.sessions = apps.get_model("events", "EventPage").objects.filter(alias_of__isnull=True)
        self.prices = apps.get_model("events", "Price").objects
        self.known = {}

    def of(self, key):
        if key not in self.known:
            self.known[key] = self._read(key)
        return self.known[key]

    def _read(self, key):
        page = self.pages.filter(translation_key=key).order_by("pk").first()
        rates = self._rows([page.pk])[page.pk] if page else []
        sessions = self.sessions.filter(series_key=key, live=True).order_by("pk")
        originals, begun = {}, False
        for session in sessions:
            if session.starts_at:
                originals.setdefault(session.seats_id, session)
        for session in originals.values():
            begun |= session.status != "cancelled" and session.starts_at <= timezone.now()
        if not sessions:
            return {"rates": [["session", *row[1:]] for row in rates if row[0] != "remaining"], "own": {}}
        rows = self._rows([session.pk for session in originals.values()])
        own = {
            str(seats): [row for row in rows[session.pk] if row[0] != "remaining"]
            for seats, session in originals.items()
        }
        return {"rates": rates, "own": own, "running": begun}

    def _rows(self, pages):
        rows = defaultdict(list)
        for price in self.prices.filter(page__in=pages).order_by("sort_order", "pk"):
            row = [price.scope, price.audience, price.unit, str(price.amount), price.currency, price.vat]
            rows[price.page_id].append(row)
        return rows


def forwards(apps, schema_editor):
    registrations = apps.get_model("registration", "Registration").objects
    charges, prices = apps.get_model("registration", "Charge").objects, Prices(apps)
    for registration in registrations.select_related("rules").order_by("pk").iterator(500):
        registration.payer = payer_of(registration)
        amount = registration.price_amount
        if amount:
            registration.agreed_amount = amount if registration.origin == "form" else None
            if registration.invoice_status in SENT:
                registration.invoiced_amount = amount
            registration.price_list = prices.of(registration.rules.call_key) | {"most": str(amount)}
            charges.create(
                registration=registration, rules=registration.rules, kind="agreed", reason="earlier",
                price_class=registration.price_class, unit_amount=amount, amount=amount,
                currency=registration.price_currency, vat=registration.price_vat,
            )  # fmt: skip
        registration.save(
            update_fields=["payer", "agreed_amount", "invoiced_amount", "price_list"]
        )


def backwards(apps, schema_editor):
    charges = apps.get_model("registration", "Charge").objects
    for registration in apps.get_model("registration", "Registration").objects.order_by("pk"):
        rows = list(charges.filter(registration=registration))
        registration.price_amount = sum(row.amount for row in rows)
        if rows:
            registration.price_currency, registration.price_vat = rows[0].currency, rows[0].vat
        registration.save(update_fields=["price_amount", "price_currency", "price_vat"])


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0006_registration_links'),
        ('registration', '0008_charges'),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
    ]
