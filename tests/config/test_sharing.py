"""What the web processes share is there before they are forked."""

import subprocess
import sys

from tests.servers import ROOT, environment

ASK = """
import gc, runpy, sys
import config.wsgi
from django.db import connections
from django.urls import get_resolver
when_ready = runpy.run_path("gunicorn.conf.py")["when_ready"]
assert "url_patterns" not in vars(get_resolver())
when_ready(None)
assert "url_patterns" in vars(get_resolver())
assert gc.get_freeze_count() > 100_000
assert all(connection.connection is None for connection in connections.all())
"""


def test_the_process_that_forks_the_others_has_loaded_the_site_and_no_connection(tmp_path):
    variables = environment(tmp_path, "shared", database=f"sqlite:///{tmp_path / 'none.sqlite3'}")
    variables["PYTHONPATH"] += f":{ROOT / 'site'}:{ROOT}"
    ran = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
