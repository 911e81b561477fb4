"""Purges leave the process in a thread: whoever publishes, books or approves does not wait for a proxy."""

import logging
import os
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import PurgeBatch

logger = logging.getLogger(__name__)

BATCH = 100  # addresses; content delivery networks take no more at once either
LONGEST_QUEUE = 200  # batches that wait for a proxy which is slow; what comes then is left to its own age

_threads: dict[int, ThreadPoolExecutor] = {}
_waiting: list[Future] = []


def send(urls: Iterable[str]) -> None:
    """Have each address purged soon; what fails is logged and never raised."""
    urls = sorted(urls)
    _waiting[:] = [one for one in _waiting if not one.done()]
    for start in range(0, len(urls), BATCH):
        if len(_waiting) >= LONGEST_QUEUE:
            logger.error("The front cache is too slow: %d addresses are left", len(urls) - start)
            return
        _waiting.append(_thread().submit(_purge, urls[start : start + BATCH]))


def wait(seconds: float = 10) -> None:
    """Until everything that was asked for so far is done: commands and tests end with it."""
    for one in list(_waiting):
        one.result(seconds)


def _purge(urls: list[str]) -> None:
    # Until then a process may still answer with what it believes, and the proxy would keep that.
    time.sleep(settings.PAGE_STATE_SECONDS)
    try:
        PurgeBatch(urls).purge()
    except Exception:
        logger.exception("The front cache could not be purged")


def _thread() -> ThreadPoolExecutor:
    """One thread in each process; a process that was forked has none of its parent's."""
    pid = os.getpid()
    if pid not in _threads:
        _threads.clear()
        _waiting.clear()
        _threads[pid] = ThreadPoolExecutor(1, thread_name_prefix="frontcache")
    return _threads[pid]
