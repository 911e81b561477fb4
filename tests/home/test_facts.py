"""HOUSE rule "facts live once": the date of the original is right in every language once it is published."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events.models import EventPage, SessionSeats
from home.localize.shared_fields import is_original, share_facts
from home.models import PageTopic, Topic
from tests import factories

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture
def pair(network):
    series = factories.series(
        network.events["de"], default_start_time=time(10), default_end_time=time(16, 30)
    )
    factories.translate(series, network.nl, title="Tien wijken")
    german = factories.session(series, start_date=date(2027, 3, 17), title="Die Schule als Mitte")
    return german, factories.translate(german, network.nl, title="De school als hart")


def test_moving_the_original_moves_the_translation_without_a_sync(pair):
    german, dutch = pair
    german.start_date = date(2027, 4, 14)
    factories.publish(german)
    dutch.refresh_from_db()
    assert dutch.start_date == date(2027, 4, 14)
    assert dutch.starts_at == datetime(2027, 4, 14, 10, 0, tzinfo=BERLIN)
    assert dutch.title == "De school als hart"


def test_a_draft_of_the_original_changes_nothing_elsewhere(pair):
    german, dutch = pair
    german.start_date = date(2027, 4, 14)
    german.save_revision()
    dutch.refresh_from_db()
    assert dutch.start_date == date(2027, 3, 17)


def test_publishing_a_stale_translation_keeps_the_facts_of_the_original(pair):
    german, dutch = pair
    stale = dutch.save_revision()
    german.start_date = date(2027, 4, 14)
    factories.publish(german)
    stale.publish()
    dutch.refresh_from_db()
    assert dutch.start_date == date(2027, 4, 14)


def test_both_languages_share_one_seat_row_that_no_draft_resets(pair):
    german, dutch = pair
    assert german.seats_id == dutch.seats_id
    older = german.save_revision()
    SessionSeats.objects.filter(pk=german.seats_id).update(capacity=36, taken=30)
    older.publish()
    german.refresh_from_db()
    assert (german.seats.capacity, german.seats.taken) == (36, 30)


def test_the_seat_row_goes_with_the_last_language(pair):
    german, dutch = pair
    dutch.delete()
    assert SessionSeats.objects.count() == 1
    german.delete()
    assert SessionSeats.objects.count() == 0


def test_a_copied_session_gets_a_seat_row_of_its_own(pair):
    german, _dutch = pair
    copy = german.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert copy.seats_id != german.seats_id
    assert copy.seats.translation_key == copy.translation_key


def test_the_series_own_times_reach_sessions_in_both_languages(pair):
    german, dutch = pair
    series = german.get_parent().specific
    series.default_start_time = time(9, 30)
    factories.publish(series)
    for page in EventPage.objects.filter(translation_key=german.translation_key):
        assert page.starts_at == datetime(2027, 3, 17, 9, 30, tzinfo=BERLIN)


def test_topics_follow_in_the_translations_own_language(network):
    german = factories.article(network.news["de"])
    dutch = factories.translate(german, network.nl, title="Het schoolplein blijft open")
    topic = factories.topic(network.de)
    translated = topic.copy_for_translation(network.nl)
    translated.name = "Openbare ruimte"
    translated.save()
    german.page_topics.add(PageTopic(topic=topic))
    factories.publish(german)
    assert [row.topic for row in PageTopic.objects.filter(page=dutch)] == [translated]


def test_rows_that_are_the_same_already_are_left_alone(network):
    """Publishing a moved date wrote all of them anew, each with its entries in the index of references."""
    topics = [factories.topic(network.de, name=name, slug=name.lower()) for name in ("Hof", "Platz")]
    german = factories.article(network.news["de"])
    for number, topic in enumerate(topics):
        german.page_topics.add(PageTopic(topic=topic, sort_order=number))
    factories.publish(german)
    dutch = factories.translate(german, network.nl, title="Hof en plein")

    def rows():
        return list(PageTopic.objects.filter(page=dutch).order_by("sort_order").values_list("pk", "topic"))

    share_facts(german)
    before = rows()
    assert [topic for _pk, topic in before] == [topic.pk for topic in topics]
    share_facts(german)
    assert rows() == before
    first, second = PageTopic.objects.filter(page=german).order_by("sort_order")
    PageTopic.objects.filter(pk=first.pk).update(sort_order=second.sort_order + 1)
    share_facts(german)
    assert [topic for _pk, topic in rows()] == [topics[1].pk, topics[0].pk]


def test_a_snippets_facts_follow_its_original(network):
    topic = factories.topic(network.de)
    translated = topic.copy_for_translation(network.nl)
    translated.save()
    topic.zone = Topic.Zone.WATER
    topic.save()
    translated.refresh_from_db()
    assert translated.zone == "water"


def test_the_original_is_the_oldest_whatever_its_language(network):
    dutch = factories.article(network.news["nl"], title="Werkplaats")
    german = factories.translate(dutch, network.de, title="Werkstatt")
    assert is_original(dutch)
    assert not is_original(german)
    assert share_facts(dutch) == 1
