"""What `make bench-pages` needs: the bare view on the site's own server."""

import os
import subprocess
import sys

from bench.management.commands.bench_pages import APPLICATION
from tests.servers import ROOT


def test_the_bare_view_is_served_as_the_site_is(tmp_path):
    """With the same gunicorn.conf.py, which loads the settings before everything else."""
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", APPLICATION],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "bench.bare", "BENCH_PAGES": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_bare_view_sends_the_bytes_of_a_file(client, settings, tmp_path, monkeypatch):
    settings.ROOT_URLCONF, settings.MIDDLEWARE = "bench.bare", []
    monkeypatch.setattr("bench.bare.FOLDER", tmp_path)
    (tmp_path / "0").write_bytes("<p>Zwölf</p>".encode())

    assert client.get("/0").text == "<p>Zwölf</p>"
