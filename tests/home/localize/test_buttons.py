"""What lists of the admin offer for translations, and that they ask once for all their rows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.hooks import get_hooks
from wagtail_localize import wagtail_hooks as upstream

from config.setup import roles
from home.localize import buttons
from tests import factories

pytestmark = pytest.mark.django_db


def queries(client, url) -> int:
    """The queries of a second visit; the first fills caches of content types and sites."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured.captured_queries)


def more_pages(network, number):
    for n in range(number):
        article = factories.article(network.news["de"], title=f"Hof {number} {n}")
        factories.request_translation(article, network.nl)


def more_records(network, number):
    for n in range(number):
        place = factories.place(network.de, slug=f"herne-{number}-{n}")
        factories.place(network.de, slug=f"quartier-{number}-{n}", part_of=place)
        factories.request_translation(place, network.nl).get_target_instance().save_revision().publish()


LISTS = {
    "pages": (more_pages, lambda network: reverse("wagtailadmin_explore", args=[network.news["de"].pk]), 32),
    "search of pages": (
        more_pages,
        lambda network: reverse("wagtailadmin_explore", args=[network.news["de"].pk]) + "?q=Hof",
        33,
    ),
    "records": (more_records, lambda network: reverse("wagtailsnippets_home_place:list"), 11),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(client, network, name):
    client.force_login(factories.superuser())
    more, address, expected = LISTS[name]
    more(network, 1)
    one = queries(client, address(network))
    more(network, 2)
    assert (one, queries(client, address(network))) == (expected, expected)


def offered(client, url) -> set[str]:
    """The addresses of wagtail-localize that a list leads to."""
    addresses = re.findall(r'href="([^"?]+)', client.get(url).text)
    return {address for address in addresses if "/localize/" in address}


def test_a_page_is_offered_for_translation_until_it_is_translated(client, network, article, editor):
    client.force_login(editor)
    explorer = reverse("wagtailadmin_explore", args=[network.news["de"].pk])
    submit = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
    assert submit in offered(client, explorer)
    made = factories.request_translation(article, network.nl)
    update = reverse("wagtail_localize:update_translations", args=[made.source_id])
    assert update in offered(client, explorer)
    assert submit not in offered(client, explorer)
    assert update in offered(client, explorer + "?q=Schulhof")
    made.enabled = False
    made.save()
    assert update not in offered(client, explorer)
    client.force_login(factories.user(roles.MODERATORS, username="nobody"))
    assert offered(client, explorer) == set()


def test_a_record_is_offered_for_translation_until_it_is_translated(client, network, editor):
    client.force_login(editor)
    topic, address = factories.topic(network.de), reverse("wagtailsnippets_home_topic:list")
    submit = reverse("wagtail_localize:submit_snippet_translation", args=["home", "topic", topic.pk])
    assert offered(client, address) == {submit}
    made = factories.request_translation(topic, network.nl)
    update = reverse("wagtail_localize:update_translations", args=[made.source_id])
    assert offered(client, address) == {update}
    assert offered(client, reverse("wagtailsnippets_home_organisation:list")) == set()


def test_wagtail_localize_still_asks_for_every_row(network, article, editor):
    """When this fails, upstream has mended it: take `buttons.replace` out."""
    hook, name = upstream.page_listing_more_buttons, "register_page_listing_more_buttons"
    assert hook not in get_hooks(name)
    assert buttons.of_page in get_hooks(name)
    assert hook in get_hooks("register_page_header_buttons")
    with CaptureQueriesContext(connection) as captured:
        list(hook(article, editor))
    assert len(captured.captured_queries) > 2


def test_a_page_whose_translation_is_an_alias_is_still_to_translate(client, network, article):
    """An alias holds the other language's words."""
    client.force_login(factories.superuser())
    address = reverse("wagtailadmin_explore", args=[network.news["de"].pk])
    offer = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
    dutch = factories.request_translation(article, network.nl).get_target_instance()
    assert offer not in client.get(address).content.decode()
    client.post(reverse("wagtail_localize:convert_to_alias", args=[dutch.pk]))
    assert offer in client.get(address).content.decode()
