"""An older database of this project, with data in it, becomes one of today (issue: restore and upgrade)."""

import json
import os
import sqlite3
import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from tests.conftest import end_other_sessions
from tests.servers import ROOT, database_url, environment

pytestmark = pytest.mark.both_databases


@pytest.fixture
def copy(tmp_path):
    """The address of a copy of the migrated database of the test."""
    if connection.vendor == "sqlite":
        target = tmp_path / "older.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(target) as other:
            connection.connection.backup(other)
        other.close()
        yield f"sqlite:///{target}"
        return
    server, _slash, name = database_url().rpartition("/")
    end_other_sessions()
    connection.close()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}_older WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}_older TEMPLATE {name}")
        yield f"{server}/{name}_older"
        admin.execute(f"DROP DATABASE {name}_older WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_a_site_of_earlier_is_a_site_of_today_after_migrate(copy, tmp_path):
    variables = environment(tmp_path, "older", database=copy)
    variables["PYTHONPATH"] += f"{os.pathsep}{ROOT}{os.pathsep}{ROOT / 'site'}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.upgrade.earlier"],
        cwd=ROOT, env=variables, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    pages = found.pop("pages")

    assert found == {
        "article": ["Der erste Beitrag", "Wie es anfing.", "2024-05-02", False],
        "topics": ["Freiraum"],
        "records": ["freiraum"],
        "seats": [12, 2],
        "registration": ["ALT1234", "Ilse Kortmann", 2, found["session"]],
        "sums": {"ALT1234": "580.00", "ALT2222": "290.00", "ALT3333": "0"},
        "owes": [["agreed", "earlier", "580.00", "excl", "580.00"]],
        "given up": "290.00",
        "session": found["session"],
        "people": ["Ilse Kortmann", "Jan de Vries"],
        "comment": [["Gut so.", "approved", "Der erste Abend"]],
        "settings": 1,
    }
    assert [status for status, _text in pages.values()] == [200, 200, 200]
    texts = " ".join(text for _status, text in pages.values())
    for words in ("Der erste Beitrag", "alter</b> Absatz", "Freiraum", "Der erste Abend", "Gut so."):
        assert words in texts
