"""Ten times the pages cost no more queries: lists, feed, calendar, search (times: `make bench-lists`)."""

from datetime import date
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from authors.models import PageAuthor
from bench.bulk.pages import copy_articles, make_articles, make_sessions
from events.models import EventPage
from home.formatting.dates import ZONE
from home.models import PageTopic
from news.models import ArticlePage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def costs(client, network):
    news, events = network.news["de"].url, network.events["de"].url
    addresses = [
        news,
        f"{news}?page=2",
        f"{news}?topic=oeffentlicher-raum&year=2026",
        f"{news}feed/atom/",
        f"{news}feed/rss/?place=herne",
        f"{news}seite-7/",
        events,
        f"{events}?when=past",
        f"{events}kalender.ics",
        "/de/suche/?q=Schulhof",
        "/de/suche/?q=Beteiligung&kind=news",
        "/sitemap-pages.xml",
    ]
    found = {}
    for url in addresses:
        assert client.get(url).status_code == 200, url
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        found[url] = len(seen)
    return found


def test_ten_times_the_pages_cost_no_more_queries(client, network_in_bulk):
    network, grow = network_in_bulk
    grow(40, upcoming=30)
    few = costs(client, network)
    grow(260, upcoming=0)
    assert (ArticlePage.objects.count(), EventPage.objects.count()) == (300, 300)
    # Fewer are right: a search that has enough hits does not look for similar words (PostgreSQL).
    assert {url: number for url, number in costs(client, network).items() if number > few[url]} == {}
    article = ArticlePage.objects.get(slug="seite-299")
    assert client.get(article.url).context["page"] == article
    assert "Folge 299" in client.get("/de/suche/?q=Folge+299").text
    article.title = "Auch von Hand zu ändern"
    assert factories.publish(article).title == article.title  # whole rows, as any other page's
    assert factories.standard_page(network.home["de"], title="Danach").url == "/de/danach/"


@pytest.fixture
def network_in_bulk(db):
    network = factories.Network()
    topics, places = [factories.topic(network.de)], [factories.place(network.de)]
    today = timezone.localdate(timezone=ZONE)

    def grow(number: int, upcoming: int) -> None:
        make_articles(network.news["de"], number, topics=topics, places=places)
        make_sessions(network.events["de"], number, upcoming=upcoming, today=today, place=places[0])

    return network, grow


def test_the_command_asks_before_it_fills_a_site():
    factories.Network()
    with pytest.raises(CommandError):
        call_command("make_bulk")
    assert not ArticlePage.objects.exists()
    call_command("make_bulk", "--articles=3", "--sessions=2", "--upcoming=1", "--yes", stdout=StringIO())
    assert [article.date for article in ArticlePage.objects.order_by("-date")][0] == date(2026, 11, 1)
    assert EventPage.objects.upcoming(timezone.now()).count() == 1


def test_copies_have_what_their_samples_have(client):
    network = factories.Network(indexes=["news", "authors"])
    topic, person = factories.topic(network.de), factories.author(network.authors["de"])
    sample = factories.article(network.news["de"], lead="Was sich ändert.", date=date(2026, 3, 1))
    sample.page_topics.add(PageTopic(topic=topic))
    sample.page_authors.add(PageAuthor(author=person))
    factories.publish(sample)
    other = factories.article(network.news["de"], title="Ohne alles", slug="ohne", date=date(2026, 3, 2))

    keys = copy_articles(network.news["de"], 3, [sample, other])

    copies = ArticlePage.objects.in_bulk(keys)
    assert [copies[key].lead for key in keys] == [sample.lead, other.lead, sample.lead]
    assert [copies[key].page_topics.count() for key in keys] == [1, 0, 1]
    assert [copies[key].page_authors.get().author.title for key in keys[::2]] == [person.title] * 2
    page = client.get(copies[keys[0]].url)
    assert page.status_code == 200
    assert sample.lead in page.text
    assert person.title in page.text
    assert client.get(network.news["de"].url).text.count(sample.lead) == 3
