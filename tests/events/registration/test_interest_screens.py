"""Interest in a session without a date, as a visitor, its contact and the organiser meet it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email

from config.setup.roles import ORGANISERS
from events.models import EventPage, Price, SessionSeats
from events.registration import services, tokens
from events.registration.models import Registration
from tests import factories

from .test_register_views import details, send, url

pytestmark = [pytest.mark.django_db]

INVOICE = {
    "invoice_name": "Stadt Bocholt",
    "invoice_street": "Markt 1",
    "invoice_postcode": "46397",
    "invoice_city": "Bocholt",
    "invoice_country": "DE",
}


@pytest.fixture
def undated(series):
    """A session without a date, beside three with one; each costs 290 €, the whole series 900 €."""
    for scope, amount in [("session", 290), ("series", 900)]:
        Price.objects.create(page=series, amount=amount, scope=scope, audience="non_partner", vat="excl")
    return factories.publish(factories.session(series, title="Termin 4", number=4))


@pytest.fixture
def row(undated):
    return SessionSeats.objects.get(pk=undated.seats_id)


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(element) -> str:
    return " ".join(element.get_text(" ").replace("\xa0", " ").split())


def mine(registration, name="mine", **kwargs):
    with translation.override(registration.language):
        token = tokens.token(registration)
        return reverse(f"registration:{name}", kwargs={"token": token, **kwargs})


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("language", "hint", "free", "promise", "button"),
    [
        (
            "de",
            "nur Interesse, unverbindlich",
            "für Interesse ist nichts zu zahlen",
            "bindet Sie nicht",
            "Interesse anmelden",
        ),
        (
            "nl",
            "alleen interesse, vrijblijvend",
            "voor interesse is niets verschuldigd",
            "is vrijblijvend",
            "Interesse melden",
        ),
    ],
)
def test_alone_only_interest_is_registered(client, series, row, language, hint, free, promise, button):
    """Was: booked at 290 €, with obligation to pay, for a day that nobody knows."""
    page = soup(client.get(url(series, language)))
    line = text(page.select_one(f'input[name=sessions][value="{row.pk}"]').parent)
    assert hint in line
    undated_words = {"de": "Termin folgt", "nl": "Datum volgt"}[language]
    assert line.count(undated_words) == 1
    values = details([row, row], sessions=[row.pk], invoice_country="DE")
    check = text(soup(client.post(url(series, language), values)).select_one("main"))
    assert all(words in check for words in (hint, free, promise, button))
    assert "290" not in check
    assert check.count(undated_words) == 1
    answer, _posted = send(client, url(series, language), values)
    registration = Registration.objects.get()
    booking = registration.bookings.get()
    assert (booking.status, booking.binding, registration.amount) == ("interest", False, 0)
    assert (registration.invoice_status, registration.price_class) == ("none", "non_partner")
    received = text(soup(client.get(answer["Location"])).select_one("main"))
    assert hint[0].upper() + hint[1:] in received
    letter = Email.objects.get(to=registration.contact_email)
    assert hint in letter.message
    services.confirm(registration.pk)
    letter = Email.objects.filter(to=registration.contact_email).last()
    assert hint in letter.message
    assert ("Preis" in letter.message, "Prijs" in letter.message) == (False, False)


def test_beside_sessions_with_a_date_only_those_cost(client, series, seats, row):
    values = details(seats, sessions=[seats[0].pk, row.pk]) | INVOICE
    check = text(soup(client.post(url(series), values)).select_one("main"))
    assert "290 €, zzgl. MwSt." in check
    assert "Für Termine ohne Datum melden Sie Interesse an" in check
    send(client, url(series), values)
    registration = Registration.objects.get()
    assert dict(registration.bookings.values_list("session_id", "status")) == {
        seats[0].pk: "held",
        row.pk: "interest",
    }
    assert registration.amount == 290


@pytest.mark.parametrize("choice", ["both", "series"])
def test_a_whole_series_includes_what_has_no_date_yet(client, series, seats, rules, row, choice):
    rules.choice = choice
    rules.save()
    values = details(seats, sessions=[], whole_series="on") | INVOICE
    check = text(soup(client.post(url(series), values)).select_one("main"))
    assert ("900 €" in check, "Teil der ganzen Reihe" in check, "Interesse" in check) == (True, True, False)
    send(client, url(series), values)
    assert set(Registration.objects.get().bookings.values_list("status", "binding")) == {("held", True)}


def test_a_series_of_open_dates_binds_nobody(client, series, rules, row):
    rules.choice = "series"
    rules.save()
    EventPage.objects.exclude(seats=row).update(start_date=None, starts_at=None, ends_at=None)
    send(client, url(series), details([row, row], sessions=[], invoice_country="DE"))
    registration = Registration.objects.get()
    assert set(registration.bookings.values_list("status", flat=True)) == {"interest"}
    assert registration.amount == 0


def test_interest_is_taken_only_where_one_could_register(client, series, seats, row):
    tomorrow = timezone.now() + timedelta(days=1)
    EventPage.objects.filter(seats=row).update(registration_opens=tomorrow)
    page = soup(client.get(url(series)))
    assert page.select_one(f'input[value="{row.pk}"]').has_attr("disabled")
    assert client.post(url(series), details(seats, sessions=[row.pk])).status_code == 422


@pytest.fixture
def offered(series, seats, undated, row, signup):
    """Interest of two people to whom the session, dated by now, is offered."""

    def make(language="de"):
        wish = services.SessionWish(session=row.pk, binding=False)
        registration = signup((), sessions=(wish,), people=2, language=language)
        page = EventPage.objects.get(pk=undated.pk)
        page.start_date = timezone.localdate() + timedelta(days=90)
        factories.publish(page)
        services.follow_interests()
        return registration

    return make


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("language", "see", "button"),
    [
        ("de", "Zum Angebot", "Zahlungspflichtig annehmen, 290 €"),
        ("nl", "Naar het aanbod", "Aanvaarden met betalingsverplichting, € 290"),
    ],
)
def test_an_offer_names_its_price_and_binds_by_its_button(client, offered, row, language, see, button):
    registration = offered(language)
    booking = registration.bookings.get()
    page = soup(client.get(mine(registration)))
    link = page.find("a", string=lambda words: words and see in words) or page.select_one(
        "a.btn[href*=offer]"
    )
    assert see in text(link)
    target = mine(registration, "offer", booking=booking.pk)
    assert link["href"] == target
    offer = soup(client.get(target))
    form = offer.select_one("main form")
    assert text(form.select_one("button")) == button
    fields = {field["name"]: field.get("value", "") for field in form.select("input")}
    fields["invoice_country"] = form.select_one("option[selected]")["value"]
    assert Decimal(fields["agreed"].replace(",", ".")) == 290
    refused = client.post(target, fields)
    assert refused.status_code == 422  # the invoice needs an address
    assert list(refused.context["form"].errors) == [
        "invoice_name",
        "invoice_street",
        "invoice_postcode",
        "invoice_city",
    ]
    assert client.post(target, fields | INVOICE | {"agreed": "100"}).status_code == 409
    assert client.post(target, fields | INVOICE).status_code == 302
    registration.refresh_from_db()
    booking.refresh_from_db()
    assert (booking.status, registration.amount, registration.invoice_city) == (
        "confirmed",
        290,
        "Bocholt",
    )
    assert client.get(target).status_code == 200


def test_the_contact_reads_that_nothing_binds_and_withdraws(client, series, row, signup):
    registration = signup((), sessions=(services.SessionWish(session=row.pk, binding=False),), people=2)
    page = soup(client.get(mine(registration))).select_one("main")
    assert "Nur Interesse, unverbindlich" in text(page)
    assert "für Interesse ist nichts zu zahlen" in text(page)
    assert "jemand anderen schicken" not in text(page)
    booking = registration.bookings.get()
    target = mine(registration, "session", booking=booking.pk)
    assert text(soup(client.get(target)).select_one("main form button")) == "Interesse zurückziehen"
    assert client.post(target, {"everyone": "on"}).status_code == 302
    registration.refresh_from_db()
    assert registration.status == "cancelled"


def test_the_organiser_sees_who_is_interested(client, series, row, signup):
    registration = signup((), sessions=(services.SessionWish(session=row.pk, binding=False),), people=2)
    client.force_login(factories.user(ORGANISERS))
    desk = soup(client.get(reverse("desk:index")))
    link = next(link for link in desk.select("a") if "1 Interessierte" in text(link))
    assert (
        registration.code
        in client.get(
            reverse("registrations:index") + link["href"].partition("registrations")[2].lstrip("/")
        ).text
    )
    waiting = text(soup(client.get(reverse("desk:waiting", args=[row.pk]))).select_one("main"))
    assert "Interessierte, solange der Termin offen ist" in waiting
    assert registration.name in waiting
    one = client.get(reverse("registrations:inspect", args=[registration.pk]))
    assert "nur Interesse" in one.text
    assert "move" not in [action.name for action in one.context["actions"]]
    table = b"".join(client.get(reverse("registrations:index"), {"export": "csv"}).streaming_content).decode()
    assert "Termin 4 (2, nur Interesse)" in table
