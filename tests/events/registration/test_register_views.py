"""The public form in two steps (domain.md#people, #registration)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from post_office.models import Email

from events.models import EventPage, Price
from events.registration import tokens
from events.registration.forms import DetailsForm, LostForm
from events.registration.models import Booking, Registration
from home.visitors.signed_forms import form_token
from tests import factories

pytestmark = pytest.mark.django_db


INVOICE = {
    "invoice_name": "Stadt Bocholt",
    "invoice_street": "Berliner Platz 1",
    "invoice_postcode": "46395",
    "invoice_city": "Bocholt",
    "invoice_country": "DE",
}


def url(series, language="de"):
    with translation.override(language):
        return reverse("registration:register", kwargs={"key": series.translation_key})


def details(seats, **more):
    return {
        "organisation_name": "Stadt Bocholt",
        "contact_name": "Annegret Wissing",
        "contact_email": "a.wissing@stadt.example.org",
        "attends": "on",
        "p1_name": "Deniz Karabulut",
        "p1_email": "d.karabulut@stadt.example.org",
        "sessions": [seats[0].pk, seats[1].pk],
        "privacy": "on",
        "token": DetailsForm.fresh_token(),
    } | more


def send(client, address, data):
    """Both steps, as a browser would: the hidden fields of the check page and the binding button."""
    check = client.post(address, data)
    assert check.status_code == 200, check.content.decode()
    hidden = re.findall(r'name="([^"]+)" value="([^"]*)"', check.content.decode())
    posted: dict[str, list] = {}
    for name, value in hidden:
        posted.setdefault(name, []).append(value)
    posted.pop("change")
    return client.post(address, posted), posted


@pytest.mark.parametrize("language", ["de", "nl"])
def test_both_languages_draw_on_one_count(client, series, seats, language):
    answer, _posted = send(client, url(series, language), details(seats))
    registration = Registration.objects.get()
    assert answer.status_code == 302
    assert registration.language == language
    assert [(b.session_id, b.seats, b.status) for b in registration.bookings.all()] == [
        (seats[0].pk, 2, "held"),
        (seats[1].pk, 2, "held"),
    ]
    seats[0].refresh_from_db()
    assert (seats[0].taken, seats[0].held) == (0, 2)
    assert client.get(answer["Location"]).status_code == 200


def test_a_double_submit_makes_one_registration(client, series, seats):
    address = url(series)
    first, posted = send(client, address, details(seats))
    second = client.post(address, posted)
    assert second["Location"] == first["Location"]
    assert Registration.objects.count() == 1
    assert Email.objects.count() == 1


def test_errors_keep_what_was_typed_and_name_the_remedy(client, series, seats):
    answer = client.post(url(series), details(seats, contact_email="a.wissing@stadt", sessions=[]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"<title>{gettext('Error:')}" in page
    assert 'value="a.wissing@stadt"' in page
    assert 'value="Deniz Karabulut"' in page
    assert 'href="#id_contact_email"' in page
    assert 'role="alert"' in page


def test_the_link_shows_on_get_and_confirms_on_post(client, series, seats):
    send(client, url(series), details(seats))
    registration = Registration.objects.get()
    link = reverse("registration:confirm", kwargs={"token": tokens.token(registration)})
    assert client.get(link).status_code == 200
    registration.refresh_from_db()
    assert registration.status == "unconfirmed"
    client.post(link)
    registration.refresh_from_db()
    assert registration.status == "confirmed"
    assert set(registration.bookings.values_list("status", flat=True)) == {"confirmed"}


def test_the_receipt_of_the_browser_does_not_open_the_registration(client, series, seats):
    answer, _posted = send(client, url(series), details(seats))
    receipt = answer["Location"].rstrip("/").split("/")[-1]
    registration = Registration.objects.get()
    for name in ("mine", "confirm", "cancel"):
        assert client.post(reverse(f"registration:{name}", kwargs={"token": receipt})).status_code == 404
    registration.refresh_from_db()
    assert registration.status == "unconfirmed"


def test_a_mistyped_address_is_corrected_before_confirming(client, series, seats):
    answer, _posted = send(client, url(series), details(seats))
    registration = Registration.objects.get()
    old = tokens.token(registration)
    client.post(answer["Location"], {"email": "annegret.wissing@stadt.example.org"})
    registration.refresh_from_db()
    assert registration.contact_email == "annegret.wissing@stadt.example.org"
    assert tokens.find(old) is None
    assert Email.objects.count() == 2


def test_a_post_from_another_site_is_refused(client, series, seats):
    answer = client.post(url(series), details(seats), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_an_anonymous_visit_sets_no_cookie(client, series, seats):
    answer, _posted = send(client, url(series), details(seats))
    assert not client.cookies
    assert not answer.cookies


def test_the_third_party_waits_and_moves_up_in_its_own_language(client, series, seats):
    for language, city in (("de", "Bocholt"), ("nl", "Venlo"), ("de", "Herne")):
        data = details(
            seats,
            organisation_name=f"Stadt {city}",
            contact_email=f"k@{city.lower()}.example.org",
            sessions=[seats[0].pk],
        )
        send(client, url(series, language), data)
    herne = Registration.objects.get(organisation_name="Stadt Herne")
    venlo = Registration.objects.get(organisation_name="Stadt Venlo")
    for registration in (venlo, herne):
        client.post(reverse("registration:confirm", kwargs={"token": tokens.token(registration)}))
    assert herne.bookings.get().status == "waiting"
    client.post(reverse("registration:cancel", kwargs={"token": tokens.token(venlo)}))
    assert herne.bookings.get().status == "confirmed"
    assert Booking.objects.filter(registration=venlo).get().status == "cancelled"


@pytest.mark.parametrize("language", ["de", "nl"])
@pytest.mark.parametrize("form", ["register", "lost"])
def test_a_form_that_this_site_did_not_show_is_shown_once_more_with_all_that_was_typed(
    client, signup, seats, series, language, form
):
    """Forged, of another form, of three days ago or none: nothing is stored or sent."""
    registration = signup(seats[:1])
    with translation.override(language):
        address = url(series, language) if form == "register" else reverse("registration:lost")
        words = gettext("The form was incomplete or open for a long time. Please send it once more.")
    fresh = (DetailsForm if form == "register" else LostForm).fresh_token()
    other = (LostForm if form == "register" else DetailsForm).fresh_token()
    typed = details(seats) if form == "register" else {"email": registration.contact_email}
    before = Registration.objects.count(), Email.objects.count()
    for wrong in ("", "wapiti", f"{fresh}x", other):
        answer = client.post(address, typed | {"token": wrong, "binding": "1"})
        page = answer.content.decode()
        assert (answer.status_code, words in page) == (422, True), wrong
        assert f'value="{typed.get("contact_email") or typed["email"]}"' in page
    name = (DetailsForm if form == "register" else LostForm).__name__
    old = form_token(f"registration.{name}", timezone.now() - timedelta(days=3))
    stale = client.post(address, typed | {"token": old}).content.decode()
    assert words in stale
    again = re.search(r'name="token" value="([^"]+)"', stale)[1]
    assert client.post(address, typed | {"token": again}).status_code == 200
    assert (Registration.objects.count(), Email.objects.count()) == (before[0], before[1] + (form == "lost"))


def test_all_sessions_are_also_those_that_open_later(client, series, seats, rules):
    """What cannot be part of it is named; the price is that of the series (domain.md#prices)."""
    rules.choice = "both"
    rules.save()
    for scope, amount in (("series", 800), ("session", 300)):
        Price.objects.create(page=series, scope=scope, amount=amount, audience="non_partner")
    EventPage.objects.filter(seats=seats[1]).update(registration_opens=timezone.now() + timedelta(days=1))
    EventPage.objects.filter(seats=seats[2]).update(registration_closes=timezone.now())
    factories.session(
        series, title="Termin 4", number=4, start_date=timezone.localdate() + timedelta(days=99)
    )
    values = details(seats, sessions=[], whole_series="on", **INVOICE)
    page = client.post(url(series), values).content.decode().replace("\xa0", " ")
    chosen, _label, rest = page.partition("Nicht dabei")
    assert "Termin 3" in rest.partition("</dd>")[0]
    assert all(f"Termin {number}" in chosen for number in (1, 2, 4))
    assert "Zahlungspflichtig anmelden, 800 €" in page
    send(client, url(series), values)
    registration = Registration.objects.get()
    assert (registration.bookings.filter(status="held").count(), registration.amount) == (3, 800)


@pytest.mark.parametrize(
    ("language", "button"),
    [
        ("de", "Zahlungspflichtig anmelden, 300 €"),
        ("nl", "Aanmelden met betalingsverplichting, € 300"),
    ],
)
def test_a_waiting_place_and_a_changed_price_are_said_before_binding(client, series, seats, language, button):
    """The button names what binds now; another price by the time it is pressed is shown once more."""
    price = Price.objects.create(page=series, scope="session", amount=300, audience="non_partner")
    factories.change_capacity(seats[1].pk, 1)  # a party of two waits there
    values = details(seats, **INVOICE)
    address = url(series, language)
    page = client.post(address, values).content.decode().replace("\xa0", " ")
    assert button in page
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page))
    posted = values | {name: hidden[name] for name in ("idempotency_key", "shown")} | {"binding": "1"}
    price.amount = 350
    price.save()
    again = client.post(address, posted)
    assert (again.status_code, Registration.objects.exists()) == (409, False)
    assert button.replace("300", "350") in again.content.decode().replace("\xa0", " ")
    factories.change_capacity(seats[1].pk, 4)  # now it is a place, and costs as well
    assert client.post(address, posted | {"shown": "350.00"}).status_code == 409
    assert client.post(address, posted | {"shown": "700.00"}).status_code == 302
    registration = Registration.objects.get()
    assert (registration.amount, registration.agreed_amount) == (700, 700)
