"""`.localized` costs two queries each and returns aliases; a list is resolved in one query."""

import pytest
from wagtail.models import PageViewRestriction

from authors.models import AuthorPage
from home.localize.in_bulk import in_language
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


def authors(network, number):
    people = [factories.author(network.authors["de"], title=f"Person {n}") for n in range(number)]
    return people, [factories.translate(person, network.nl) for person in people]


def test_each_page_is_mapped_to_the_readers_language(network):
    german, dutch = authors(network, 2)
    pairs = list(zip(german, dutch, strict=True))
    assert in_language(german, network.nl) == {de.pk: nl.page_ptr for de, nl in pairs}
    in_german = in_language(dutch, network.de, queryset=AuthorPage.objects.all())
    assert in_german == {nl.pk: de for de, nl in pairs}


def test_without_a_live_translation_the_original_is_shown(network):
    person = factories.author(network.authors["de"])
    draft = factories.translate(person, network.nl, live=False)
    shown = in_language([person, draft], network.nl, queryset=AuthorPage.objects.all())
    assert shown == {person.pk: person, draft.pk: person}
    assert in_language([person], network.nl, fallback=False) == {}


def test_aliases_drafts_and_private_pages_are_never_shown(network):
    person = factories.author(network.authors["de"])
    alias = person.copy_for_translation(network.nl, alias=True)
    assert in_language([alias], network.nl, queryset=AuthorPage.objects.all()) == {alias.pk: person}
    PageViewRestriction.objects.create(page=person, restriction_type="login")
    assert in_language([person, alias], network.nl) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_one_query_whatever_its_length(network, django_assert_num_queries, number):
    german, _dutch = authors(network, number)
    with django_assert_num_queries(1):
        assert len(in_language(german, network.nl)) == number
    with django_assert_num_queries(0):
        assert in_language([], network.nl) == {}
