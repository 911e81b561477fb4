"""Choosers of a page's editor: what they show is fetched at once, whatever number of rows there is."""

from pathlib import Path

import pytest
from django.urls import reverse
from lxml import html
from wagtail.users.models import UserProfile

from authors.models import PageAuthor
from home.models import PageTopic, RelatedPage
from tests import factories
from tests.home.localize.test_buttons import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db):
    return factories.Network()


def add_rows(network, page, number) -> None:
    """Give a page authors, topics and related pages."""
    for n in range(number):
        page.page_authors.add(PageAuthor(author=factories.author(network.authors["de"], title=f"P {n}")))
        topic = factories.topic(network.de, slug=f"t-{number}-{n}")
        page.page_topics.add(PageTopic(topic=topic))
        page.related_pages.add(RelatedPage(target=factories.article(network.news["de"], title=f"R {n}")))
    factories.publish(page)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda network: factories.article(network.news["de"]), 50),
        (lambda network: factories.series(network.events["de"]), 54),
    ],
)
def test_an_editor_asks_as_often_for_four_rows_as_for_one(client, network, make, expected):
    client.force_login(factories.superuser())
    page = make(network)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    add_rows(network, page, 1)
    one = queries(client, address)
    add_rows(network, page, 3)
    assert (one, queries(client, address)) == (expected, expected)


def test_a_chooser_names_what_was_chosen(client, network):
    client.force_login(factories.superuser())
    article = factories.article(network.news["de"])
    add_rows(network, article, 2)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).text
    for name in ("P 0", "P 1", "R 0", "R 1", "Öffentlicher Raum"):
        assert name in editor
    assert f'"parentId": {network.authors["de"].pk}' in editor


def dutch_administrator(client):
    user = factories.superuser()
    UserProfile.objects.create(user=user, preferred_language="nl")
    client.force_login(user)


@pytest.mark.parametrize("kind", ["images", "docs", "snippet_home_topic", "snippet_home_organisation"])
def test_a_chooser_speaks_the_language_of_its_reader(client, network, kind):
    dutch_administrator(client)
    namespace = {"images": "wagtailimages_chooser", "docs": "wagtaildocs_chooser"}
    address = reverse(f"{namespace.get(kind, f'wagtailsnippetchoosers_{kind[8:]}')}:choose")
    window = html.fromstring(client.get(address).json()["html"])
    tabs = [tab.text_content().split()[0] for tab in window.xpath("//*[@role='tab']")]
    assert tabs[:1] in (["Zoeken"], [])
    assert {"Suche", "Auswählen", "Erstellen"}.isdisjoint(window.text_content().split())


def test_a_picture_without_its_file_is_refused_in_words(client, network):
    """As after a restore without the originals."""
    dutch_administrator(client)
    picture = factories.image()
    Path(picture.file.path).unlink()
    address = reverse("wagtailimages_chooser:chosen", args=[picture.pk])
    answer = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert "Het bestand van deze afbeelding ontbreekt op de server." in answer["html"]
    preview = client.get(reverse("wagtailimages:preview", args=[picture.pk, "width-200"]))
    assert (preview.status_code, "ontbreekt" in preview.text) == (404, True)
