"""Feeds: valid, stable, narrowed, asked for again at no cost, and found from the pages."""

import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from authors.models import PageAuthor
from home.models import PageTopic, SiteSettings
from tests import factories

from .conftest import full_article

pytestmark = pytest.mark.django_db
HOSTILE = "Höfe & „Plätze“ < Straßen"


def read(client, url):
    """The feed as feedparser understands it, after a strict parse."""
    response = client.get(url)
    assert response.status_code == 200, url
    ElementTree.fromstring(response.content)
    feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_is_valid_and_tells_what_the_page_tells(client, network, kind):
    body = [("paragraph", {"text": RichText('<p>Mehr <a href="/de/nachrichten/">hier</a>.\x0b</p>')})]
    article = full_article(network, 3, title=f"{HOSTILE}\x08", lead="Drei & vier <b>", body=body)
    factories.article(network.news["de"], title="Entwurf", live=False)
    secret = factories.article(network.news["de"], title="Geheim")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    network.settings.full_text_feeds = True
    network.settings.save()
    url = f"{network.news['de'].url}feed/{kind}/"

    feed = read(client, url)

    assert feed.feed.title == "Nachrichten – Kwartier"
    assert feed.feed.language == "de"
    assert feed.entries[0].title == HOSTILE
    assert {entry.title for entry in feed.entries} & {"Entwurf", "Geheim"} == set()
    entry = feed.entries[0]
    assert entry.link == f"http://testserver{article.url}"
    assert entry.id == f"tag:testserver,2026:{article.translation_key}:de"
    assert [author.name for author in entry.authors] == ["Person 3 0"]
    assert [tag.term for tag in entry.tags] == ["Thema 3 0"]
    assert entry.summary == "Drei &amp; vier &lt;b&gt;"
    assert 'href="http://testserver/de/nachrichten/"' in entry.content[-1].value
    (promise,) = entry.enclosures
    assert (promise.type, promise.length) == ("image/jpeg", "0")
    assert client.get(promise.href.removeprefix("http://testserver")).status_code == 302
    (enclosure,) = read(client, url).entries[0].enclosures
    assert enclosure.type == "image/jpeg"
    assert enclosure.href.startswith("http://testserver/media/")
    assert int(enclosure.length) > 500
    assert entry.published_parsed[:3] in [(2026, 11, 3), (2026, 11, 4)]

    network.settings.full_text_feeds = False
    network.settings.save()
    article.slug = "anders"
    factories.publish(article)
    after = read(client, url).entries[0]
    assert after.id == entry.id
    assert after.link != entry.link
    assert "content" not in after or "nachrichten" not in after.content[-1].value


def test_feeds_of_a_topic_a_place_and_a_person_hold_theirs_only(client, network):
    one, other = full_article(network, 1), full_article(network, 2)
    base = f"{network.news['de'].url}feed/atom/"
    for query in ("topic=thema-1-0", "place=ort-1-0", "place=hagen-1", "author=person-1-0"):
        feed = read(client, f"{base}?{query}")
        assert [entry.title for entry in feed.entries] == [one.title], query
        assert other.title not in str(feed)
    assert client.get(f"{base}?topic=unbekannt").status_code == 404
    assert client.get(f"{base}?author=%00%27").status_code == 404
    assert client.get(f"{network.news['de'].url}feed/json/").status_code == 404


def test_an_article_of_the_other_language_says_so(client, network):
    article = factories.article(network.news["de"])
    base = f"{network.news['nl'].url}feed/"
    assert read(client, f"{base}atom/").entries == []
    network.settings.show_untranslated_articles = True
    network.settings.save()
    content = client.get(f"{base}atom/").content.decode()
    assert '<entry xml:lang="de">' in content
    assert article.title in content
    assert "<dc:language>de</dc:language>" in client.get(f"{base}rss/").content.decode()
    factories.translate(article, network.nl, title="Het schoolplein blijft open")
    assert [entry.title for entry in read(client, f"{base}rss/").entries] == ["Het schoolplein blijft open"]


def test_what_has_not_changed_is_not_sent_again(client, network):
    url = f"{network.news['de'].url}feed/atom/"
    empty = client.get(url)
    assert client.get(url).content == empty.content  # no moment of the request in it
    article = factories.publish(factories.article(network.news["de"]))
    first = client.get(url)
    assert first["ETag"] != empty["ETag"]
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(url, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    article.lead = "Vier Schulen teilen ihre Höfe."
    factories.publish(article)
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200
    assert not client.get(url).cookies


def test_who_asks_by_date_only_learns_of_what_has_no_date(client, network, monkeypatch):
    """An article that is taken offline, whole texts by the settings: nothing was published for it."""
    article = factories.publish(factories.article(network.news["de"]))
    factories.publish(factories.article(network.news["de"], title="Bleibt", date=date(2026, 11, 20)))
    url, began = f"{network.news['de'].url}feed/atom/", timezone.now()
    seen = client.get(url)
    changes = [article.unpublish, lambda: SiteSettings.objects.update(full_text_feeds=True)]
    for minutes, change in enumerate(changes, 1):
        same = client.get(url, headers={"if-modified-since": seen["Last-Modified"]})
        assert same.status_code == 304
        change()
        later = began + timedelta(minutes=minutes)
        monkeypatch.setattr("django.utils.timezone.now", lambda later=later: later)
        seen = client.get(url, headers={"if-modified-since": seen["Last-Modified"]})
        assert seen.status_code == 200


def test_a_longer_feed_costs_no_more_queries(client, network):
    url = f"{network.news['de'].url}feed/atom/"

    def queries():
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            read(client, url)
        return len(seen)

    full_article(network, 1)
    few = queries()
    topic = factories.topic(network.de, name="Nacht", slug="nacht")
    person = factories.author(network.authors["de"], title="Femke Hoekstra")
    for number in range(5):
        article = factories.article(network.news["de"], title=f"Nr. {number}", date=date(2026, 11, 20))
        article.page_topics.add(PageTopic(topic=topic))
        article.page_authors.add(PageAuthor(author=person))
        factories.publish(article)
    assert queries() == few


def test_feeds_are_found_in_the_head_and_seen_on_the_page(client, network):
    article = full_article(network, 1)
    factories.publish(network.topics["de"])
    news = network.news["de"].url
    for url, query in (
        (news, ""),
        (f"{network.topics['de'].url}thema-1-0/", "?topic=thema-1-0"),
        (f"{network.places['de'].url}ort-1-0/", "?place=ort-1-0"),
        (article.page_authors.first().author.url, "?author=person-1-0"),
    ):
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        wanted = {f"{news}feed/atom/{query}", f"{news}feed/rss/{query}"}
        heads = {link["href"] for link in soup.select('head link[rel="alternate"][type]')}
        assert wanted | {f"{news}feed/atom/"} <= heads
        assert wanted <= {link["href"] for link in soup.select("main a[type]")}, url
    soup = BeautifulSoup(client.get(network.home["nl"].url).content, "html.parser")
    heads = {link["href"] for link in soup.select('head link[rel="alternate"][type]')}
    assert heads == {f"{network.news['nl'].url}feed/atom/", f"{network.news['nl'].url}feed/rss/"}
