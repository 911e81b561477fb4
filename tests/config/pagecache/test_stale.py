"""Four processes, one change after the other: the page that is asked for next is never the old one."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from comments.models import Comment, Thread
from comments.services import moderate
from home.models import SiteText
from tests import factories
from tests.servers import get, gunicorn

pytestmark = pytest.mark.both_databases

ASKED = 4  # times, each on a connection of its own, so that several processes answer
CROWD = 8  # readers at once
REDIS = "redis://127.0.0.1:6379/9"


def redis_answers() -> bool:
    import redis

    try:
        return redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return False


@pytest.fixture
def cache():
    """As one runs it: a table where SQLite is the database, Redis beside PostgreSQL."""
    if connection.vendor == "sqlite":
        yield {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "page_cache_of_tests",
        }
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS page_cache_of_tests")
    elif redis_answers():
        yield {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS,
            "KEY_PREFIX": f"stale-{timezone.now().timestamp()}",
        }
    else:
        pytest.skip("no Redis on 127.0.0.1:6379")


class Readers:
    """Ask the same pages again and again; every answer must agree."""

    def __init__(self, port):
        self.port = port
        self.kept = set()

    def see(self, page, *expected, without=(), status=200):
        for _ in range(ASKED):
            answered, headers, text = get(self.port, page if isinstance(page, str) else page.url)
            assert answered == status
            self.kept.add(headers.get("X-Page-Cache"))
            for words in expected:
                assert words in text
            for words in without:
                assert words not in text


@pytest.mark.django_db(transaction=True)
def test_no_process_shows_an_old_page_after_a_change(cache, tmp_path, settings):
    network = factories.Network(indexes=["news", "events", "topics"])
    news = network.news["de"]
    topic = factories.topic(network.de, name="Freiraum", slug="freiraum")
    article = factories.publish(factories.article(news))
    article.page_topics.create(topic=topic)
    day = timezone.localdate() + timedelta(days=30)
    session = factories.session(
        network.events["de"],
        title="Rundgang",
        start_date=day,
        registration_mode="form",
    )
    factories.publish(session)
    if "db" in cache["BACKEND"]:
        settings.CACHES = {"default": cache}
        call_command("createcachetable", verbosity=0)
    kept = {"PAGE_CACHE": True, "MEMO": True, "CACHES": {"default": cache}}
    with gunicorn(tmp_path, workers=4, **kept) as port:
        readers = Readers(port)
        pages_of_articles(readers, network, article)
        records(readers, network, article, topic)
        seats(readers, session)
        comments(readers, session)
        crowds(port, article)
        assert {"hit", "miss"} <= readers.kept


def pages_of_articles(readers, network, article):
    news = network.news["de"]
    readers.see(article, "Der Schulhof bleibt offen")
    readers.see(news, "Der Schulhof bleibt offen", without=["Ein zweiter Hof"])
    article.title = "Ein zweiter Hof"
    article.save_revision()
    readers.see(article, without=["Ein zweiter Hof"])  # a draft
    factories.publish(article)
    readers.see(article, "Ein zweiter Hof")
    readers.see(news, "Ein zweiter Hof")

    planned = factories.article(news, title="Morgen mehr", live=False)
    planned.go_live_at = timezone.now() + timedelta(hours=1)
    planned.save_revision().publish()
    readers.see(news, without=["Morgen mehr"])
    planned.refresh_from_db()
    due = timezone.now() - timedelta(seconds=1)
    revision = planned.scheduled_revision
    revision.content["go_live_at"] = due.isoformat()
    revision.approved_go_live_at = due
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    readers.see(news, "Morgen mehr")

    planned.refresh_from_db()
    planned.unpublish()
    readers.see(planned, status=404)
    readers.see(news, without=["Morgen mehr"])
    factories.publish(planned)
    readers.see(news, "Morgen mehr")
    PageViewRestriction.objects.create(page=planned, restriction_type="password", password="x")
    readers.see(news, without=["Morgen mehr"])
    planned.delete()
    readers.see(planned.url, status=404)

    plain = factories.publish(factories.standard_page(network.home["de"]))
    below = factories.publish(factories.standard_page(plain, title="Zweitens"))
    old = below.url
    readers.see(below, "Zweitens")
    below.move(network.home["de"], "last-child")
    readers.see(old, status=301)
    below.refresh_from_db()
    readers.see(below, "Zweitens")


def records(readers, network, article, topic):
    readers.see(article, "Freiraum")
    topic.name = "Grün und Wasser"
    topic.save()
    readers.see(article, "Grün und Wasser", without=["Freiraum"])
    SiteText.objects.filter(locale=network.de).update(claim="Ein anderer Anspruch")
    readers.see(network.home["de"], "Ein anderer Anspruch")
    article.lead_image = factories.image()
    article.lead_image_caption = "Der Hof"
    factories.publish(article)
    readers.see(article, article.lead_image.credit)
    article.lead_image.credit = "Ina Neubert"
    article.lead_image.save()
    readers.see(article, "Ina Neubert")


def seats(readers, session):
    row = session.seats
    type(row).objects.filter(pk=row.pk).update(capacity=40, taken=10)
    readers.see(session, "30 Plätze")
    type(row).objects.filter(pk=row.pk).update(taken=38)
    readers.see(session, "2 Plätze", without=["30 Plätze"])
    type(row).objects.filter(pk=row.pk).update(taken=40)
    readers.see(session, "Ausgebucht")


def comments(readers, page):
    thread = Thread.objects.create(translation_key=page.translation_key, title=page.title)
    comment = Comment.objects.create(
        thread=thread, page=page, language="de", name="Jo", email="jo@example.org",
        body="Gut so.", body_html="<p>Gut so.</p>", status=Comment.Status.PENDING,
        confirmed_at=timezone.now(),
    )  # fmt: skip
    readers.see(page, without=["Gut so."])
    assert moderate.approve(comment.pk, user=None)
    readers.see(page, "Gut so.")
    assert moderate.erase(comment.pk)
    readers.see(page, without=["Gut so."])


def crowds(port, page):
    """Whoever comes right after a change waits for the one request that makes the page anew."""
    seen = Counter()
    with ThreadPoolExecutor(CROWD) as readers:
        for number in range(5):
            Page.objects.filter(pk=page.pk).update(seo_title=f"Nummer {number}")
            answers = list(readers.map(lambda _reader: get(port, page.url), range(CROWD)))
            assert {(status, f"Nummer {number}" in text) for status, _headers, text in answers} == {
                (200, True)
            }
            how = Counter(headers["X-Page-Cache"] for _status, headers, _text in answers)
            assert how["miss"] == 1
            seen += how
    assert seen["waited"]
