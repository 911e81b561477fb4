"""Publishing a translation: all its words, or none: nothing untranslated is live by accident."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from home.localize.publishing import missing, obstacle
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def translation(network, article):
    return factories.request_translation(article, network.nl, False)


@pytest.fixture
def publish(client, translation, django_capture_on_commit_callbacks):
    """Press the button of the translation editor."""

    def press(user):
        client.force_login(user)
        address = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"action": "publish"})

    return press


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_translation_with_gaps_is_not_published(publish, translation, editor):
    response = publish(editor)
    assert not translation.get_target_instance().live
    assert any(str(missing(translation).count()) in message for message in said(response))


def test_a_complete_translation_is_published_with_a_dutch_address(publish, translation, editor, client):
    factories.fill(translation, {"title": "Het schoolplein blijft open"})
    StringTranslation.objects.filter(context__path="slug", locale=translation.target_locale).delete()
    publish(editor)
    dutch = translation.get_target_instance()
    assert (dutch.live, dutch.slug) == (True, "het-schoolplein-blijft-open")
    assert dutch.lead == "NL Drei Schulen teilen ihre Höfe."


def test_a_german_address_is_written_out(network):
    dutch = factories.topic(network.nl, name="Openbare ruimte", slug="openbare-ruimte")
    page = factories.article(network.news["nl"], title="Straat", slug="straat")
    made = factories.request_translation(page, network.de, False)
    factories.fill(made, {"title": "Größere Höfe"})
    StringTranslation.objects.filter(context__path="slug").delete()
    assert obstacle(made) == ""
    assert StringTranslation.objects.get(context__path="slug").data == "groessere-hoefe"
    assert obstacle(factories.request_translation(dutch, network.de, False))


def test_a_translator_completes_but_does_not_publish(publish, translation, translator):
    factories.fill(translation)
    publish(translator)
    assert not translation.get_target_instance().live


def test_a_string_with_an_error_counts_as_missing(translation):
    factories.fill(translation, {"title": "<script>x</script>"})
    assert [segment.context.path for segment in missing(translation)] == ["title"]
    assert obstacle(translation)


def test_bulk_publishing_stops_before_a_translation_with_gaps(client, network, translation, editor):
    client.force_login(editor)
    dutch = translation.get_target_instance()
    other = factories.article(network.news["nl"], title="Werkplaats", live=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{address}?id={other.pk}&id={dutch.pk}", {"include_descendants": ""})
    other.refresh_from_db()
    assert not translation.get_target_instance().live
    assert not other.live
    assert any(dutch.title in message for message in said(response))


def test_bulk_publishing_of_a_branch_stops_as_well(client, network, translation, editor):
    client.force_login(editor)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={network.home['nl'].pk}", {"include_descendants": "on"})
    assert not translation.get_target_instance().live


def test_an_event_waits_for_its_original(network):
    session = factories.session(network.events["de"], live=False)
    made = factories.request_translation(session, network.nl)
    assert obstacle(made)
    factories.publish(session)
    assert obstacle(made) == ""


def test_a_record_is_published_by_editors_only_and_only_complete(
    client, network, editor, translator, django_capture_on_commit_callbacks
):
    topic = factories.topic(network.de, description="Plätze und Höfe")
    made = factories.request_translation(topic, network.nl, False)
    dutch = made.get_target_instance()
    address = reverse("wagtailsnippets_home_topic:edit", args=[dutch.pk])

    def press(user):
        client.force_login(user)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"action": "publish"})
        dutch.refresh_from_db()
        return dutch.live

    assert not press(editor)
    factories.fill(made, {"name": "Openbare ruimte"})
    assert not press(translator)
    assert press(editor)
    assert dutch.name == "Openbare ruimte"


def test_no_slug_is_made_of_a_title_with_an_error(translation):
    factories.fill(translation, {"title": "<script>Schoolplein</script>"})
    StringTranslation.objects.filter(context__path="slug").delete()
    assert obstacle(translation)
    assert not StringTranslation.objects.filter(context__path="slug").exists()
