"""The databases of the tests.

On SQLite one is migrated for each state of the migrations, then copied: migrating takes half a minute,
copying a few milliseconds, so that no test run has to reuse what another left. On PostgreSQL tables are
emptied row by row.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
from importlib import import_module
from pathlib import Path

from django.apps import apps

KEPT = 3 * 24 * 3600  # seconds after which the database of other migrations is deleted


class MigratedTemplate:
    """A file named after the migrations it holds, for every checkout of this user; one process makes it."""

    def __init__(self):
        folder = Path(tempfile.gettempdir(), f"kwartier-tests-{os.getuid()}")
        folder.mkdir(mode=0o700, exist_ok=True)
        self.path = folder / f"{_state_of_migrations()}.sqlite3"
        self._lock = self.path.with_suffix(".lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def copy_to(self, target: str) -> None:
        """Put a copy in the place of a test database; without a template that database is to be made anew."""
        for path in (target, f"{target}-wal", f"{target}-shm"):
            Path(path).unlink(missing_ok=True)
        if self.path.exists():
            shutil.copyfile(self.path, target)

    def keep(self, source: str) -> None:
        """Take a freshly migrated test database as the template, unless there is one, and let others in."""
        if not self.path.exists():
            for old in self.path.parent.iterdir():
                if old.stat().st_mtime < time.time() - KEPT:
                    old.unlink()
            made = self.path.with_suffix(".new")
            made.unlink(missing_ok=True)
            with sqlite3.connect(source) as migrated, sqlite3.connect(made) as copy:
                migrated.backup(copy)
            migrated.close()
            copy.close()
            made.rename(self.path)
        self._lock.close()

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)


def empty_by_rows(connection) -> None:
    """After tests that commit, let PostgreSQL delete rows: to truncate its many small tables, each of which
    gets new files, takes seconds. Foreign keys are looked at when all is gone."""

    def sql_flush(operations, style, tables, *, reset_sequences=False, allow_cascade=False):
        return [f"DELETE FROM {operations.quote_name(table)}" for table in tables]

    type(connection.ops).sql_flush = sql_flush


def _state_of_migrations() -> str:
    """A short hash of the text of every migration of every app."""
    state = hashlib.sha256()
    for app in apps.get_app_configs():
        try:
            folder = Path(import_module(f"{app.name}.migrations").__file__).parent
        except ModuleNotFoundError:
            continue
        for path in sorted(folder.glob("*.py")):
            state.update(f"{app.label}/{path.name}\n".encode())
            state.update(path.read_bytes())
    return state.hexdigest()[:16]
