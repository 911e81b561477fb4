import uuid
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.models import SessionSeats
from events.registration import services
from events.registration.models import CallRules
from tests import factories
from tests.rows import built_once


@pytest.fixture
def network(db):
    return factories.Network()


@pytest.fixture
def series(network):
    """Three sessions ahead, 4 places each, registered for by the form; in both languages."""
    built, page = built_once("registration", lambda: (network, _series(network)))
    network.__dict__ = built.__dict__  # its lists know their new children
    return page


def _series(network):
    page = factories.series(
        network.events["de"],
        registration_mode="form",
        default_start_time=time(10),
        default_end_time=time(16, 30),
        default_capacity=4,
    )
    page.dutch = factories.translate(page, network.nl, title="Tien wijken, tien vragen")
    first = timezone.localdate() + timedelta(days=60)
    page.sessions = [
        factories.session(page, title=f"Termin {n}", number=n, start_date=first + timedelta(days=30 * n))
        for n in (1, 2, 3)
    ]
    return page


@pytest.fixture
def seats(series):
    """The seat rows of the three sessions."""
    return [SessionSeats.objects.get(pk=page.seats_id) for page in series.sessions]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def rules(series) -> CallRules:
    return CallRules.objects.get_or_create(call_key=series.translation_key)[0]


@pytest.fixture
def signup(rules):
    """Register a party; `confirmed` has its contact follow the link at once, `price` is that of one session
    per organisation."""

    def make(rows, *, people=1, named=None, confirmed=True, price=0, **more):
        key = uuid.uuid4()
        if price:
            more = {"prices": factories.single_price(price)} | more
        mark = key.hex[:6]
        values = {
            "idempotency_key": key,
            "sessions": tuple(services.SessionWish(session=row.pk) for row in rows),
            "people": tuple(
                named
                or [
                    services.Person(name=f"Person {i}", email=f"p{i}@{mark}.example.org")
                    for i in range(people)
                ]
            ),
            "contact_name": "Annegret Wissing",
            "contact_email": f"kontakt@{mark}.example.org",
            "organisation_name": f"Stadt {mark}",
        } | more
        registration, _new = services.register(rules=rules, request=services.Request(**values))
        if confirmed:
            registration = services.confirm(registration.pk)
        return registration

    return make
