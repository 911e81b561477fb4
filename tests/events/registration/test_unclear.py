"""An unclear class binds without an amount, and whoever then owes more is asked (domain.md#unclear-class)."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from events.models import Price
from events.registration import services, tokens
from events.registration.models import Registration
from home.models import Organisation
from tests import factories

from .test_register_views import INVOICE, details, send, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def bocholt(series):
    """A partner with a mail domain of its own; the form is sent from another one."""
    for audience, amount in (("partner", 290), ("non_partner", 380)):
        Price.objects.create(page=series, scope="session", amount=amount, audience=audience, vat="excl")
    since = date(2020, 1, 1)
    return Organisation.objects.create(
        name="Stadt Bocholt", mail_domains="bocholt.example.org", partner_since=since
    )


def plain(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("language", "open_", "stakes", "button", "confirm"),
    [
        (
            "de",
            "wird geklärt",
            "Als Partner zahlen Sie 580 €, sonst 760 €",
            "Verbindlich anmelden",
            "Verbindlich bestätigen",
        ),
        (
            "nl",
            "wordt bepaald",
            "Als partner betaalt u € 580, anders € 760",
            "Bindend aanmelden",
            "Bindend bevestigen",
        ),
    ],
)
def test_page_button_and_mail_say_the_same(
    client, series, seats, bocholt, language, open_, stakes, button, confirm
):
    """Was: 760 € on the page, an obligation to pay on the button, "is being settled" afterwards."""
    address, values = url(series, language), details(seats, **INVOICE)
    page = plain(client.post(address, values))
    assert all(words in page for words in (open_, stakes, f">{button}<"))
    assert not {"Zahlungspflichtig", "betalingsverplichting"} & set(page.split())
    send(client, address, values)
    registration = Registration.objects.get()
    assert (registration.price_class, registration.amount, registration.agreed_amount) == ("unclear", 0, 580)
    letter = factories.last_mail(registration.contact_email)
    assert open_ in letter
    assert "€" not in letter
    with translation.override(language):
        link = reverse("registration:confirm", args=[tokens.token(registration)])
    assert f">{confirm}<" in plain(client.get(link))
    client.post(link, {"agreed": "0"})
    registration.refresh_from_db()
    assert registration.status == "review"


@pytest.fixture
def held(client, series, seats, bocholt):
    send(client, url(series), details(seats, **INVOICE))
    return services.confirm(Registration.objects.get().pk, agreed=Decimal(0))


def test_settled_as_partner_it_is_confirmed_at_once(held, admin_user):
    services.settle_price(held.pk, price_class="partner", user=admin_user)
    registration = services.approve(held.pk, user=admin_user)
    assert (registration.status, registration.amount) == ("confirmed", 580)


def test_settled_at_more_than_was_shown_it_is_confirmed_once_more(client, held, seats, admin_user):
    services.settle_price(held.pk, price_class="non_partner", user=admin_user)
    registration = services.approve(held.pk, user=admin_user)
    assert (registration.status, set(registration.bookings.values_list("status", flat=True))) == (
        "unconfirmed", {"held"},
    )  # fmt: skip
    letter = factories.last_mail(registration.contact_email)
    assert "Zahlungspflichtig bestätigen, 760 €" in letter
    link = reverse("registration:confirm", args=[tokens.token(registration)])
    assert "Zahlungspflichtig bestätigen, 760 €" in plain(client.get(link))
    assert client.post(link, {"agreed": "580"}).status_code == 409
    (named,) = re.findall(r'name="agreed" value="([^"]*)"', plain(client.get(link)))
    assert client.post(link, {"agreed": named}).status_code == 302
    registration.refresh_from_db()
    assert (registration.status, registration.agreed_amount) == ("confirmed", 760)


def test_who_does_not_confirm_the_higher_price_owes_nothing(held, admin_user):
    services.settle_price(held.pk, price_class="non_partner", user=admin_user)
    registration = services.approve(held.pk, user=admin_user)
    services.lapse_due(now=registration.confirm_by)
    registration.refresh_from_db()
    assert (registration.status, registration.amount) == ("lapsed", 0)
