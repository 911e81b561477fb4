"""How many queries the pages cost, the same for one and for three of anything: at most 18 and 20."""

import pytest

from authors.models import PageAuthor
from tests import factories
from tests.visits import queries_of

from .conftest import full_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize("number", [1, 3])
def test_an_article_with_authors_topics_places_and_related_pages(client, network, number):
    article = full_article(network, people=number)
    for n in range(4):
        factories.article(network.news["de"], title=f"Noch einer {n}")
    assert queries_of(client, article.url) == 17


@pytest.mark.parametrize("number", [1, 3])
def test_an_article_in_dutch(client, network, number):
    article = full_article(network, people=number)
    dutch = factories.translate(article, network.nl, title="Het schoolplein blijft open")
    assert queries_of(client, dutch.url) == 18  # Wagtail itself needs one more for the other language's tree


@pytest.mark.parametrize("number", [1, 3])
def test_the_list(client, network, number):
    for n in range(number):
        full_article(network, n)
    assert queries_of(client, network.news["de"].url) == 13


@pytest.mark.parametrize("number", [1, 3])
def test_an_authors_page(client, network, number):
    person = factories.author(network.authors["de"])
    for n in range(number):
        article = full_article(network, n)
        article.page_authors.add(PageAuthor(author=person))
        factories.publish(article)
    assert queries_of(client, person.url) == 19


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_authors(client, network, number):
    for n in range(number):
        factories.author(
            network.authors["de"], title=f"P {n}", portrait=factories.image(f"p-{n}.jpg", (300, 300))
        )
    assert queries_of(client, network.authors["de"].url) == 10
