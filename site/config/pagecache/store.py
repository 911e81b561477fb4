"""Answers in the memory of the process, behind it in the cache that all processes share.

What lies there is looked at by its state each time, so that the memory of one process cannot be older than
the others'.
"""

import threading
from collections import OrderedDict

from django.core.cache import cache

from .entry import Entry

MEMORY = 16_000_000  # bytes in each process
KEEP = 24 * 3600  # seconds in the shared cache; every answer ends at midnight
LOCK = 10  # seconds after which an answer that somebody makes is no longer waited for by anybody


class Memory:
    """What was asked for last, up to a size that is the sum of their `size`."""

    def __init__(self, limit: int):
        self._limit = limit
        self._entries: OrderedDict = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str):
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: str, entry) -> None:
        with self._lock:
            before = self._entries.pop(key, None)
            self._size += entry.size - (before.size if before else 0)
            self._entries[key] = entry
            while self._size > self._limit:
                _key, oldest = self._entries.popitem(last=False)
                self._size -= oldest.size

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._size = 0


memory = Memory(MEMORY)


def shared(key: str) -> Entry | None:
    """What the shared cache holds."""
    return cache.get(key)


def keep(key: str, entry: Entry) -> None:
    memory.put(key, entry)
    cache.set(key, entry, KEEP)


def take(key: str) -> bool:
    """Return whether this request is the one that makes the answer."""
    return cache.add(f"{key}:made", 1, LOCK)


def release(key: str) -> None:
    cache.delete(f"{key}:made")
