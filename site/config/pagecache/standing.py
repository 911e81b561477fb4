"""What pages count once, kept in the memory of the process while the site stands still (home.standing)."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from . import changes
from .instants import next_instant
from .store import Memory

MOST = 60  # values: the list of 10,000 articles takes half a megabyte

memory = Memory(MOST)


@dataclass(frozen=True)
class Standing:
    value: object
    state: tuple[int, int] | None
    until: datetime
    size: int = 1


def keep(request, key: Hashable, make: Callable):
    """The value of a key, made unless there is one for the present state of the site and its calendar."""
    if not settings.PAGE_PARTS:
        return make()
    # Read before anything is counted: what changes meanwhile makes the value old at once.
    known = getattr(request, "page_state", None)
    _address, parts, now = known or (None, changes.current(), timezone.now())
    state = parts.get(changes.SITE)
    kept = memory.get(key)
    if kept is None or kept.state != state or kept.until <= now:
        kept = Standing(make(), state, next_instant(now, state))
        memory.put(key, kept)
    return kept.value
