"""Feeds of public comments, per page and site, in one language each."""

from datetime import timedelta

import feedparser
import pytest
from wagtail.models import Page, Site

from comments.models import Comment, Thread
from home.models import HomePage
from tests import factories

pytestmark = pytest.mark.django_db


def titles(client, url):
    response = client.get(url)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed, [entry.title for entry in feed.entries]


def test_feeds_hold_public_comments_of_their_language(client, pages, public, network):
    public("nl", name="Femke", text="<b>Mooi</b> & goed")
    public("nl", name="Wachtend", status="pending")
    public("de", name="Bernd")
    other = factories.publish(factories.series(network.events["de"], title="Andere", slug="andere"))

    feed, found = titles(client, "/nl/reacties/feed/")
    assert found == ["Femke bij ‘Tien wijken, tien vragen’"]
    assert feed.feed.language == "nl"
    assert feed.entries[0].summary == "<p><b>Mooi</b> &amp; goed</p>"
    assert (
        feed.entries[0].link == f"http://testserver{pages['nl'].url}#{feed.entries[0].id.rpartition(':')[2]}"
    )
    assert titles(client, "/de/kommentare/feed/")[1] == ["Bernd zu „Zehn Quartiere, zehn Fragen“"]
    assert len(titles(client, f"/de/kommentare/{pages['nl'].pk}/feed/")[1]) == 1
    assert titles(client, f"/de/kommentare/{other.pk}/feed/")[1] == []


def test_feeds_forget_what_is_switched_off_or_not_for_everybody(client, pages, public):
    from wagtail.models import PageViewRestriction

    public("de")
    Thread.objects.update(mode="off")
    assert titles(client, "/de/kommentare/feed/")[1] == []
    Thread.objects.update(mode="auto")
    PageViewRestriction.objects.create(page=pages["de"], restriction_type="login")
    assert titles(client, "/de/kommentare/feed/")[1] == []
    assert client.get(f"/de/kommentare/{pages['de'].pk}/feed/").status_code == 404


def test_feeds_begin_with_the_newest_and_end(client, pages, public, now, monkeypatch):
    """By the day of the publication; a correction is an update, no new comment."""
    monkeypatch.setattr("comments.feeds.NEWEST", 2)
    for name, hours in (("Alt", 30), ("Neu", 10), ("Mitte", 20)):
        public(name=name, text=name, published_at=now - timedelta(hours=hours))
    corrected = now - timedelta(hours=1)
    Comment.objects.filter(name="Mitte").update(corrected_at=corrected)
    Comment.objects.filter(name="Neu").update(edited_at=now - timedelta(hours=40))
    for url in ("/de/kommentare/feed/", f"/de/kommentare/{pages['de'].pk}/feed/"):
        feed, found = titles(client, url)
        assert [title.split()[0] for title in found] == ["Neu", "Mitte"]
        newest, middle = feed.entries
        assert newest.updated == newest.published == "2026-11-22T02:00:00+00:00"
        assert middle.updated == "2026-11-22T11:00:00+00:00"
        assert client.post(url).status_code == 405


def test_feeds_hold_pages_of_this_site_that_are_public_now(client, pages, public, network):
    other = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Anderes Netzwerk", slug="anderes", locale=network.de)
    )
    elsewhere = Site.objects.create(hostname="other.example.org", root_page=other)
    public(page=other, name="Anderswo")
    public(name="Hier")
    assert titles(client, "/de/kommentare/feed/")[1] == ["Hier zu „Zehn Quartiere, zehn Fragen“"]
    elsewhere.delete()  # a page below no site has no URL
    assert client.get(f"/de/kommentare/{other.pk}/feed/").status_code == 404
    page = f"/de/kommentare/{pages['de'].pk}/feed/"
    assert client.get(page).status_code == 200
    pages["de"].unpublish()
    assert titles(client, "/de/kommentare/feed/")[1] == []
    assert client.get(page).status_code == 404


def test_a_feed_costs_the_same_for_one_and_for_many(client, pages, public, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    public("de")
    client.get("/de/kommentare/feed/")
    with CaptureQueriesContext(connection) as one:
        client.get("/de/kommentare/feed/")
    for number in range(5):
        public("de", text=f"Nr. {number}")
    with django_assert_num_queries(len(one)):
        client.get("/de/kommentare/feed/")
