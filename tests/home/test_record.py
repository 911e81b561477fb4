"""Shared records are translated as drafts: no page of a language shows the other's words by accident."""

import pytest
from wagtail_localize.fields import get_translatable_fields

from events.models import AudienceTerm, EventAudience, EventKind, EventPage
from home.models import PageTopic, Place, Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


def draft_translation(record, locale, **values):
    translation = record.copy_for_translation(locale)
    translation.live = False
    for name, value in values.items():
        setattr(translation, name, value)
    translation.save()
    return translation


def test_a_draft_translation_is_in_no_list(network):
    topic = factories.topic(network.de)
    draft = draft_translation(topic, network.nl)
    assert list(Topic.objects.live()) == [topic]
    assert list(Topic.objects.filter(locale=network.nl)) == [draft]


def test_pages_refer_to_the_original_until_the_translation_is_live(network):
    topic = factories.topic(network.de)
    draft = draft_translation(topic, network.nl, name="Openbare ruimte")
    german = factories.article(network.news["de"])
    dutch = factories.translate(german, network.nl, title="Schoolplein")
    german.page_topics.add(PageTopic(topic=topic))
    factories.publish(german)
    assert [row.topic for row in PageTopic.objects.filter(page=dutch)] == [topic]
    draft.save_revision().publish()
    assert [row.topic for row in PageTopic.objects.filter(page=dutch)] == [draft]
    assert [row.topic for row in PageTopic.objects.filter(page=german)] == [topic]
    draft.refresh_from_db()
    draft.unpublish()
    assert [row.topic for row in PageTopic.objects.filter(page=dutch)] == [topic]


def test_columns_refer_to_the_language_of_their_page(network):
    kind = EventKind.objects.create(name="Werkstatt", locale=network.de)
    place = factories.place(network.de)
    german = factories.session(network.events["de"], kind=kind, place=place)
    dutch = factories.translate(german, network.nl)
    werkplaats = draft_translation(kind, network.nl, name="werkplaats")
    herne = draft_translation(place, network.nl)
    for record in (werkplaats, herne):
        record.save_revision().publish()
    dutch.refresh_from_db()
    german.refresh_from_db()
    assert (dutch.kind, dutch.place) == (werkplaats, herne)
    assert (german.kind, german.place) == (kind, place)


def test_deleting_a_translation_gives_its_pages_the_original_back(network):
    term = AudienceTerm.objects.create(name="Kommunen", locale=network.de)
    german = factories.session(network.events["de"])
    dutch = factories.translate(german, network.nl)
    german.audience_terms.add(EventAudience(term=term))
    factories.publish(german)
    gemeenten = draft_translation(term, network.nl, name="gemeenten")
    gemeenten.save_revision().publish()
    assert [row.term for row in EventAudience.objects.filter(page=dutch)] == [gemeenten]
    gemeenten.delete()
    assert [row.term for row in EventAudience.objects.filter(page=dutch)] == [term]


def test_two_records_chosen_by_hand_stay_one_row_each(network):
    topic = factories.topic(network.de)
    dutch = factories.article(network.news["nl"])
    translated = draft_translation(topic, network.nl)
    PageTopic.objects.create(page=dutch, topic=topic)
    PageTopic.objects.create(page=dutch, topic=translated)
    translated.save_revision().publish()
    assert {row.topic for row in PageTopic.objects.filter(page=dutch)} == {topic, translated}


def test_a_draft_original_shares_no_facts(network):
    topic = factories.topic(network.de, live=False)
    translated = draft_translation(topic, network.nl)
    topic.zone = Topic.Zone.WATER
    topic.save()
    translated.refresh_from_db()
    assert translated.zone == Topic.Zone.ROSE


@pytest.mark.parametrize("model", [Topic, Place, EventKind, AudienceTerm, EventPage])
def test_no_fact_is_offered_for_translation_or_override(model):
    fields = {field.field_name: field for field in get_translatable_fields(model)}
    for name in model.shared_fields:
        assert not fields[name].is_translated(None)
        assert not fields[name].is_overridable(None)
    assert "slug" in fields or not hasattr(model, "slug")
