"""gunicorn with two processes, for the site as in production and for the bare view."""

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

PATIENCE = 120  # seconds
WORKERS = 2
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "only-for-measuring-abcdefghijklmnopqrstuvwxyz-0123456789",
    "ALLOWED_HOSTS": "127.0.0.1",
    "PLAIN_HTTP": "true",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "DEFAULT_FROM_EMAIL": "bench@example.org",
    "ACCESS_LOG": "false",
    "LOG_LEVEL": "ERROR",
}


@contextmanager
def gunicorn(port: int, log: Path, ready: str, *arguments: str, **variables: str):
    """Serve until the block ends; yields the process. Only this one and its children are ended."""
    environment = os.environ | {
        "PORT": str(port),
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(WORKERS),
    }
    with log.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "gunicorn", "--keep-alive", "60", *arguments],
            cwd=settings.ROOT,
            env=environment | variables,
            stdout=stream,
            stderr=stream,
        )
        try:
            _wait(process, port, ready, log)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process, port: int, ready: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", ready)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.3)
        finally:
            connection.close()
    raise RuntimeError(f"gunicorn does not serve: {log.read_text()[-2000:]}")
