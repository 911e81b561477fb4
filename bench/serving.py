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
from django.db import connection

PATIENCE = 120  # seconds
WORKERS = 2
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "only-for-measuring-abcdefghijklmnopqrstuvwxyz-0123456789",
    "ALLOWED_HOSTS": "127.0.0.1",
    "PLAIN_HTTP": "true",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "DEFAULT_FROM_EMAIL": "bench@localhost",
    "ACCESS_LOG": "false",
    "LOG_LEVEL": "ERROR",
}


def production(name: str, port: int, **more: str) -> dict[str, str]:
    """The environment of production on the database of that name, with the static files of this code."""
    database = connection.settings_dict
    account = ":".join(filter(None, [database["USER"], database["PASSWORD"]]))
    static = settings.VAR / "bench-static"
    environment = PRODUCTION | {
        "DATABASE_URL": f"postgres://{account}@{database['HOST']}:{database['PORT'] or 5432}/{name}",
        "WAGTAILADMIN_BASE_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "STATIC_ROOT": str(static),
        **more,
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=settings.ROOT,
        env=os.environ | environment,
        check=True,
    )
    return environment


def cold_start(environment: dict[str, str]) -> float:
    """Seconds of CPU until a process of production can answer."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-c", "import gunicorn.app.wsgiapp, config.wsgi"],
        cwd=settings.SITE,
        env=os.environ | environment | {"PYTHONPATH": f"{settings.ROOT}:{settings.SITE}"},
        check=True,
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


@contextmanager
def gunicorn(port: int, log: Path, ready: str, *arguments: str, **variables: str):
    """Serve until the block ends; yields the process. Only this one and its children are ended."""
    environment = os.environ | {
        "PORT": str(port),
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(WORKERS),
    }
    with log.open("wb") as stream:
        process = subprocess.Popen(
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
