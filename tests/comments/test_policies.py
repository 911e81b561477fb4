"""Forms and mails lead to the rules, the privacy notice and an address for questions
(domain.md#comment-reports)."""

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override
from post_office.models import Email

from comments.models import CommentSettings
from comments.services.report import decide, report
from home.models import SiteSettings
from tests import factories

from .reader import soup_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HOST = "http://testserver"
WORDS = {
    "de": {"rules": "Unsere Regeln für Kommentare", "privacy": "Datenschutzerklärung"},
    "nl": {"rules": "Onze regels voor reacties", "privacy": "Privacyverklaring"},
}
REPORT = {"de": "/de/kommentare/melden", "nl": "/nl/reacties/melden"}


@pytest.fixture
def policies(network):
    """{"rules": …, "privacy": …}: URL by language. The network has a privacy notice and an address, its
    comments have rules and nothing else."""
    made = {}
    for name, slugs in (("rules", ("regeln", "regels")), ("privacy", ("datenschutz", "privacy"))):
        german = factories.standard_page(network.home["de"], title=name, slug=slugs[0])
        made[name] = german, factories.translate(german, network.nl, title=name, slug=slugs[1])
    shared = {"privacy_page": made["privacy"][0], "email": "post@example.org"}
    SiteSettings.objects.update_or_create(site=network.site, defaults=shared)
    values = {"rules_page": made["rules"][0], "privacy_page": None, "contact_email": ""}
    CommentSettings.objects.update_or_create(site=network.site, defaults=values)
    return {
        name: dict(zip(("de", "nl"), (page.url for page in pair), strict=True)) for name, pair in made.items()
    }


def targets(soup) -> set[str]:
    return {link["href"] for link in soup.select("a[href]")}


@pytest.mark.parametrize("language", ["de", "nl"])
def test_the_forms_lead_to_what_the_network_has(client, public, policies, pages, language):
    comment = public(language)
    CommentSettings.objects.update(contact_email="")
    named = {policies["rules"][language], policies["privacy"][language]}
    form = soup_of(client.get(pages[language].url)).select_one("#comment-form")
    assert {link.get_text() for link in form.select("#c-privacy-text p:last-child a")} == {
        *WORDS[language].values()
    }
    assert targets(form) == named | {"mailto:post@example.org"}
    reporting = soup_of(client.get(f"{REPORT[language]}/{comment.pk}/")).select_one("#report-form")
    assert targets(reporting) == named

    # What was chosen for comments counts before.
    CommentSettings.objects.update(privacy_page=pages["de"], contact_email="redaktion@example.org")
    form = soup_of(client.get(pages[language].url)).select_one("#comment-form")
    assert targets(form) == {policies["rules"][language], pages[language].url, "mailto:redaktion@example.org"}


@pytest.mark.parametrize("language", ["de", "nl"])
def test_mails_lead_there_with_whole_urls_in_both_parts(write, public, moderator, policies, language):
    comment = public(language)
    CommentSettings.objects.update(contact_email="")
    write(language, text="Und?")
    with override(language):
        made = report(
            comment.pk,
            ground="insult",
            explanation="x",
            name="",
            email="beyer@example.org",
            language=language,
            senders=[],
        )
    decide(made.pk, uphold=True, statement="Ja.", user=moderator, reason="insult")
    assert Email.objects.count() == 4
    for mail in Email.objects.all():
        html = targets(BeautifulSoup(mail.html_message, "html.parser"))
        for name, words in WORDS[language].items():
            url = HOST + policies[name][language]
            assert f"{words}: {url}\n" in mail.message, mail.subject
            assert url in html, mail.subject
        assert mail.headers["Reply-To"] == "post@example.org"


def test_a_page_that_is_in_the_footer_anyway_is_named_once(write, policies, network):
    german = network.home["de"].get_children().get(slug="datenschutz").specific
    german.in_footer = True
    factories.publish(german)
    write()
    mail = Email.objects.get()
    assert mail.message.count(HOST + policies["privacy"]["de"]) == 1
    assert mail.html_message.count(f'href="{HOST}{policies["privacy"]["de"]}"') == 1


def test_nothing_leads_to_a_draft(client, write, policies, pages, network):
    for page in network.home["de"].get_children().filter(slug__in=["regeln", "datenschutz"]):
        page.specific.unpublish()
    for page in network.home["nl"].get_children().filter(slug__in=["regels", "privacy"]):
        page.specific.unpublish()
    form = soup_of(client.get(pages["de"].url)).select_one("#comment-form")
    assert targets(form) == {"mailto:post@example.org"}
    write()
    assert "Datenschutzerklärung" not in Email.objects.get().message


def test_there_is_always_a_way_to_report(client, public, pages, network):
    """By mail where the site says so and has an address, its own or the network's; else by the form."""
    comment = public()
    CommentSettings.objects.update(report_by="mail", contact_email="")

    def way():
        return soup_of(client.get(pages["de"].url)).select_one(f"#comment-{comment.pk} .row a:last-child")[
            "href"
        ]

    assert way() == f"{REPORT['de']}/{comment.pk}/"
    SiteSettings.objects.update_or_create(site=network.site, defaults={"email": "post@example.org"})
    assert way() == f"mailto:post@example.org?subject=Meldung%20eines%20Kommentars%20%23{comment.pk}"
