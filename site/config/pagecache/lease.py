"""For how long a process believes what it read of changes: a busy site need not ask with every request.

Whoever changes something waits as long after the commit before saying so: by then nobody believes what was
before (a lease, as of Gray and Cheriton, 1989). Durations are compared, never the clocks of two machines.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

State = dict[str, tuple[int, int]]


class _Thread(threading.local):
    answers = False  # what it changes is confirmed by an answer that is still to come
    changed: float | None = None  # when it last did so


_believed: list[tuple[State, float]] = []
_thread = _Thread()


def believed() -> State | None:
    """What was read a moment ago (`PAGE_STATE_SECONDS`), None if nothing was."""
    for state, until in _believed:
        if time.monotonic() < until:
            return state
    return None


def believe(state: State, asked: float) -> None:
    """Keep what the database was asked for at that moment (time.monotonic)."""
    if settings.PAGE_STATE_SECONDS:
        _believed[:] = [(state, asked + settings.PAGE_STATE_SECONDS)]


def forget() -> None:
    _believed.clear()


def changed() -> None:
    """Something was committed just now: returns when every process knows, or leaves that to the end of
    `before_the_answer`."""
    forget()
    if _thread.answers:
        _thread.changed = time.monotonic()
    else:
        time.sleep(settings.PAGE_STATE_SECONDS)


@contextmanager
def before_the_answer() -> Iterator[None]:
    """Around a request: whatever it changed, every process knows at the end."""
    _thread.answers, _thread.changed = True, None
    try:
        yield
    finally:
        _thread.answers = False
        if _thread.changed is not None:
            time.sleep(max(0, _thread.changed + settings.PAGE_STATE_SECONDS - time.monotonic()))
