"""The site as gunicorn serves it, in processes of its own on the database of the test."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 90  # seconds for a server to begin


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url() -> str:
    """The address of the test database, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(database['NAME']).resolve()}"
    account = ":".join(filter(None, [database["USER"], database["PASSWORD"]]))
    return f"postgres://{account}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


def environment(folder: Path, name: str, *, database: str | None = None, **values) -> dict[str, str]:
    """The environment of a process with the settings of the tests, these values besides, and that database
    (the one of the test unless another is given)."""
    values = {"MEDIA_ROOT": settings.MEDIA_ROOT} | values
    lines = ["from config.settings.test import *", "ALLOWED_HOSTS = ['127.0.0.1', 'testserver']"]
    lines += [f"{name} = {value!r}" for name, value in values.items()]
    (folder / f"{name}.py").write_text("\n".join(lines))
    return os.environ | {
        "DATABASE_URL": database or database_url(),
        "DJANGO_SETTINGS_MODULE": name,
        "PYTHONPATH": str(folder),
    }


@contextmanager
def gunicorn(folder: Path, *, port: int | None = None, workers: int = 2, with_process=False, **values):
    """Serve with the settings of the tests and these values besides; yields the port, and the process if
    wanted."""
    port = port or free_port()
    variables = environment(folder, f"served_{port}", **values) | {
        "PORT": str(port),
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(workers),
    }
    with (folder / f"served_{port}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn"], cwd=ROOT, env=variables, stdout=log, stderr=log
        )
        try:
            _wait(process, port, Path(log.name))
            yield port if not with_process else (port, process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def worker(variables: dict[str, str]):
    """The command that sends mails and does the other jobs, on the environment given; killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--pause", "0.2"],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def get(port: int, path: str, **headers) -> tuple[int, dict, str]:
    """Status, headers and text of one request on a connection of its own."""
    return _ask(port, "GET", path, None, headers)


def post(port: int, path: str, fields: dict, **headers) -> tuple[int, dict, str]:
    """The same for a form that is sent."""
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return _ask(port, "POST", path, urlencode(fields, doseq=True), headers)


def _ask(port, method, path, body, headers):
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        asked.request(method, path, body, headers={"Host": "testserver"} | headers)
        answer = asked.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        asked.close()


def _wait(process, port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            if get(port, "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"gunicorn does not serve:\n{log.read_text()[-3000:]}")
