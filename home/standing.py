"""What is counted once and stands until the site or its calendar changes: the order of a long list, the
numbers behind its filters.

Whoever knows the state of the site keeps it (config.pagecache.standing); without that it is counted anew
each time.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

Value = TypeVar("Value")
Keeper = Callable[[object, Hashable, Callable], object]

_keepers: list[Keeper] = []


def provide(keeper: Keeper) -> None:
    """Let `keeper(request, key, make)` give what `make()` made first since the last change of the site."""
    _keepers[:] = [keeper]


def standing(request, key: Hashable, make: Callable[[], Value]) -> Value:
    """What `make()` gives, be it made now or for an earlier request; nobody may change it.

    It must depend on nothing but what is published and what is over by now; `key` must say all else that
    `make` was given.
    """
    return _keepers[0](request, key, make) if _keepers and request is not None else make()
