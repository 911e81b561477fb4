"""Answers before Django: the same as Django's own, and only where nobody is known and nothing has changed."""

from io import BytesIO
from wsgiref.headers import Headers

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from config.pagecache import store
from config.pagecache.hits import Hits
from config.wsgi import application
from tests import factories


class Application:
    """Django behind the answers of memory, and how often it was asked."""

    def __init__(self):
        self.asked = 0
        self.django = WSGIHandler()
        self.hits = Hits(self._ask)

    def _ask(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, path, *, through=None, method="GET", **variables):
        """Status, headers and body."""
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver",
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(), **variables,
        }  # fmt: skip
        started = []
        body = (through or self.hits)(environ, lambda status, headers: started.append((status, headers)))
        status, headers = started[0]
        return status, Headers(headers), b"".join(body)


@pytest.fixture
def article(db, settings, monkeypatch):
    settings.PAGE_CACHE = True
    # A test is one transaction, and its connection not one to close between requests.
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda self: None)
    network = factories.Network(indexes=["news"])
    page = factories.publish(factories.article(network.news["de"]))
    connection.run_on_commit.clear()  # what was written so far counts as an earlier transaction
    return page


@pytest.fixture
def site(article):
    """With that article in its memory."""
    site = Application()
    site.get(article.url)
    assert site.asked == 1
    return site


def test_production_serves_through_it():
    assert isinstance(application, Hits)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accepted", ["", "gzip", "gzip, br", "br;q=0"])
def test_it_says_what_django_says(site, article, method, accepted):
    asked = {"method": method, "HTTP_ACCEPT_ENCODING": accepted, "HTTP_X_REQUEST_ID": "a-number-of-a-proxy"}
    mine = site.get(article.url, **asked)
    assert site.asked == 1
    django = site.get(article.url, through=site.django, **asked)

    assert django[0] == mine[0] == "200 OK"
    assert sorted(django[1].items()) == sorted(mine[1].items())
    assert django[2] == mine[2]
    assert mine[1]["X-Page-Cache"] == "hit"
    assert mine[1]["X-Request-ID"] == "a-number-of-a-proxy"


def test_unknown_parameters_are_the_same_page(site, article):
    assert site.get(f"{article.url}?utm_source=x")[1]["X-Page-Cache"] == "hit"
    assert site.asked == 1


@pytest.mark.parametrize(
    ("path", "variables"),
    [
        ("", {"HTTP_COOKIE": "sessionid=x"}),
        ("", {"HTTP_COOKIE": "anything=else"}),
        ("", {"HTTP_AUTHORIZATION": "Basic x"}),
        ("", {"HTTP_IF_NONE_MATCH": '"x"'}),
        ("", {"HTTP_IF_MODIFIED_SINCE": "Sun, 22 Nov 2026 12:00:00 GMT"}),
        ("", {"REQUEST_METHOD": "POST"}),
        ("", {"HTTP_HOST": "elsewhere.example"}),
        ("", {"HTTP_HOST": ""}),
        ("", {"wsgi.url_scheme": "https"}),
        ("", {"SCRIPT_NAME": "/below"}),
        ("?q=words", {}),
        ("?page=2", {}),
        ("\xc3\xa4/", {}),
        ("x" * 500, {}),
    ],
)
def test_everything_else_goes_on_to_django(site, article, path, variables):
    site.get(f"{article.url}{path}", **variables)
    assert site.asked == 2


def test_without_the_page_cache_it_answers_nothing(site, article, settings):
    settings.PAGE_CACHE = False
    site.get(article.url)
    assert site.asked == 2


def test_a_change_is_seen_at_once_and_then_kept(site, article):
    article.title = "Ein anderer Titel"
    factories.publish(article)
    connection.run_on_commit.clear()
    assert "Ein anderer Titel" in site.get(article.url)[2].decode()
    assert site.asked == 2
    assert "Ein anderer Titel" in site.get(article.url)[2].decode()
    assert site.asked == 2

    url = article.url
    article.unpublish()
    connection.run_on_commit.clear()
    assert site.get(url)[0].startswith("404")


def test_it_knows_nothing_that_another_process_made(site, article):
    store.memory.clear()
    assert site.get(article.url)[1]["X-Page-Cache"] == "hit"  # from the shared cache, by Django
    assert site.asked == 2
    site.get(article.url)
    assert site.asked == 2


def test_a_database_that_does_not_answer_is_for_django_to_tell(site, article, monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr("config.pagecache.hits.changes.current", away)
    site.django = lambda environ, start_response: start_response("503 Service Unavailable", []) or [b"later"]
    assert site.get(article.url)[2] == b"later"
    assert site.asked == 2
