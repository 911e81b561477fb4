"""The screens of organisers and moderators: axe finds nothing, and nothing is wider than a phone."""

import uuid
from datetime import timedelta

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from comments.models import Comment, Report
from comments.services.locks import thread_of
from comments.services.submit import words
from events.registration import services
from events.registration.models import CallRules
from home.models import DeadLink, LostAddress, VainSearch
from tests import factories
from tests.crawl import HOST, AnswerFromDjango, go_on_with
from tests.markup import axe_violations

# Whatever one types or presses must be within the window; tables may scroll.
TOO_WIDE = """() => [...document.querySelectorAll("main :is(input, select, textarea, button, h1, h2, p)")]
    .filter(e => !e.closest("table, header, .w-sr-only") && e.checkVisibility()
        && e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def screens(db) -> dict[str, str]:
    """Every screen of the desks, each with something on it."""
    network = factories.Network()
    first = timezone.localdate() + timedelta(days=60)
    series = factories.series(network.events["de"], registration_mode="form", default_capacity=2)
    sessions = [
        factories.session(series, title=f"Wer gehört zum Quartier, Teil {n}?", number=n, start_date=first)
        for n in (1, 2)
    ]
    rules = CallRules.objects.get_or_create(call_key=series.translation_key)[0]
    seats = [page.seats_id for page in sessions]
    registrations = [register(rules, seats, n) for n in range(2)]
    comment = comment_of(sessions[0])
    report = Report.objects.create(
        comment=comment, ground="insult", explanation="Das setzt Menschen herab.", language="de"
    )
    month = timezone.localdate().replace(day=1)
    LostAddress.objects.create(path="/de/alte-seite/", month=month, times=3)
    VainSearch.objects.create(query="hochbeet", locale=network.de, month=month, times=3)
    DeadLink.objects.create(page=series, target="https://example.org/gibt-es-nicht")
    here = {
        name: reverse(name)
        for name in (
            "desk:index",
            "registrations:index",
            "registrations:write",
            "invoices:index",
            "undelivered:index",
            "calls:index",
            "comments_queue:index",
            "comments_reports:index",
            "comments_threads:index",
            "dead_links",
            "lost_addresses",
            "vain_searches",
            "registration_links",
            "outdated_translations",
            "home_person",
            "wagtailadmin_home",
        )
    }
    return here | {
        name: reverse(name, args=arguments)
        for name, arguments in {
            "desk:waiting": [seats[0]],
            "desk:topics": [seats[0]],
            "desk:attendance": [seats[0]],
            "desk:attendance_print": [seats[0]],
            "registrations:inspect": [registrations[0].pk],
            "registrations:type": [series.translation_key],
            "calls:edit": [rules.pk],
            "calls:copy": [rules.pk],
            "calls:sessions": [rules.pk],
            "calls:letters": [rules.pk],
            "calls:letter": [rules.pk, "confirmed", "de"],
            "comments_queue:inspect": [comment.pk],
            "comments_reports:inspect": [report.pk],
            "comments_threads:of_page": [sessions[0].pk],
        }.items()
    }


def register(rules, seats, number):
    """Two people for every session: the second pair has to wait."""
    made, _new = services.register(
        rules=rules,
        request=services.Request(
            idempotency_key=uuid.uuid4(),
            sessions=tuple(services.SessionWish(session=pk) for pk in seats),
            people=tuple(services.Person(name=f"Person {n}", email=f"p{n}@example.org") for n in range(2)),
            contact_name="Annegret Wissing",
            contact_email=f"kontakt-{number}@example.org",
            organisation_name=f"Kreisstadt {number}",
            prices=factories.single_price(10),
        ),
    )
    return services.confirm(made.pk)


def comment_of(page) -> Comment:
    text = "Wer räumt morgens die Scherben weg? Siehe https://example.org/scherben."
    values = {"thread": thread_of(page), "page": page, "language": "de", "confirmed_at": timezone.now()}
    return Comment.objects.create(**values, name="Ulf Petersdorf", status="pending", **words(text))


@pytest.mark.browser
def test_axe_finds_nothing_on_the_desks_and_all_fits_on_a_phone(screens, client, browser):
    user = factories.superuser()
    UserProfile.objects.create(user=user, preferred_language="nl", theme="dark")
    client.force_login(user)
    connection = connections[DEFAULT_DB_ALIAS]
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = context.new_page()
    page.route("**/*", AnswerFromDjango(connection, client))
    page.route("**/*.js*", lambda route: route.abort())  # Wagtail's: what is ours needs none, and it is slow
    found = {}
    for name, url in screens.items():
        assert page.goto(f"http://{HOST}{url}").status == 200, name
        found[name] = [*axe_violations(page, "body"), *page.evaluate(TOO_WIDE)]
    context.close()
    go_on_with(connection)
    assert {name: errors for name, errors in found.items() if errors} == {}
