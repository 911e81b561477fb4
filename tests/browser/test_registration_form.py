"""The form in every state: nothing typed is lost, the remedy stands at the field, in both languages; at 320
pixels, by keyboard, with nothing for axe to find (domain.md#required-fields, #errors)."""

import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events.models import EventPage, Price
from events.registration import services, tokens
from events.registration.models import Booking, CallRules, Question, QuestionText, Registration
from tests import factories
from tests.markup import axe_violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def call():
    """Two sessions with a price, a need and a question: every kind of field is on the form."""
    network = factories.Network()
    series = factories.series(
        network.events["de"],
        title="Zehn Quartiere",
        registration_mode="form",
        default_start_time=time(10),
        default_end_time=time(16),
        default_capacity=2,
    )
    series.prices = [Price(scope="session", audience="non_partner", amount=80, vat="incl")]
    factories.publish(series)
    factories.translate(series, network.nl, title="Tien wijken")
    first = timezone.localdate() + timedelta(days=60)
    series.sessions = [
        factories.session(series, title=f"Termin {n}", number=n, start_date=first + timedelta(days=30 * n))
        for n in (1, 2)
    ]
    rules = CallRules.objects.update_or_create(
        call_key=series.translation_key, defaults={"ask_diet": True, "registrant": "either"}
    )[0]
    question = Question.objects.create(rules=rules, kind="choice", required=True)
    for locale, label, choices in (
        (network.de, "Anreise", "Bahn\nRad"),
        (network.nl, "Hoe komt u?", "Trein\nFiets"),
    ):
        QuestionText.objects.create(question=question, locale=locale, label=label, choices=choices)
    series.rules, series.question = rules, f"q{question.pk}"
    return series


@pytest.fixture
def page(page):
    page.set_default_timeout(15_000)
    return page


def address(name, language="de", **kwargs) -> str:
    with translation.override(language):
        return reverse(f"registration:{name}", kwargs=kwargs)


def typed(language) -> dict[str, str]:
    """What somebody types, by the id of the field without `id_`."""
    return {
        "organisation_name": "Stadt Bücken & Söhne",
        "contact_name": "Ute „Uli“ Anders",
        "contact_email": "ute@buecken.example.org",
        "p1_name": "Jale Demir",
        "invoice_name": "Kasse",
        "invoice_street": "Hof 1",
        "invoice_postcode": {"de": "44137", "nl": "5611 AB"}[language],
        "invoice_city": "Dortmund",
    }


def fill(page, values):
    for name, value in values.items():
        field = page.locator(f"#id_{name}")
        if not field.is_visible():
            page.locator("details", has=field).locator("summary").click()
        field.fill(value)


def look(page, name, faults):
    """Note what axe finds, and whether a reader with a narrow screen must scroll sideways."""
    faults += [f"{name}: {found}" for found in axe_violations(page)]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 320:
        faults.append(f"{name}: {width} px wide")


@pytest.mark.parametrize(("language", "error"), [("de", "Fehler:"), ("nl", "Fout:")])
def test_errors_keep_everything_and_lead_to_the_remedy(page, live_server, call, language, error):
    page.goto(live_server.url + address("register", language, key=call.translation_key))
    values = typed(language) | {"contact_email": "ute@buecken", "p2_department": "Jugend"}
    fill(page, values)
    page.select_option(f"#id_{call.question}", "1")
    page.check("#id_consent_photo")
    page.locator("form.form button.btn").first.click()
    assert page.title().startswith(error)
    assert page.evaluate("document.activeElement.id") == "errors"
    for name, value in values.items():
        assert page.input_value(f"#id_{name}") == value
        assert page.locator(f"#id_{name}").is_visible()
    assert page.input_value(f"#id_{call.question}") == "1"
    assert page.is_checked("#id_consent_photo")
    links = page.locator("#errors a")
    targets = [link.get_attribute("href") for link in links.all()]
    assert {"#id_contact_email", "#id_sessions", "#id_p2_name", "#id_privacy"} <= {
        target.replace("id_sessions_0", "id_sessions") for target in targets
    }
    for target in targets:
        page.locator(f'#errors a[href="{target}"]').first.click()
        assert page.evaluate("t => document.activeElement.matches(t)", target), target
    for name in ("contact_email", "p2_name", "privacy"):
        field = page.locator(f"#id_{name}")
        assert field.get_attribute("aria-invalid") == "true"
        described = field.get_attribute("aria-describedby")
        assert any(page.locator(f"#{found}.err").count() for found in described.split())
    # With the remedies it goes on, and coming back from the check page keeps everything again.
    page.fill("#id_contact_email", "ute@buecken.example.org")
    page.fill("#id_p2_department", "")
    page.check("input[name=sessions] >> nth=0")
    page.check("#id_privacy")
    page.locator("form.form button.btn").first.click()
    page.locator('button[name="change"]').click()
    assert page.input_value("#id_contact_name") == values["contact_name"]
    assert page.is_checked("input[name=sessions] >> nth=0")
    assert not Registration.objects.exists()


