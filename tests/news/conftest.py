"""A network with articles in both languages."""

from datetime import date

import pytest
from wagtail.rich_text import RichText

from authors.models import PageAuthor
from home.models import PagePlace, PageTopic, RelatedPage
from tests import factories


@pytest.fixture
def network(db):
    return factories.Network()


@pytest.fixture
def german_topic(network):
    return factories.topic(network.de)


@pytest.fixture
def dutch_topic(network, german_topic):
    return translated(german_topic, network.nl, name="Openbare ruimte", slug="openbare-ruimte")


def translated(record, locale, **values):
    copy = record.copy_for_translation(locale)
    for name, value in values.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def full_article(network, number=0, people=1, **values):
    """A German article with picture, topic, place, authors and a related page, all published."""
    parts = [
        factories.author(
            network.authors["de"],
            title=f"Person {number} {n}",
            role="Stadtforscherin",
            biography="<p>Hat in Aachen studiert.</p>",
            portrait=factories.image(f"portrait-{number}-{n}.jpg", (300, 300)),
        )
        for n in range(people)
    ]
    article = factories.article(
        network.news["de"],
        **{
            "title": f"Der Schulhof {number} bleibt offen",
            "date": date(2026, 11, 1 + number),
            "lead_image": factories.image(f"hof-{number}.jpg", (600, 400)),
            "dateline": factories.place(network.de, name="Hagen", slug=f"hagen-{number}"),
            "body": [("paragraph", {"text": RichText("<p>Morgens um neun riecht es hier nach Kaffee.</p>")})],
        }
        | values,
    )
    for n, person in enumerate(parts):
        topic = factories.topic(network.de, name=f"Thema {number} {n}", slug=f"thema-{number}-{n}")
        place = factories.place(network.de, name=f"Ort {number} {n}", slug=f"ort-{number}-{n}")
        other = factories.article(network.news["de"], title=f"Mehr {number} {n}", date=date(2020, 1, 1))
        article.page_authors.add(PageAuthor(author=person))
        article.page_topics.add(PageTopic(topic=topic))
        article.page_places.add(PagePlace(place=place))
        article.related_pages.add(RelatedPage(target=other))
    return factories.publish(article)
