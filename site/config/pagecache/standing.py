"""What pages count once, kept in the memory of the process while the site stands still (home.standing)."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.conf import settings

from . import changes
from .store import Memory

MOST = 40  # values: the list of 10,000 articles takes half a megabyte

memory = Memory(MOST)


@dataclass(frozen=True)
class Standing:
    value: object
    state: tuple[int, int] | None
    size: int = 1


def keep(request, key: Hashable, make: Callable):
    """The value of a key, made unless there is one for the present state of the site; at most one query."""
    if not settings.PAGE_PARTS:
        return make()
    # Read before anything is counted: what changes meanwhile makes the value old at once.
    known = getattr(request, "page_state", None)
    state = (known[1] if known else changes.current()).get(changes.SITE)
    kept = memory.get(key)
    if kept is None or kept.state != state:
        kept = Standing(make(), state)
        memory.put(key, kept)
    return kept.value
