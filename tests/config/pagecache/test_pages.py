"""Pages that are known by their addresses: nothing is read for them, and nothing of them is ever old."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from config.pagecache import pages
from tests import factories


def known(url) -> str:
    """The page of an address that was asked for often enough."""
    connection.run_on_commit.clear()  # what was written so far counts as an earlier transaction
    for _ in range(3):
        response = Client().get(url)
        assert response.status_code == 200
    return response.content.decode()


def test_a_known_page_reads_nothing(network, article, session):
    series = factories.publish(factories.series(network.events["de"]))
    for page in (network.home["de"], network.news["de"], network.events["de"], article, session, series):
        before = known(page.url)
        with CaptureQueriesContext(connection) as caught:
            assert Client().get(page.url).content.decode() == before
        assert [query["sql"] for query in caught] == []


def test_a_password_stands_before_it_at_once_and_goes_at_once(network, article):
    assert article.lead in known(article.url)
    restriction = PageViewRestriction.objects.create(
        page=network.news["de"], restriction_type=PageViewRestriction.PASSWORD, password="Schlüssel"
    )
    connection.run_on_commit.clear()
    for _ in range(3):
        response = Client().get(article.url)
        assert response.templates[0].name == "wagtailcore/password_required.html"
        assert article.lead not in response.content.decode()

    restriction.delete()
    assert article.lead in known(article.url)


def test_a_page_that_goes_offline_or_moves_is_gone_at_once(network, article, session):
    known(article.url)
    article.unpublish()
    connection.run_on_commit.clear()
    assert Client().get(article.url).status_code == 404

    known(session.url)
    session.move(factories.series(network.events["de"]), pos="last-child")
    connection.run_on_commit.clear()
    assert Client().get(session.url).status_code != 200


def test_a_booking_and_a_comment_let_go_what_was_read_of_them(session):
    known(session.url)
    assert Client().get(session.url).status_code == 200
    found = next(found for found in pages.memory._entries.values() if found.pk == session.pk)
    assert {"site", "seats", "comments"} <= set(found.state)


def test_each_request_has_a_page_of_its_own(article, monkeypatch):
    seen, before = [], type(article).get_context
    monkeypatch.setattr(
        type(article),
        "get_context",
        lambda page, request: seen.append(page) or before(page, request),
    )
    known(article.url)
    one, other = seen[-2:]
    one.title = "Nur hier"
    assert one is not other
    assert other.title == article.title
    assert one.locale is not other.locale
    assert one.body is not other.body
    assert len(one.body) == len(article.body)


def test_memory_is_counted_in_bytes(article):
    known(article.url)
    found = next(found for found in pages.memory._entries.values() if found.pk == article.pk)
    assert found.size > len(found.rows) > 500
