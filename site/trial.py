"""`make run`: prepares a trial site and serves it as production is served, with its worker, until Ctrl-C.

A program of its own, no command of Django: messages are compiled before any process of Django reads them, and
each of those begins after what it needs is there. With --check it says what stands in the way and ends; that
needs no package, so that make asks before it installs any.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
LOG = VAR / "trial.log"
LOGINS = "admin, editor, translator-nl, translator-de, moderator, organiser"
OLDEST_PYTHON = (3, 11)
PATIENCE = 15  # seconds for a process to end before it is killed
LOOK = 0.2  # seconds between two looks at what was started
LINES = 12  # of the log, shown when something fails
DEATH = 1  # PR_SET_PDEATHSIG, prctl(2)


class ObstacleError(Exception):
    """One sentence for the person at the terminal."""


class ParentGoneError(Exception):
    """The make that started this was killed."""


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    processes: list[subprocess.Popen] = []
    try:
        check()
        with locks():
            free_port()
            if "--check" not in sys.argv:
                prepare(processes)
                serve(processes)
    except ObstacleError as obstacle:
        print(obstacle, file=sys.stderr, flush=True)
        return 1
    except (KeyboardInterrupt, ParentGoneError):
        print("\nStopped.", flush=True)
    finally:
        stop(processes)
    return 0


def check() -> None:
    """Raise ObstacleError for an old Python, or a folder that cannot be written to."""
    if sys.version_info < OLDEST_PYTHON:
        raise ObstacleError(
            f"Kwartier needs Python {'.'.join(map(str, OLDEST_PYTHON))} or newer, and this is "
            f"{sys.version.split()[0]}: make PYTHON=python3.12 run names another one."
        )
    for folder in (ROOT, VAR, *sorted(ROOT.glob("site/locale/*/LC_MESSAGES"))):
        try:
            folder.mkdir(exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            raise ObstacleError(
                f"{folder} cannot be written to ({error.strerror}): "
                "copy the project into a folder of your own."
            ) from None


@contextmanager
def locks() -> Iterator[None]:
    """Keep a second trial away from this folder, and from the database where it is another one."""
    paths = {"folder": VAR / "trial.lock"}
    if database := os.environ.get("DATABASE_URL"):
        name = hashlib.sha256(database.encode()).hexdigest()[:16]
        paths["database"] = Path(tempfile.gettempdir(), f"kwartier-{os.getuid()}-{name}.lock")
    with ExitStack() as held:
        for what, path in paths.items():
            lock = held.enter_context(path.open("a+"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                raise ObstacleError(
                    f"Another `make run` uses this {what} already (process {lock.read().strip()}): "
                    "stop it with Ctrl-C first."
                ) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
        yield


def free_port() -> int:
    """The port of the trial; raises ObstacleError when nobody could listen there."""
    given = os.environ.get("PORT") or "8000"
    if not (given.isascii() and given.isdecimal() and 0 < int(given) < 65_536):
        raise ObstacleError(f"PORT={given} is no port: name a whole number up to 65535.")
    port = int(given)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise ObstacleError(
                f"Port {port} is not for everybody: PORT=8000 make run takes another."
            ) from None
        except OSError:
            other = port + 1 if port < 65_535 else 8000
            raise ObstacleError(
                f"Port {port} is taken by another program: PORT={other} make run takes another."
            ) from None
    return port


def prepare(processes: list[subprocess.Popen]) -> None:
    """Messages, tables and demo; quick when there is nothing to do."""
    from config.messages import catalogues, compile_catalogue  # noqa: PLC0415 - needs packages, which --check has not

    LOG.write_text("")
    for source in catalogues(ROOT / "site" / "locale"):
        if compile_catalogue(source):
            print(f"Compiled the messages in {source.parts[-3]}.", flush=True)
    processes.append(start("manage.py", "prepare_trial", output=None))
    while processes[0].poll() is None:
        wait()
    if processes.pop().returncode:
        raise ObstacleError(f"The trial could not be prepared. {last_lines()}")


def serve(processes: list[subprocess.Popen]) -> None:
    """Start server and worker, say where they are once they answer, and go on until one of them ends."""
    print("Starting the server …", flush=True)
    names = {}
    for name, arguments in {"server": ["-m", "gunicorn"], "worker": ["manage.py", "worker"]}.items():
        processes.append(start(*arguments))
        names[processes[-1].pid] = name
    welcomed = False
    while True:
        for process in processes:
            if process.poll() is not None:
                raise ObstacleError(f"The {names[process.pid]} ended by itself. {last_lines()}")
        if not welcomed and answers():
            print(welcome(), flush=True)
            welcomed = True
        wait()


def start(*arguments: str, output: int | None = subprocess.STDOUT) -> subprocess.Popen:
    """Run a program of the site in a session of its own: Ctrl-C reaches this process only, which ends it."""
    port = os.environ.get("PORT") or "8000"
    chosen = {
        "DJANGO_SETTINGS_MODULE": "config.settings.trial",
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "2",
        "ACCESS_LOG": "false",
        "FORWARDED_ALLOW_IPS": "127.0.0.1",
        "PYTHONUNBUFFERED": "1",
    }
    with LOG.open("a") as log:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, "PORT": port, **chosen},
            stdin=subprocess.DEVNULL,
            stdout=log if output else None,
            stderr=log,
            start_new_session=True,
            preexec_fn=end_with_this_process,
        )


def end_with_this_process() -> None:
    """On Linux the kernel ends what was started here, even when this process was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH, signal.SIGTERM)


def wait(parent: int = os.getppid()) -> None:
    """A moment; raises ParentGoneError when make is no more."""
    time.sleep(LOOK)
    if os.getppid() != parent:
        raise ParentGoneError


def answers() -> bool:
    """Return whether the server answers."""
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or "8000"), timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def welcome() -> str:
    address = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
    return "\n".join(
        [
            "",
            f"  The site    {address}/de/  and  {address}/nl/",
            f"  The admin   {address}/admin/",
            f"  Logins      {LOGINS}",
            f"  Password    {os.environ.get('DEMO_PASSWORD') or 'kwartier'}",
            f"  Mails       {address}/admin/outbox/  and as files in {VAR / 'mail'}",
            f"  Errors      {LOG}",
            "  Ctrl-C stops the server and its worker.",
            "",
        ]
    )


def last_lines() -> str:
    lines = LOG.read_text(errors="replace").splitlines()[-LINES:]
    return "\n".join([f"The last lines of {LOG}:", *lines])


def stop(processes: list[subprocess.Popen]) -> None:
    """Ask all to end, wait for them, and leave nothing of their sessions behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
