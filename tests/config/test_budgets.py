"""What a page costs when nothing is cached: queries and Python calls, counted on the demo.

Counted and not timed: a count is the same on a busy machine. Whoever adds content to a page restates its
budget here, by at most two queries more.
"""

import cProfile
import pstats
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.test import RequestFactory

from news.models import ArticlePage

from .loading import session

GRACE = 1.05
# Queries and calls of the second request.
PAGES = {
    "article": (20, 111_000),
    "start page": (24, 170_500),
    "news list": (13, 107_000),
    "calendar": (14, 118_000),
    "series": (23, 144_500),
    "session": (23, 117_000),
    "plain page": (8, 40_000),
}
MOVED_DATE = 254  # queries of publishing it in two languages

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture(autouse=True)
def _sqlite(settings):
    if connection.vendor != "sqlite":
        pytest.skip("counted on SQLite")
    settings.DEBUG = settings.PAGE_CACHE = settings.MEMO = False


def urls() -> dict[str, str]:
    workshop = session(7)
    return {
        "article": ArticlePage.objects.get(slug="werkstattreihe-quer-durch-die-aemter").url,
        "start page": "/de/",
        "news list": "/de/nachrichten/",
        "calendar": "/de/kalender/",
        "series": workshop.get_parent().url,
        "session": workshop.url,
        "plain page": "/de/impressum/",
    }


class Queries(list):
    """Their SQL, in order."""

    def __call__(self, execute, sql, params, many, context):
        self.append(str(sql))
        return execute(sql, params, many, context)


def cost(url: str) -> tuple[Queries, int]:
    """Return the queries and the number of calls of a request that is not the first."""
    answer, queries, profile = WSGIHandler().get_response, Queries(), cProfile.Profile()
    for _warm in range(2):
        assert answer(RequestFactory().get(url)).status_code == 200
    with connection.execute_wrapper(queries):
        answer(RequestFactory().get(url))
    profile.runcall(answer, RequestFactory().get(url))
    return queries, pstats.Stats(profile).total_calls


@pytest.mark.parametrize("page", PAGES)
def test_a_page_keeps_to_its_budget(page):
    queries, calls = cost(urls()[page])
    most = PAGES[page]
    assert len(queries) <= most[0], "\n".join(sql[:200] for sql in queries)
    assert calls <= GRACE * most[1]


def test_publishing_a_moved_date_keeps_to_its_budget():
    page, queries = session(7), Queries()
    with transaction.atomic():
        page.start_date += timedelta(days=1)
        with connection.execute_wrapper(queries):
            page.save_revision().publish()
        transaction.set_rollback(True)
    assert len(queries) <= MOVED_DATE, "\n".join(sql[:200] for sql in queries)
