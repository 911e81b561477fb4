"""A pytest plugin: all tests once, to learn which come by; then, for each change, those in a fork."""

import os
import resource
import shutil
import signal
import time
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from .changes import Change
from .exchange import exchange, mark

# Seconds of a processor for the tests of one change beside those that they take without it, and times that:
# what needs more runs for ever. A busy machine takes longer by the clock, which says nothing.
SECONDS, TIMES = 30, 3
LONGEST = 900  # by the clock: what waits for ever needs no processor
NOTICED, UNNOTICED, UNREACHED, UNCHANGED = "noticed", "unnoticed", "reached by no test", "not exchanged"
OUT_OF_TIME = f"{NOTICED}: out of time"


class Trial:
    """Runs the session's tests for a list of changes and keeps what became of each."""

    def __init__(self, changes: list[Change]):
        self.changes = changes
        self.outcome: dict[Change, str] = {}
        self.current = None
        self.failed = False
        self.took: dict[str, float] = defaultdict(float)
        self.reached: dict[Change, set] = defaultdict(set)
        self.unusable: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        mark(self.changes, lambda change: self.reached[change].add(self.current))
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            self._run(item, following or _Nothing(session))
        copy = self._put_database_aside()
        for change in self.changes:
            self.outcome[change] = self._try(session, change)
            if self.outcome[change] == OUT_OF_TIME and copy:
                shutil.copy(copy, copy.with_suffix(""))
            print(f"{change.path.name}:{change.line} {change.what}: {self.outcome[change]}", flush=True)
        return True

    def pytest_runtest_logreport(self, report):
        self.took[report.nodeid] += report.duration
        if report.failed:
            self.failed = True
            self.unusable.add(report.nodeid)

    def _run(self, item, following) -> None:
        self.current = item.nodeid
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _try(self, session, change: Change) -> str:
        tests = [item for item in session.items if item.nodeid in self.reached[change] - self.unusable]
        if not tests:
            return UNREACHED
        # First those that come by little else: they ask for this.
        often = {item: sum(item.nodeid in nodes for nodes in self.reached.values()) for item in tests}
        tests.sort(key=lambda item: (often[item] > 3, self.took[item.nodeid]))
        connections.close_all()
        child = os.fork()
        if child == 0:
            seconds = int(SECONDS + TIMES * sum(self.took[item.nodeid] for item in tests))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
            self._in_fork(session, change, tests)
        return _outcome(child)

    def _in_fork(self, session, change: Change, tests: list) -> None:
        """Never returns: 0 when all tests passed, 1 when one failed, 2 without a function to change."""
        code = 1
        try:
            if not exchange(change.path, change.tree()):
                os._exit(2)
            self.failed = False
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            for item, following in zip(tests, [*tests[1:], None], strict=True):
                self._run(item, following or _Nothing(session))
                if self.failed:
                    os._exit(1)
            code = 0
        finally:
            os._exit(code)

    def _put_database_aside(self) -> Path | None:
        """A copy of the database file, for when a fork had to be stopped in the middle of a test."""
        connections.close_all()
        name = str(settings.DATABASES["default"].get("TEST", {}).get("NAME") or "")
        if not name.endswith(".sqlite3") or not Path(name).exists():
            return None
        return Path(shutil.copy(name, f"{name}.whole"))


class _Nothing:
    """The test after the last one of a run: keeps what belongs to the whole session."""

    def __init__(self, session):
        self.session = session

    def listchain(self):
        return [self.session]


def _outcome(child: int) -> str:
    ends = time.monotonic() + LONGEST
    while time.monotonic() < ends:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            code = os.waitstatus_to_exitcode(status)
            return {0: UNNOTICED, 2: UNCHANGED, -signal.SIGXCPU: OUT_OF_TIME}.get(code, NOTICED)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return OUT_OF_TIME
