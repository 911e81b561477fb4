"""Mails, the pages of a registration, its calendar and its certificate say of a session what is true."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from lxml import html
from post_office.models import Email

from events.models import EventPage
from events.registration import services, tokens
from events.registration.certificates import certificates_of
from events.registration.forms import DetailsForm
from events.registration.models import Attendance, Registration
from home.formatting.money import money
from tests import factories

from .every_state import EveryState
from .probes.language import clean
from .probes.truth import facts, letters, machines
from .probes.truth.pages import MONEY
from .probes.truth.shown import Shown, untrue

pytestmark = pytest.mark.django_db
BOOKED = ["open", "waiting", "two days", "night", "undated"]
SEEN = {
    ("mail", "when"), ("mail", "row"), ("mail", "address"),
    ("mail, before", "when"), ("mail, before", "address"),
    ("calendar", "starts"), ("booked", "day"), ("booked", "place"), ("checked", "day"),
}  # fmt: skip
MOVED_UP = {
    "de": {"Ihnen wird ein Platz angeboten", "Bestätigt"},
    "nl": {"Er wordt u een plaats aangeboden", "Bevestigd"},
}
NAMED = {"de": "Stadt Bocholt", "nl": "Gemeente Doorn"}


class Told:
    """A registration by the form, and everything that it is told of its sessions."""

    def __init__(self, client, stage: EveryState, language: str):
        self.client, self.stage, self.language = client, stage, language
        self.address = f"kontakt-{language}@example.org"
        self.before = self.known = facts.of_this_site()
        self.wrong: list[str] = []
        self.seen: set[tuple[str, str]] = set()
        self.registration = self._registered()
        self.read_mails()

    def _registered(self) -> Registration:
        with translation.override(self.language):
            form = reverse("registration:register", kwargs={"key": self.stage.series.translation_key})
        values = {
            "organisation_name": NAMED[self.language], "contact_name": "Annegret Wissing", "privacy": "on",
            "contact_email": self.address, "attends": "on", "token": DetailsForm.fresh_token(),
            "invoice_name": NAMED[self.language], "invoice_street": "Lindenstraße 4",
            "invoice_postcode": "27333", "invoice_city": "Bücken", "invoice_country": "DE",
            "sessions": [self.stage.sessions[name].seats_id for name in BOOKED],
        }  # fmt: skip
        page = _document(self.client.post(form, values))
        self._read(letters.checked("check", page, self.known), len(BOOKED))
        hidden = {}
        for field in page.xpath("//main//input[@type='hidden']"):
            hidden.setdefault(field.get("name"), []).append(field.get("value"))
        received = self.client.post(form, hidden | {"binding": "1"})
        self._ask_again()
        self._read(
            letters.booked("received", _document(self.client.get(received.url)), self.known), len(BOOKED)
        )
        found = Registration.objects.get(contact_email=self.address)
        # What has no date is an interest, what is full a turn on its list: neither costs anything yet.
        price, later = self._price(found, "held"), self._price(found, "waiting")
        assert (found.amount, bool(later)) == (price, True)
        words = {clean(money(amount, self.language)) for amount in (price, later)}
        single = {clean(money(row.unit_amount, self.language)) for row in found.charges.all()}
        assert words <= set(_amounts(page)) <= words | single
        return found

    def _price(self, registration: Registration, status: str) -> Decimal:
        """The sum of what its sessions in that state cost, each known in both languages."""
        pools = {booking.session_id for booking in registration.bookings.filter(status=status)}
        prices = [one["prices"] for one in self.known.values() if one.get("pool") in pools]
        return sum(Decimal(amount) for rows in prices for *_class, amount, _currency in rows) / 2

    def read_mails(self) -> None:
        """Every mail that came since; the calendar entries in them too."""
        self._ask_again()
        for mail in Email.objects.order_by("pk"):
            words = (mail.subject, mail.message, self.language)
            self._read(letters.letters(*words, self.known))
            self._read(letters.letters_before(*words, self.before), known=self.before)
            for part in mail.email_message().message().walk():
                if part.get_content_type() == "text/calendar":
                    self._read(machines.calendar(mail.subject, part.get_payload(decode=True), self.known))
            mail.delete()

    def read_pages(self) -> None:
        """Its own page and its calendar."""
        self._ask_again()
        with translation.override(self.language):
            mine = tokens.absolute("mine", self.registration)
        page = _document(self.client.get(mine))
        self._read(letters.booked("mine", page, self.known), len(BOOKED))
        link = next(link for link in page.xpath("//a/@href") if link.endswith(".ics"))
        self._read(machines.calendar("own", self.client.get(link).content, self.known), 3)

    def _ask_again(self) -> None:
        self.known = facts.of_this_site()

    def _read(self, shown, least: int = 0, *, known=None) -> None:
        shown = list(shown)
        assert len(shown) >= least
        self.seen |= {
            (one.surface, name) for one in shown for name, value in one.facts.items() if value != []
        }
        self.wrong += untrue(shown, known or self.known)


@pytest.mark.parametrize("language", ["de", "nl"])
def test_whoever_registers_is_told_what_is_true(client, language):
    stage = EveryState()
    told = Told(client, stage, language)
    services.confirm(told.registration.pk)
    told.read_mails()
    told.read_pages()
    assert told.wrong == []

    services.remind_due(now=timezone.now() + timedelta(days=60))
    told.read_mails()
    page = stage.sessions["open"]
    page.start_date += timedelta(days=14)
    page.place = None
    factories.publish(page)
    services.send_notices()
    told.read_mails()
    told.read_pages()
    assert told.wrong == []

    page.status, page.status_reason = EventPage.Status.CANCELLED, "Sturm"
    factories.publish(page)
    services.send_notices()
    told.read_mails()
    told.read_pages()
    assert told.wrong == []

    assert told.seen >= SEEN


@pytest.mark.parametrize("language", ["de", "nl"])
def test_whoever_moves_up_is_told_what_is_true(client, language):
    stage = EveryState()
    told = Told(client, stage, language)
    services.confirm(told.registration.pk)
    night = stage.sessions["night"].seats
    type(night).objects.filter(pk=night.pk).update(capacity=1)
    request = services.Request(
        idempotency_key=uuid.uuid4(),
        sessions=(services.SessionWish(session=night.pk),),
        people=(services.Person(name="Deniz Karabulut", email="deniz@example.org"),),
        contact_name="Deniz Karabulut",
        contact_email="deniz@example.org",
        language=language,
        prices=factories.single_price(290),
    )
    second, _new = services.register(rules=told.registration.rules, request=request)
    services.confirm(second.pk)
    told.read_mails()
    services.cancel_booking(told.registration.bookings.get(session=night).pk)
    booking = second.bookings.get()
    assert booking.status == "offered"
    services.accept_offer(booking.pk, agreed=Decimal(290))
    subjects = set(Email.objects.values_list("subject", flat=True))
    assert {one.partition(":")[0] for one in subjects} >= MOVED_UP[language]
    told.read_mails()
    assert told.wrong == []


@pytest.mark.parametrize("language", ["de", "nl"])
def test_a_certificate_says_what_is_true(client, language):
    stage = EveryState()
    told = Told(client, stage, language)
    services.confirm(told.registration.pk)
    Attendance.objects.filter(booking__registration=told.registration).update(present=True)
    for booking in told.registration.bookings.exclude(session=stage.sessions["two days"].seats_id):
        services.cancel_booking(booking.pk)
    known = facts.of_this_site()
    (certificate,) = certificates_of(told.registration, now=timezone.now() + timedelta(days=90))
    shown = [
        Shown("certificate", certificate.name, path, language, {"when": clean(one.when), "place": one.place})
        for one in certificate.sessions
        for path, session in known.items()
        if session["title"] == one.title
    ]
    assert len(shown) == 1
    assert untrue(shown, known) == []


def _amounts(page: html.HtmlElement) -> list[str]:
    return MONEY.findall(clean(page.xpath("//main")[0].text_content()))


def _document(answer) -> html.HtmlElement:
    assert answer.status_code == 200, answer
    return html.document_fromstring(answer.content, parser=html.HTMLParser(encoding="utf-8"))
