"""Times and queries of the pages that grow with a site."""

import time
from dataclasses import dataclass
from statistics import median

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Cost:
    """The median of several visits, and what the last of them asked the database."""

    milliseconds: float
    queries: int


def measure(url: str, *, visits: int = 9) -> Cost:
    """Ask for an address without any cached page; raises AssertionError for another answer than 200.

    Two visits first, so that renditions, content types and templates are there, as on any running site.
    """
    client, times, queries = Client(), [], 0
    for number in range(visits + 2):
        cache.clear()
        before = time.perf_counter()
        response = client.get(url)
        times.append(1000 * (time.perf_counter() - before))
        assert response.status_code == 200, f"{url}: {response.status_code}"  # noqa: S101
        if number == visits:
            cache.clear()
            with CaptureQueriesContext(connection) as seen:
                client.get(url)
            queries = len(seen)
    return Cost(median(times[2:]), queries)
