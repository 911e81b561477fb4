"""Which price class applies, by the register and not by a tick (domain.md#prices)."""

from datetime import date

import pytest

from events.registration.membership import membership
from home.models import Organisation

DAY = date(2027, 3, 1)


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
