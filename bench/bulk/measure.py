"""What pages cost on sites of different sizes: a process for each site, asked in turns.

One after the other would compare two moods of the machine, which change from one minute to the next.
"""

import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import get_context

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from home import memo

PATIENCE = 60.0  # seconds after which a process that does not answer is given up


@dataclass(frozen=True)
class Cost:
    """Of one address: lower quartiles of visits in milliseconds, both of an address that nobody asked for
    before and of the first after a change of the site; and how often the database was asked."""

    visit: float
    after_change: float
    queries: int


class Site:
    """A site on the database of that name, in a process that keeps what a server's process keeps; made while
    nobody is connected."""

    def __init__(self, database: str):
        context = get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, database), daemon=True)
        self._process.start()

    def visit(self, url: str, *, after_change: bool = False) -> tuple[float, int]:
        """Milliseconds and queries; raises RuntimeError for another answer than 200."""
        self._pipe.send((url, after_change))
        if not self._pipe.poll(PATIENCE):
            raise RuntimeError(f"{url}: no answer")
        spent, queries, status = self._pipe.recv()
        if status != 200:
            raise RuntimeError(f"{url}: {status}")
        return spent, queries

    def end(self) -> None:
        self._process.terminate()
        self._process.join()


def measure(sites: Iterable[Site], urls: Iterable[str], *, visits: int) -> list[Cost]:
    """The cost of each site's own address, all of them asked in turns.

    Three visits first, so that renditions, content types and templates are there.
    """
    pairs = list(zip(sites, urls, strict=True))
    known, changed, queries = ([[] for _pair in pairs] for _kind in range(3))
    for number in range(3 + visits):
        for place, (site, url) in enumerate(pairs):
            first, _queries = site.visit(url, after_change=True)
            spent, asked = site.visit(url)
            if number >= 3:
                changed[place].append(first)
                known[place].append(spent)
                queries[place].append(asked)
    return [
        Cost(_quartile(known[place]), _quartile(changed[place]), min(queries[place]))
        for place in range(len(pairs))
    ]


def _quartile(times: list[float]) -> float:
    return statistics.quantiles(times, n=4)[0]


def _serve(pipe, database: str) -> None:
    connection.settings_dict["NAME"] = database
    settings.MEMO, settings.ALLOWED_HOSTS = True, ["*"]
    translation.activate("de")
    client = Client()
    while True:
        url, after_change = pipe.recv()
        _forget(after_change)
        began = time.perf_counter()
        status = client.get(url).status_code
        spent = 1000 * (time.perf_counter() - began)
        queries = 0
        if not after_change:  # once more, as counting takes its time
            _forget(after_change)
            with CaptureQueriesContext(connection) as seen:
                client.get(url)
            queries = len(seen)
        pipe.send((spent, queries, status))


def _forget(after_change: bool) -> None:
    """Empty the cache, and the memo of lists only after a change."""
    cache.clear()
    if after_change:
        memo.clear()
