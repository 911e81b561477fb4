"""An update in the middle of the day: the web processes start anew, and no request is refused or cut off."""

import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import connection

from tests import factories
from tests.servers import PATIENCE, ROOT, environment, get

READERS = 3


@contextmanager
def started(folder, held: socket.socket):
    """gunicorn on a socket that another process holds, as systemd hands it over (sd_listen_fds(3))."""
    command = f"exec 3<&{held.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec {sys.executable} -m gunicorn"
    with (folder / "gunicorn.log").open("ab") as log:
        process = subprocess.Popen(
            ["bash", "-c", command],
            cwd=ROOT,
            env=environment(folder, "restarted") | {"BIND": "127.0.0.1:1", "WEB_CONCURRENCY": "1"},
            pass_fds=(held.fileno(),),
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="whatever the database: asked on SQLite")
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_while_the_web_processes_start_anew(tmp_path):
    page = factories.Network().home["de"]
    answers, stop = [], threading.Event()
    held = socket.create_server(("127.0.0.1", 0), backlog=100)
    port = held.getsockname()[1]

    def read():
        while not stop.is_set():
            try:
                status, _headers, text = get(port, page.url)
                answers.append((status, text.rstrip().endswith("</html>")))
            except OSError as error:
                answers.append((type(error).__name__, False))

    def more(number):
        seen, end = len(answers), time.monotonic() + PATIENCE
        while len(answers) < seen + number:
            assert time.monotonic() < end, (tmp_path / "gunicorn.log").read_text()[-2000:]
            time.sleep(0.05)

    readers = [threading.Thread(target=read) for _reader in range(READERS)]
    with held:
        for reader in readers:
            reader.start()
        try:
            with started(tmp_path, held) as first:
                more(5)
            assert first.returncode == 0
            with started(tmp_path, held) as second:
                more(5)
                second.send_signal(signal.SIGHUP)  # the processes are renewed, one after another
                more(10)
                stop.set()
                for reader in readers:
                    reader.join(PATIENCE)
        finally:
            stop.set()
    assert set(answers) == {(200, True)}
