"""Which URLs are purged (a small server notes them), and that a proxy that is gone stops nobody."""

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection, transaction
from django.utils import timezone

from comments.models import Comment, Thread
from comments.services import moderate
from config import purging
from config.pagecache import instants, store
from tests import factories
from tests.servers import free_port


class Recorder(ThreadingHTTPServer):
    """`purged` holds what was asked for, as host and path; `answer` is the status of each answer."""

    def __init__(self):
        self.purged, self.answer, self.connections = [], 200, set()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PURGE(self):  # noqa: N802
        self.server.purged.append(self.headers["Host"] + self.path)
        self.server.connections.add(self.client_address)
        self.send_response(self.server.answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def proxy():
    with Recorder() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def listening(settings, proxy):
    """The site as it starts where a front cache is named."""
    settings.WAGTAILFRONTENDCACHE = front(proxy.url)
    purging.start()
    yield proxy
    purging.stop()


def front(url):
    return {url: {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": url}}


@pytest.fixture
def told(listening, django_capture_on_commit_callbacks):
    """Runs a change with its commit and returns the paths that were purged."""

    def told(change, *args, **values):
        listening.purged.clear()
        connection.run_on_commit.clear()  # what came before was an earlier transaction
        with django_capture_on_commit_callbacks(execute=True):
            change(*args, **values)
        return {path.removeprefix("testserver") for path in listening.purged}

    return told


@pytest.fixture
def network(db):
    return factories.Network()


def test_an_article_is_purged_with_its_translation_lists_and_authors(network, told):
    author = factories.publish(factories.author(network.authors["de"]))
    other = factories.publish(factories.article(network.news["de"], title="Ganz anders"))
    article = factories.article(network.news["de"])
    article.page_authors.create(author=author)
    translation = factories.translate(article, network.nl, title="Het plein")
    factories.topic(network.de, slug="freiraum")

    purged = told(factories.publish, article)

    kinds = (network.news, network.events, network.topics, network.places)
    lists = {page.url for kind in kinds for page in kind.values()}
    assert lists | {home.url for home in network.home.values()} <= purged
    assert {article.url, translation.url, author.url} <= purged
    assert {f"{network.news['nl'].url}feed/atom/", f"{network.topics['de'].url}freiraum/"} <= purged
    assert f"{network.events['de'].url}kalender.ics" in purged
    assert other.url not in purged
    assert not any("?" in path for path in purged)


def test_what_is_unpublished_moved_renamed_or_deleted_leaves_its_old_address(network, told):
    parent = factories.publish(factories.standard_page(network.home["de"], title="Oben"))
    middle = factories.publish(factories.standard_page(parent, title="Mitte"))
    page = factories.publish(factories.standard_page(middle, title="Unten"))
    first = page.url

    assert {first, middle.url} <= told(page.unpublish)
    assert first in told(factories.publish, page)
    middle.refresh_from_db()
    moved = told(middle.move, network.home["de"], "last-child")
    page.refresh_from_db()
    assert first != page.url
    assert {first, page.url} <= moved
    middle.refresh_from_db()
    second, middle.slug = page.url, "zentrum"
    renamed = told(factories.publish, middle)
    page.refresh_from_db()
    assert "/zentrum/" in page.url
    assert {second, page.url} <= renamed
    assert page.url in told(page.delete)


def test_seats_and_comments_are_purged_in_both_languages(network, told):
    series = factories.publish(factories.series(network.events["de"]))
    factories.translate(series, network.nl, title="Reeks")
    session = factories.session(series, start_date=date(2027, 3, 1), registration_mode="form")
    session = factories.publish(session)
    translation = factories.translate(session, network.nl, title="Rondgang")
    thread = Thread.objects.create(translation_key=session.translation_key, title=session.title)
    comment = Comment.objects.create(
        thread=thread, page=session, language="de", name="Jo", email="jo@example.org",
        body="Gut so.", body_html="<p>Gut so.</p>", status=Comment.Status.PENDING,
        confirmed_at=timezone.now(),
    )  # fmt: skip
    pages = {session.url, translation.url, series.url, network.events["de"].url, network.events["nl"].url}

    session.seats.taken = 3
    session.seats.capacity = 3
    assert pages <= told(session.seats.save, update_fields=["taken", "capacity"])
    assert pages <= told(moderate.approve, comment.pk, user=None)
    assert told(Comment.objects.filter(pk=comment.pk).update, sender_hash="") == set()


def test_nothing_is_purged_before_the_commit_or_for_a_rollback(network, listening):
    article = factories.publish(factories.article(network.news["de"]))
    listening.purged.clear()
    with transaction.atomic():
        factories.publish(article)
        transaction.set_rollback(True)

    assert listening.purged == []


@pytest.mark.parametrize("refused", [False, True])
def test_a_proxy_that_refuses_or_is_gone_breaks_nothing(
    refused, network, proxy, settings, caplog, django_capture_on_commit_callbacks
):
    proxy.answer = 405
    url = proxy.url if refused else f"http://127.0.0.1:{free_port()}"
    settings.WAGTAILFRONTENDCACHE = front(url)
    with django_capture_on_commit_callbacks(execute=True):
        purging.purge_after_commit([network.home["de"].translation_key])

    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert errors
    assert all(("405" if refused else "Connection refused") in error for error in errors)


def test_how_long_a_proxy_may_keep_a_page(client, network, settings, monkeypatch):
    settings.PAGE_CACHE = True
    store.memory.clear()
    instants._known.clear()
    article = factories.publish(factories.article(network.news["de"]))
    settings.FRONT_CACHE_SECONDS = 300
    noon = timezone.localtime().replace(hour=12)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)

    def control(path):
        return client.get(path)["Cache-Control"]

    whole = "public, max-age=0, must-revalidate, s-maxage=300"
    assert [control(article.url) for _ in range(2)] == [whole, whole]  # made, and kept
    assert "s-maxage=1" in control(f"{article.url}?utm_source=x").split(", ")
    assert "s-maxage=1" in control(f"{network.news['de'].url}?page=2").split(", ")
    calendar = control(f"{network.events['de'].url}kalender.ics")
    assert {"max-age=3600", "s-maxage=300"} <= set(calendar.split(", "))
    late = noon.replace(hour=23, minute=59, second=30, microsecond=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    assert "s-maxage=30" in control(article.url).split(", ")
    settings.FRONT_CACHE_SECONDS = 1
    assert "s-maxage=1" in control(article.url).split(", ")
