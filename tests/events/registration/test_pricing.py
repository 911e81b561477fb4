"""Which price applies, by the register and not by a tick (domain.md#prices, #registration-words)."""

from datetime import date
from decimal import Decimal

import pytest

from events.models import Price
from events.registration.membership import membership
from events.registration.quotes import quote
from home.models import Organisation

DAY = date(2027, 3, 1)
SERIES, REMAINING, SESSION = Price.Scope.SERIES, Price.Scope.REMAINING, Price.Scope.SESSION
PARTNER, OTHER = Price.Audience.PARTNER, Price.Audience.NON_PARTNER
CITY, PERSON = Price.Unit.ORGANISATION, Price.Unit.PERSON


def price(scope, audience, amount, unit=CITY):
    return Price(
        scope=scope, audience=audience, amount=Decimal(amount), unit=unit, currency="EUR", vat="excl"
    )


CITY_PRICES = [price(SERIES, PARTNER, 2500), price(SERIES, OTHER, 3500)]
MIXED = [
    price(SESSION, PARTNER, 100, PERSON),
    price(SESSION, OTHER, 150, PERSON),
    price(SERIES, OTHER, 900, PERSON),
    price(REMAINING, OTHER, 250, PERSON),
]


@pytest.mark.parametrize(
    ("prices", "price_class", "sessions", "of", "remaining", "people", "amount"),
    [
        # per city for the whole series, by partner class (seed B)
        (CITY_PRICES, "partner", 10, 10, 10, 3, 2500),
        (CITY_PRICES, "non_partner", 10, 10, 10, 3, 3500),
        (CITY_PRICES, "unclear", 10, 10, 10, 2, 3500),
        (CITY_PRICES, "partner", 4, 10, 4, 3, 2500),
        # single sessions add up, per person; the least counts
        (MIXED, "partner", 2, 10, 10, 3, 600),
        (MIXED, "non_partner", 2, 10, 10, 1, 300),
        (MIXED, "non_partner", 10, 10, 10, 1, 900),
        (MIXED, "non_partner", 2, 10, 2, 1, 250),
        # partners pay what all pay where nothing is said for them
        ([price(SESSION, OTHER, 80)], "partner", 1, 1, 1, 2, 80),
        ([], "non_partner", 1, 1, 1, 1, 0),
    ],
)
def test_quote(prices, price_class, sessions, of, remaining, people, amount):
    found = quote(
        prices, price_class=price_class, sessions=sessions, of=of, remaining=remaining, people=people
    )
    assert found.amount == amount


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "email", "price_class", "is_member"),
    [
        ("Stadt Herne", "a@herne.example.org", "partner", True),
        ("Irgendwer", "a@amt.herne.example.org", "partner", True),
        ("Stadt Herne", "a@mail.example.com", "unclear", False),
        ("stadt herne ", "a@mail.example.com", "unclear", False),
        ("Stadt Marl", "a@marl.example.org", "non_partner", True),
        ("Stadt Bottrop", "a@bottrop.example.org", "non_partner", False),
        ("Unbekannt", "a@notherne.example.org", "non_partner", False),
    ],
)
def test_membership(name, email, price_class, is_member):
    Organisation.objects.create(
        name="Stadt Herne", mail_domains="herne.example.org", partner_since=date(2020, 1, 1)
    )
    Organisation.objects.create(
        name="Stadt Marl", mail_domains="marl.example.org", member_since=date(2020, 1, 1)
    )
    Organisation.objects.create(
        name="Stadt Bottrop",
        mail_domains="@bottrop.example.org",
        partner_since=date(2015, 1, 1),
        partner_until=date(2019, 12, 31),
    )
    found = membership(name=name, email=email, day=DAY)
    assert (found.price_class, found.is_member) == (price_class, is_member)
