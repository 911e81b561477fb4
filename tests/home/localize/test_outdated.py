"""Translations that need an update: computed, shown to those who work on them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from config.setup import roles
from home.localize.outdated import outdated
from home.localize.status import translation_status, with_states
from home.models import PageTopic, Topic
from tests import factories

from .test_buttons import queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOTICE = {"de": "Das Original wurde geändert", "nl": "Het origineel is gewijzigd"}
HEADING = {
    "de": "Übersetzungen, die aktualisiert werden müssen",
    "nl": "Vertalingen die bijgewerkt moeten worden",
}
PANEL = "outdated-translations-section"


@pytest.fixture
def translation(network, article):
    return factories.request_translation(article, network.nl)


@pytest.fixture
def changed(translation, article):
    article.lead = "Vier Schulen teilen ihre Höfe."
    factories.publish(article)
    return translation


def test_other_words_make_a_translation_outdated_until_it_is_synchronised(translation, article):
    assert list(outdated()) == []
    article.lead = "Vier Schulen teilen ihre Höfe."
    article.save_revision()
    assert list(outdated()) == []
    factories.publish(article)
    assert list(outdated()) == [translation]
    translation.source.update_from_db()
    assert list(outdated()) == []


def test_facts_alone_make_no_work_for_translators(network, translation, article):
    article.date = date(2026, 12, 1)
    article.page_topics.add(PageTopic(topic=factories.topic(network.de)))
    factories.publish(article)
    assert list(outdated()) == []
    session = factories.session(network.events["de"], start_date=date(2027, 3, 17))
    factories.request_translation(session, network.nl)
    session.start_date = date(2027, 4, 14)
    factories.publish(session)
    assert list(outdated()) == []


def test_a_stopped_translation_is_nobodys_work(changed):
    Translation.objects.update(enabled=False)
    assert list(outdated()) == []


def status(topic) -> str:
    return translation_status(with_states(Topic.objects.all()).get(pk=topic.pk))


def test_records_are_found_as_well(network):
    topic = factories.topic(network.de)
    made = factories.request_translation(topic, network.nl)
    assert status(topic) == "Nederlands: Entwurf"
    made.get_target_instance().save_revision().publish()
    assert status(topic) == "Nederlands: übersetzt"
    topic.zone = "water"
    topic.save_revision().publish()
    assert list(outdated()) == []
    topic.name = "Freiraum"
    topic.save_revision().publish()
    assert list(outdated()) == [made]
    assert status(topic) == "Nederlands: zu aktualisieren"
    assert status(factories.topic(network.de, slug="neu")) == "Nederlands: nicht übersetzt"


@pytest.mark.parametrize("language", ["de", "nl"])
def test_the_admin_says_so_where_the_translation_is_edited(client, changed, translator, language):
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": language})
    client.force_login(translator)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[changed.get_target_instance().pk]))
    assert NOTICE[language] in edit.text
    assert reverse("wagtail_localize:update_translations", args=[changed.source_id]) not in edit.text
    start = client.get(reverse("wagtailadmin_home")).text
    report = client.get(reverse("outdated_translations"))
    assert PANEL in start
    assert HEADING[language] in start
    assert HEADING[language] in report.text
    assert list(report.context["object_list"]) == [changed]


def test_an_editor_gets_a_way_to_update(client, changed, editor):
    client.force_login(editor)
    address = reverse("wagtail_localize:update_translations", args=[changed.source_id])
    assert (
        address
        in client.get(reverse("wagtailadmin_pages:edit", args=[changed.get_target_instance().pk])).text
    )
    assert address in client.get(reverse("outdated_translations")).text


def test_others_see_nothing_of_it(client, changed):
    client.force_login(factories.user(roles.TRANSLATORS_DE))
    assert list(client.get(reverse("outdated_translations")).context["object_list"]) == []
    assert changed.source.object_repr not in client.get(reverse("wagtailadmin_home")).text
    client.force_login(factories.user(roles.MODERATORS))
    assert list(client.get(reverse("outdated_translations")).context["object_list"]) == []


def test_without_outdated_translations_nothing_is_said(client, translation, translator):
    client.force_login(translator)
    assert PANEL not in client.get(reverse("wagtailadmin_home")).text
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]))
    assert NOTICE["de"] not in edit.text


def test_the_start_page_and_the_report_ask_as_often_for_three_translations_as_for_one(
    client, network, translator
):
    client.force_login(translator)
    addresses = [reverse("wagtailadmin_home"), reverse("outdated_translations")]

    def more(number):
        for n in range(number):
            article = factories.article(network.news["de"], title=f"Hof {number} {n}")
            factories.request_translation(article, network.nl, False)
        Page.objects.update(last_published_at=timezone.now() + timedelta(hours=1))

    more(1)
    one = [queries(client, address) for address in addresses]
    more(2)
    assert len(client.get(addresses[1]).context["object_list"]) == 3
    assert [queries(client, address) for address in addresses] == one == [26, 19]
