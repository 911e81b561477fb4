"""From the call to the recap, in both languages: a German and a Dutch visitor take the last two places, the
third waits, one gives up, the third moves up; every letter in its reader's language."""

from datetime import time, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model

from config.setup.roles import ORGANISERS
from events.models import EventPage, Price
from events.models.material import SessionMaterial
from events.registration import services
from events.registration.models import Booking, CallRules
from home.models import Organisation
from tests import factories

from .visitor import visitors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def network():
    return factories.Network()


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def is_over(network, session):
    """The session took place, and its recap and a document are published."""
    article = factories.article(network.news["de"], title="Was wir mitnehmen", slug="mitnehmen")
    factories.translate(article, network.nl, title="Wat wij meenemen", slug="meenemen")
    document = get_document_model().objects.create(
        title="Folien", file=ContentFile(b"%PDF-1.4", "folien.pdf")
    )
    page = EventPage.objects.get(pk=session.pk)
    length = (page.end_date or page.start_date) - page.start_date
    page.start_date, page.recap = in_days(-9), article
    page.end_date = page.start_date + length if page.end_date else None
    page.materials = [SessionMaterial(document=document, label="Folien des Vormittags", locale=network.de)]
    factories.publish(page)
    services.thank_due()


def check_afterwards(visitor, session, recap):
    """No button is left, the recap and the materials stand at the same address, thanks came by mail."""
    page = visitor.open(session.url).locator("main")
    assert page.locator(f'a[href$="/{recap}/"]').count()
    assert "Folien des Vormittags" in page.inner_text()
    mail = 'a[href^="mailto:"]:not([href^="mailto:?"])'  # to somebody, not the link that passes the page on
    assert page.locator(f'a[href*="/anmeldung/"], a[href*="/aanmelding/"], {mail}').count() == 0
    assert ("Danke" if visitor.language == "de" else "Dank") in visitor.subjects()[-1]


def test_seed_a_by_mail_and_typed_in(browser, live_server, client, network):
    """Free, binding per session, by e-mail (domain.md#sessions, #prices)."""
    series = factories.series(
        network.events["de"],
        title="Werkstattreihe Höfe",
        planned_sessions=10,
        registration_mode="email",
        registration_email="werkstatt@netz.example.org",
        default_start_time=time(10),
        default_end_time=time(16),
        default_capacity=2,
        eligibility="open",
    )
    series.prices = [Price(audience="non_partner", unit="person", scope="session", amount=0)]
    factories.publish(series)
    dutch = factories.translate(series, network.nl, title="Werkplaatsreeks hoven")
    essen = factories.place(network.de, name="Essen", slug="essen")
    first, *_rest = [
        factories.session(series, title=title, number=number, start_date=in_days(30 * number), place=place)
        for number, title, place in (
            (1, "Höfe öffnen", essen),
            (2, "Altern im Hof", essen),
            (3, "Sicher sein", None),
        )
    ]
    factories.session(series, title="Noch offen", number=4)
    first_dutch = factories.translate(first, network.nl, title="Hoven openen")
    profiles = [
        {"language": "de", "city": "Stadt Lindenau", "email": "hof@lindenau.example.org"},
        {"language": "nl", "city": "Gemeente Waterveld", "email": "hof@waterveld.example.org"},
        {"language": "nl", "city": "Gemeente Duinrand", "email": "hof@duinrand.example.org"},
    ]
    desk = browser.new_context(locale="de-DE")
    client.force_login(factories.user(ORGANISERS, username="organiser", first_name="O"))
    desk.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    with visitors(browser, live_server, *profiles) as (german, netherlander, third):
        for visitor, page, words in (
            (german, series, ["3 von 10", "kostenlos", "Ort folgt"]),
            (netherlander, dutch, ["3 van 10", "ratis", "ocatie volgt"]),
        ):
            call = visitor.open(page.url).locator("main")
            assert not [word for word in words if word not in call.inner_text()]
            mailto = call.locator('a[href^="mailto:werkstatt@netz.example.org?subject="]').first
            subject = "Anmeldung%3A%20" if visitor.language == "de" else "Aanmelding%3A%20"
            assert subject in mailto.get_attribute("href")
        for visitor in (german, netherlander, third):
            _type_in(desk.new_page(), live_server.url, series, first, visitor)
        assert "kostenlos" in german.mine()
        assert "wachtlijst" in third.subjects()[0].lower() + third.mine().lower()
        german.cancel()
        assert Booking.objects.get(registration__contact_email=third.email).status == "confirmed"
        assert "Hoven openen" in third.letters()[-1].message
        assert third.letters()[-1].attachments.get().mimetype == "text/calendar"
        is_over(network, first)
        check_afterwards(netherlander, first_dutch, "meenemen")
        check_afterwards(third, first_dutch, "meenemen")
        assert "Danke" not in german.subjects()[-1]  # gave up
    desk.close()


