"""Values that are computed once and reused until the site or its calendar changes.

For what many pages need and few changes touch: the choices behind the filters of a long list, the layout.
Each process has its own values. `config` says how long one is valid (config.pagecache.validity).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

Value = TypeVar("Value")
# A number that each state of the site has once, and the moment at which the calendar changes pages.
Validity = tuple[Hashable, datetime]

MOST = 60  # values: those of a list of 10,000 articles take half a megabyte

_values: OrderedDict[Hashable, tuple[object, Validity]] = OrderedDict()
_lock = threading.Lock()
_validity: Callable[[], Validity] | None = None


def valid_for(validity: Callable[[], Validity]) -> None:
    """Set the function that returns the state of the site and until when it lasts."""
    global _validity
    _validity = validity


def until_next_change(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return what `make()` returns, computed now or for an earlier request; nobody may change it.

    `make` must depend on published content and the calendar only, and on nothing that `key` does not name.
    """
    if not settings.MEMO or _validity is None:
        return make()
    state, until = _validity()  # read before anything is computed: a change meanwhile makes the value stale
    with _lock:
        value, known = _values.get(key, (None, None))
        if known is not None and known[0] == state and timezone.now() < known[1]:
            _values.move_to_end(key)
            return value
    value = make()
    with _lock:
        _values[key] = value, (state, until)
        _values.move_to_end(key)
        while len(_values) > MOST:
            _values.popitem(last=False)
    return value


def clear() -> None:
    """Drop all values, for tests and measurements."""
    with _lock:
        _values.clear()
