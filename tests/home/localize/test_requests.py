"""What asking for a translation makes: drafts, and nothing that readers see."""

from datetime import date

import pytest
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.localize.requests import request_translations
from home.models import Place, StandardPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def nested(network):
    """A page two levels below the start page, neither of which is translated."""
    above = factories.standard_page(network.home["de"], title="Über uns", slug="ueber-uns")
    return above, factories.standard_page(above, title="Geschichte", slug="geschichte")


def test_the_pages_above_become_drafts_not_live_aliases(network, nested, client):
    above, page = nested
    [dutch] = request_translations(page, [network.nl])
    dutch_above = above.get_translation(network.nl)
    assert dutch.get_parent().pk == dutch_above.pk
    assert [(row.live, row.alias_of_id) for row in (dutch, dutch_above)] == [(False, None)] * 2
    assert Translation.objects.filter(target_locale=network.nl).count() == 2
    assert client.get(dutch_above.url).status_code == 404


def test_upstreams_own_way_makes_no_live_alias_either(network, nested, client):
    above, page = nested
    page.copy_for_translation(network.nl, copy_parents=True)
    alias = above.get_translation(network.nl)
    assert (alias.alias_of_id, alias.live) == (above.pk, False)
    factories.publish(above)
    alias.refresh_from_db()
    assert not alias.live
    notice = client.get(alias.url)
    assert (notice.status_code, notice.url) == (302, f"/nl/nog-niet-vertaald/{above.translation_key}/")
    assert not Page.objects.live().filter(locale=network.nl, alias_of__isnull=False).exists()


def test_an_alias_becomes_a_draft_when_a_translation_is_asked_for(network, nested):
    above, page = nested
    above.copy_for_translation(network.nl, alias=True)
    request_translations(page, [network.nl])
    dutch_above = above.get_translation(network.nl)
    assert (dutch_above.alias_of_id, dutch_above.live) == (None, False)


def test_an_alias_in_the_same_language_stays_as_it_is(network, article):
    alias = article.create_alias(parent=network.news["de"], update_slug="noch-einmal")
    assert alias.live


def test_below_a_page_everything_becomes_a_draft(network, nested):
    above, _page = nested
    request_translations(above, [network.nl], subtree=True)
    assert sorted(StandardPage.objects.filter(locale=network.nl).values_list("title", "live")) == [
        ("Geschichte", False),
        ("Über uns", False),
    ]


def test_what_is_translated_already_is_left_alone(network, nested):
    above, page = nested
    dutch = factories.translate(above, network.nl, title="Over ons")
    request_translations(page, [network.nl])
    dutch.refresh_from_db()
    assert (dutch.title, dutch.live) == ("Over ons", True)
    assert not Translation.objects.filter(source__object_id=above.translation_key).exists()


def test_records_that_a_page_refers_to_are_neither_overwritten_nor_taken_offline(network):
    place = factories.place(network.de, name="Köln", slug="koeln")
    keulen = place.copy_for_translation(network.nl)
    keulen.name = "Keulen"
    keulen.save()
    page = factories.article(network.news["de"], dateline=place)
    [dutch] = request_translations(page, [network.nl])
    assert list(Place.objects.filter(locale=network.nl).values_list("name", "live")) == [("Keulen", True)]
    assert dutch.specific.dateline == keulen


def test_facts_are_on_the_draft_from_the_start(network):
    session = factories.session(network.events["de"], start_date=date(2027, 3, 17))
    [dutch] = request_translations(session, [network.nl])
    assert dutch.specific.start_date == date(2027, 3, 17)