def _type_in(page, server, series, session, visitor):
    """The organiser types a mail in under the same count (domain.md#registration)."""
    page.goto(server + reverse("registrations:type", args=[series.translation_key]))
    page.fill("#id_organisation_name", visitor.city)
    page.fill("#id_contact_name", f"Kontakt {visitor.city}")
    page.fill("#id_contact_email", visitor.email)
    page.check(f'input[name="sessions"][value="{session.seats_id}"]')
    page.select_option("#id_language", visitor.language)
    page.locator("main form button.button:not([name])").last.click()
    page.wait_for_url("**/registrations/**")
    page.close()


def test_seed_b_a_price_per_city_and_changing_colleagues(browser, live_server, network):
    """Two classes by the register, two or three people, an invoice, offers with an end (domain.md#people,
    #prices)."""
    Organisation.objects.create(
        name="Gemeente Waterveld", mail_domains="waterveld.example.org", partner_since=in_days(-900)
    )
    series = factories.series(
        network.events["de"],
        title="Lerngemeinschaft Quartier",
        registration_mode="external",
        registration_url="https://www.traeger.example.org/aanmelden",
        default_start_time=time(11),
        default_end_time=time(16, 30),
        default_capacity=4,
    )
    series.prices = [
        Price(audience=audience, amount=amount, vat="excl")
        for audience, amount in (("partner", 2500), ("non_partner", 3000))
    ]
    factories.publish(series)
    dutch = factories.translate(series, network.nl, title="Leergemeenschap wijk")
    sessions = [
        factories.session(series, title=f"Treffen {n}", number=n, start_date=in_days(40 * n)) for n in (1, 2)
    ]
    CallRules.objects.update_or_create(
        call_key=series.translation_key, defaults={"min_people": 2, "max_people": 3, "choice": "series"}
    )
    invoice = (("invoice_name", "Kasse"), ("invoice_street", "Hof 1"), ("invoice_city", "Ort"))
    german_post, dutch_post = ("invoice_postcode", "44137"), ("invoice_postcode", "5611 AB")
    profiles = [
        {
            "language": "de",
            "city": "Stadt Lindenau",
            "email": "k@lindenau.example.org",
            "people": ("Ute Anders",),
            "more": (*invoice, german_post),
        },
        {
            "language": "nl",
            "city": "Gemeente Waterveld",
            "email": "k@waterveld.example.org",
            "people": ("Sanne Bakker",),
            "more": (*invoice, dutch_post),
        },
        {
            "language": "de",
            "city": "Stadt Morgenfeld",
            "email": "k@morgenfeld.example.org",
            "people": ("Jale Demir",),
            "more": (*invoice, german_post, ("order_number", "4711")),
        },
    ]
    with visitors(browser, live_server, *profiles) as (german, netherlander, third):
        call = german.open(series.url).locator("main")
        assert call.locator('a[href="https://www.traeger.example.org/aanmelden"]').count()
        assert "traeger.example.org" in call.inner_text()
        assert call.locator('a[href*="/anmeldung/"]').count() == 0  # no form beside it
        series.registration_mode = "form"
        factories.publish(series)
        assert "2.500" in german.open(series.url).locator("main").inner_text()
        german.register(series.translation_key, priced=True)
        netherlander.open(dutch.url)
        netherlander.register(series.translation_key, priced=True)
        third.open(series.url)
        third.register(series.translation_key)  # on the waiting list, which costs nothing
        assert "3.000 €" in german.mine().replace("\u00a0", " ").replace("\u202f", " ")
        assert "2.500" in netherlander.mine()
        assert "Warteliste" in third.mine()
        _send_a_colleague(german, sessions[1])
        netherlander.cancel()
        assert set(_statuses(third)) == {"offered"}
        for _offer in sessions:
            third.mine()
            third.page.locator('a[href*="/offer/"]').first.click()
            third.page.locator("main form button.btn").first.click()
        assert set(_statuses(third)) == {"confirmed"}
        assert "3.000 €" in third.mine().replace("\u00a0", " ").replace("\u202f", " ")
        is_over(network, sessions[0])
        check_afterwards(third, sessions[0], "mitnehmen")
        assert "Danke" in german.subjects()[-1]
        assert netherlander.letters()


