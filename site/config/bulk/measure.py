"""Times and queries of the pages that grow with a site."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.pagecache import pages, parts, standing


@dataclass(frozen=True)
class Cost:
    """The cheapest of several visits, the cheapest that counted the lists anew as after a change of the site
    (both in paces: `pace`), and how often the database was asked."""

    visit: float
    after_change: float
    queries: int


def pace() -> float:
    """Milliseconds of a piece of work that never changes: how fast the machine is at this moment."""
    busy = time.process_time()
    sum(number * number % 7 for number in range(50_000))
    return 1000 * (time.process_time() - busy)


def measure(url: str, *, visits: int = 9) -> Cost:
    """Ask for an address that nobody asked for before; raises RuntimeError for another answer than 200.

    Nothing of the page is kept; what lists count is, as on any running site (home.standing). Two visits
    first, so that renditions, content types and templates are there.
    """
    client = Client()

    def cheapest(number: int, prepare: Callable = lambda: None) -> float:
        costs = []
        for _visit in range(number):
            prepare()
            _forget()
            costs.append(_work(client, url))
        return min(costs)

    cheapest(2)
    after_change = cheapest(max(3, visits // 3), standing.memory.clear)
    cost = cheapest(visits)
    _forget()
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return Cost(cost, after_change, len(seen))


def _forget() -> None:
    cache.clear()
    parts.memory.clear()
    pages.memory.clear()


def _work(client: Client, url: str) -> float:
    """How long one visit keeps the processor busy and waits for a server's answers, in paces: what else the
    machine does meanwhile says nothing about the site."""
    waited = 0.0

    def ask(execute, *statement):
        nonlocal waited
        before, busy = time.perf_counter(), time.process_time()
        try:
            return execute(*statement)
        finally:
            waited += (time.perf_counter() - before) - (time.process_time() - busy)

    before = pace()
    with connection.execute_wrapper(ask):
        busy = time.process_time()
        response = client.get(url)
        busy = time.process_time() - busy
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")
    work = 1000 * (busy + (0 if connection.vendor == "sqlite" else waited))
    return work / ((before + pace()) / 2)
