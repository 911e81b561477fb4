"""A price per organisation is owed once by all its registrations for a call (domain.md#prices)."""

from decimal import Decimal

import pytest
from post_office.models import Email

from events.registration import services
from events.registration.membership import payer_of
from events.registration.models import Charge, Registration
from events.registration.pricing import PriceList, Rate
from home.models import Organisation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

CITY = PriceList((Rate("series", "non_partner", "organisation", Decimal(3000), vat="excl"),))
HERNE = {"organisation_name": "Stadt Herne", "prices": CITY}


@pytest.fixture
def herne(seats, signup):
    """Registrations of the city, each from another address of its own."""

    def make(row, name="amt", **more):
        return signup([row], contact_email=f"{name}@herne.example.org", **(HERNE | more))

    return make


def owe(*registrations) -> list[Decimal]:
    return [Registration.objects.get(pk=row.pk).amount for row in registrations]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("organisation", 1, "Stadt Herne", "a@x.org"), ("organisation", 1, "Herne", "b@y.org"), True),
        (("organisation", 1, "Stadt Herne", "a@x.org"), ("organisation", 2, "Stadt Herne", "a@x.org"), False),
        (
            ("organisation", None, "Stadt  Herne ", "a@x.org"),
            ("organisation", None, "stadt herne", "b@X.org"),
            True,
        ),
        (
            ("organisation", None, "Stadt Herne", "a@x.org"),
            ("organisation", None, "Stadt Herne", "a@y.org"),
            False,
        ),
        (("organisation", None, "Straße", "a@x.org"), ("organisation", None, "STRASSE", "b@x.org"), True),
    ],
)
def test_the_same_organisation(first, second, same):
    names = ("kind", "organisation_id", "name", "email")
    keys = [payer_of(**dict(zip(names, values, strict=True))) for values in (first, second)]
    assert (keys[0] == keys[1]) == same


def test_a_person_pays_alone(seats, signup):
    alone = {"kind": "person", "organisation_name": "", "prices": CITY, "contact_email": "jo@example.org"}
    assert owe(*(signup([row], **alone) for row in seats[:2])) == [3000, 3000]


def test_a_second_registration_is_covered_and_says_so(herne, seats):
    """Was: 3,000 € for each."""
    first, second = herne(seats[0]), herne(seats[1], "zwei")
    assert owe(first, second) == [3000, 0]
    second.refresh_from_db()
    assert second.invoice_status == "none"
    letter = factories.last_mail(second.contact_email)
    assert "bereits durch eine andere Anmeldung Ihrer Organisation abgegolten" in letter
    assert Charge.objects.exclude(payer="").count() == 1


def test_the_first_that_is_confirmed_owes_it(herne, seats):
    first, second = herne(seats[0], confirmed=False), herne(seats[1], "zwei", confirmed=False)
    assert owe(first, second) == [3000, 3000]  # each would, once it is confirmed
    services.confirm(second.pk, agreed=Decimal(3000))
    assert owe(first, second) == [0, 3000]
    services.confirm(first.pk, agreed=Decimal(3000))
    assert owe(first, second) == [0, 3000]


def test_given_up_it_passes_to_the_next_in_the_same_transaction(herne, seats):
    first, second, third = herne(seats[0]), herne(seats[1], "zwei"), herne(seats[2], "drei")
    Email.objects.all().delete()
    services.cancel_registration(first.pk)
    assert owe(first, second, third) == [0, 3000, 0]
    letter = factories.last_mail(second.contact_email)
    assert "bisher nichts, jetzt 3.000 €" in letter
    assert not Email.objects.filter(to=third.contact_email).exists()
    second.refresh_from_db()
    assert second.invoice_status == "open"


def test_the_register_knows_an_organisation_by_any_name(seats, signup):
    row = Organisation.objects.create(name="Stadt Marl")
    mine = {"organisation_id": row.pk, "prices": CITY}
    assert owe(*(signup([seat], organisation_name=f"Marl, Amt {seat.pk}", **mine) for seat in seats)) == [
        3000, 0, 0,
    ]  # fmt: skip


def test_the_organiser_joins_and_parts_them(herne, seats, signup, admin_user):
    first, other = herne(seats[0]), signup(seats[1:2], organisation_name="Herne (Jugendamt)", prices=CITY)
    person = signup(seats[2:], kind="person", organisation_name="", prices=CITY)
    assert owe(first, other, person) == [3000, 3000, 3000]
    for registration in (other, person):
        services.join_payers(registration.pk, other_id=first.pk, user=admin_user)
    assert owe(first, other, person) == [3000, 0, 0]
    services.part_payers(first.pk, user=admin_user)
    assert owe(first, other, person) == [3000, 3000, 0]
    # A hand-made decision outlasts another name.
    services.change_contact(first.pk, values={"organisation_name": "Stadt Herne, neu"}, user=admin_user)
    assert owe(first, other, person) == [3000, 3000, 0]


def test_another_name_is_another_organisation(herne, seats, admin_user):
    first, second = herne(seats[0]), herne(seats[1], "zwei")
    services.change_contact(first.pk, values={"organisation_name": "Kreis Unna"}, user=admin_user)
    assert owe(first, second) == [3000, 3000]
    services.change_contact(first.pk, values={"organisation_name": "Stadt Herne"}, user=admin_user)
    assert sorted(owe(first, second)) == [0, 3000]