def _statuses(visitor):
    found = Booking.objects.filter(registration__contact_email=visitor.email)
    return found.values_list("status", flat=True)


def _send_a_colleague(visitor, session):
    """Another colleague for the second session only, without the organiser (domain.md#substitutes)."""
    visitor.mine()
    row = visitor.page.locator("ol.timetable > li", has_text=session.title)
    row.locator('a[href*="/people/"]').last.click()
    visitor.page.fill("#id_name", "Mira Oduya")
    visitor.page.fill("#id_email", "mira@lindenau.example.org")
    visitor.page.locator("main form button.btn").first.click()
    row = visitor.page.locator("ol.timetable > li", has_text=session.title)
    assert "Mira Oduya" in row.inner_text()
    assert visitor.page.locator("ol.timetable", has_text="Mira Oduya").count() == 1


def test_seed_d_three_days_at_one_address(browser, live_server, network):
    """One event of three days with an overnight question; no price, no deadline
    (domain.md#registration-words, #empty-facts)."""
    event = factories.session(
        network.events["de"],
        title="Werkstatt Wald",
        start_date=in_days(60),
        end_date=in_days(62),
        start_time=time(10),
        end_time=time(15),
        venue_name="Haus am Wald",
        street="Postweg 9",
        registration_mode="form",
    )
    type(event.seats).objects.filter(pk=event.seats_id).update(capacity=2)
    factories.publish(event)
    dutch = factories.translate(event, network.nl, title="Werkplaats bos")
    CallRules.objects.update_or_create(
        call_key=event.translation_key, defaults={"ask_overnight": True, "registrant": "organisation"}
    )
    nights = (("contact_overnight", "beide"),)
    profiles = [
        {"language": "de", "city": "Stadt Lindenau", "email": "k@lindenau.example.org", "more": nights},
        {"language": "nl", "city": "Gemeente Waterveld", "email": "k@waterveld.example.org", "more": nights},
        {"language": "nl", "city": "Gemeente Duinrand", "email": "k@duinrand.example.org"},
    ]
    with visitors(browser, live_server, *profiles) as (german, netherlander, third):
        for visitor, page in ((german, event), (netherlander, dutch), (third, dutch)):
            call = visitor.open(page.url).locator("main")
            assert "€" not in call.inner_text()
            visitor.register(event.translation_key)
        assert "achtlijst" in third.mine()
        netherlander.cancel()
        assert "Werkplaats bos" in third.letters()[-1].message
        assert _statuses(third)[0] == "confirmed"
        is_over(network, event)
        check_afterwards(german, event, "mitnehmen")
        check_afterwards(third, dutch, "meenemen")