def test_every_state_is_accessible_at_320_pixels(page, live_server, call):
    faults, key = [], call.translation_key
    page.set_viewport_size({"width": 320, "height": 700})

    def visit(name, language="de", **kwargs):
        page.goto(live_server.url + address(name, language, **kwargs))

    for language in ("de", "nl"):
        visit("register", language, key=key)
        look(page, f"empty {language}", faults)
        page.locator("form.form button.btn").first.click()
        look(page, f"errors {language}", faults)
    fill(page, typed(language))
    page.select_option(f"#id_{call.question}", "0")
    page.check("input[name=sessions] >> nth=0")
    page.check("#id_privacy")
    page.locator("form.form button.btn").first.click()
    look(page, "check", faults)
    page.locator('button[name="binding"]').click()
    look(page, "receipt", faults)
    page.fill("#id_email", "nichts")
    page.locator("main form button.btn").click()
    look(page, "receipt, error", faults)
    registration = Registration.objects.get()
    token = tokens.token(registration)
    visit("confirm", token=token)
    look(page, "confirm", faults)
    page.locator("main form button.btn").click()
    look(page, "mine", faults)
    booking = registration.bookings.get()
    seat = booking.attendances.last()
    for name, more in (
        ("people", {"attendance": seat.pk}),
        ("session", {"booking": booking.pk}),
        ("cancel", {}),
        ("revoke", {}),
    ):
        visit(name, token=token, **more)
        look(page, name, faults)
    visit("people", token=token, attendance=seat.pk)
    page.locator("main form button.btn").first.click()
    look(page, "people, errors", faults)
    waiting = _sign_up(call)
    visit("register", key=key)
    look(page, "a full session", faults)
    visit("mine", token=tokens.token(waiting))
    assert "Warteliste" in page.locator("main").inner_text()
    look(page, "waiting", faults)
    services.cancel_registration(registration.pk)
    assert Booking.objects.get(registration=waiting).status == "offered"
    page.reload()
    look(page, "offered", faults)
    visit("mine", token=token)
    look(page, "cancelled", faults)
    visit("mine", token="1-1.nothing")
    look(page, "no such address", faults)
    visit("lost")
    look(page, "lost", faults)
    for session in call.sessions:
        type(session.seats).objects.filter(pk=session.seats_id).update(waiting_list=False, capacity=2, held=2)
    visit("register", key=key)
    look(page, "full", faults)
    EventPage.objects.update(registration_closes=timezone.now())
    visit("register", "nl", key=key)
    look(page, "closed", faults)
    assert not faults, "\n".join(faults)


def _sign_up(call):
    request = services.Request(
        idempotency_key=uuid.uuid4(),
        sessions=(services.SessionWish(session=call.sessions[0].seats_id),),
        people=(services.Person(name="Mira Oduya", email="mira@marl.example.org"),),
        contact_name="Mira Oduya",
        contact_email="mira@marl.example.org",
        organisation_name="Stadt Marl",
        prices=factories.single_price(80),
    )
    return services.confirm(services.register(rules=call.rules, request=request)[0].pk)


def test_by_keyboard_alone(page, live_server, call):
    page.goto(live_server.url + address("register", "nl", key=call.translation_key))

    def go(selector):
        """Tab on until that control has the focus, which must be seen."""
        for _press in range(90):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                look = "getComputedStyle(document.activeElement)"
                assert page.evaluate(f"{look}.outlineStyle + {look}.boxShadow") != "nonenone", selector
                return
        raise AssertionError(f"{selector} is not reached")

    def write(selector, text):
        go(selector)
        page.keyboard.type(text)

    write("#id_organisation_name", "Gemeente Duinrand")
    write("#id_contact_name", "Sanne Bakker")
    write("#id_contact_email", "sanne@duinrand.example.org")
    go("input[name=sessions]")
    page.keyboard.press("Space")
    go("details summary")
    page.keyboard.press("Enter")
    go(f"#id_{call.question}")
    page.keyboard.press("ArrowDown")
    for name, value in typed("nl").items():
        if name.startswith("invoice_"):
            write(f"#id_{name}", value)
    go("#id_privacy")
    page.keyboard.press("Space")
    go("form.form button.btn")
    page.keyboard.press("Enter")
    page.wait_for_selector('button[name="binding"]')
    go('button[name="binding"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/received/**")
    registration = Registration.objects.get()
    assert (registration.language, registration.organisation_name) == ("nl", "Gemeente Duinrand")
