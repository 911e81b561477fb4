"""`manage.py setup_site`: an empty site gets its skeleton once, and an editor's changes stay."""

import pytest
from wagtail.models import Page, Site
from wagtail_localize.models import Translation

from comments.models import CommentSettings
from home.models import HomePage, SiteSettings, StandardPage
from news.models import NewsIndexPage
from tests import factories

from .loading import set_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("skeleton")]


def tree() -> list[tuple]:
    fields = ["depth", "locale__language_code", "live", "slug", "title", "show_in_menus"]
    return list(Page.objects.order_by("path").values_list(*fields))


def test_an_empty_site_gets_its_pages_in_both_languages():
    assert tree() == [
        (1, "de", True, "root", "Root", False),
        (2, "de", True, "start", "Start", False),
        (3, "de", True, "nachrichten", "Nachrichten", True),
        (3, "de", True, "kalender", "Kalender", True),
        (3, "de", True, "themen", "Themen", True),
        (3, "de", True, "orte", "Städte und Orte", True),
        (3, "de", True, "autorinnen-und-autoren", "Autorinnen und Autoren", False),
        (3, "de", False, "impressum", "Impressum", False),
        (3, "de", False, "datenschutz", "Datenschutzerklärung", False),
        (3, "de", False, "erklaerung-zur-barrierefreiheit", "Erklärung zur Barrierefreiheit", False),
        (3, "de", False, "kommentarregeln", "Regeln für Kommentare", False),
        (2, "nl", True, "begin", "Begin", False),
        (3, "nl", True, "nieuws", "Nieuws", True),
        (3, "nl", True, "agenda", "Agenda", True),
        (3, "nl", True, "themas", "Thema’s", True),
        (3, "nl", True, "plaatsen", "Steden en wijken", True),
        (3, "nl", True, "auteurs", "Auteurs", False),
        (3, "nl", False, "colofon", "Colofon", False),
        (3, "nl", False, "privacyverklaring", "Privacyverklaring", False),
        (3, "nl", False, "toegankelijkheidsverklaring", "Toegankelijkheidsverklaring", False),
        (3, "nl", False, "regels-voor-reacties", "Regels voor reacties", False),
    ]


def test_the_site_is_served_from_the_german_start_page():
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="de")
    assert (site.hostname, site.port) == ("testserver", 80)


def test_translations_are_complete_on_the_translators_screen():
    progress = [translation.get_progress() for translation in Translation.objects.all()]
    assert len(progress) == 10
    assert all(total == done for total, done in progress)


def test_legal_drafts_say_what_is_missing_and_are_not_public(client):
    imprint = StandardPage.objects.get(slug="impressum")
    assert imprint.body[0].value["text"] == "Angaben gemäß §\xa05 DDG"
    assert client.get("/de/impressum/").status_code == 404
    assert client.get("/nl/colofon/").status_code == 404


def test_forms_lead_to_the_drafts_once_they_are_public():
    site = Site.objects.get()
    rules, privacy = CommentSettings.for_site(site).rules_page, SiteSettings.for_site(site).privacy_page
    assert (rules.slug, privacy.slug) == ("kommentarregeln", "datenschutz")


def test_greetings_are_there_in_both_languages():
    texts = SiteSettings.objects.get().texts.order_by("locale__language_code")
    assert list(texts.values_list("locale__language_code", "greeting")) == [
        ("de", "Guten Tag {name},"),
        ("nl", "Beste {name},"),
    ]


def test_a_new_host_is_named_in_links_at_the_next_run(client, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://neu.example.org"
    settings.ALLOWED_HOSTS = ["neu.example.org"]
    assert "Set up: address https://neu.example.org, in links on pages, in feeds and calendars" in set_up()

    page = client.get("/de/", secure=True, headers={"host": "neu.example.org"}).text
    assert '<link rel="canonical" href="https://neu.example.org/de/">' in page
    assert "testserver" not in page
    assert "address" not in set_up()


def test_whoever_sets_up_a_site_learns_how_to_sign_in():
    assert "manage.py createsuperuser" in set_up()
    person = factories.superuser()
    assert "createsuperuser" not in set_up()
    person.is_active = False
    person.save()
    assert "createsuperuser" in set_up()


def test_a_second_run_changes_nothing_and_keeps_what_editors_changed():
    news = NewsIndexPage.objects.get(locale__language_code="de")
    news.title = "Aus den Städten"
    news.save_revision().publish()
    StandardPage.objects.get(slug="colofon").delete()
    before = tree()
    factories.superuser()
    assert set_up() == "The site was set up already; nothing changed.\n"
    assert tree() == before
    assert (3, "de", True, "nachrichten", "Aus den Städten", True) in before
