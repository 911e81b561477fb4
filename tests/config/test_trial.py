"""`make run`: the first start of a fresh checkout is as the second, and the trial is what production is."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import pytest

from tests.checkouts import checkout
from tests.servers import free_port, get
from tests.trials import Trial, trial

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

STARTS = {"de": "/de/", "nl": "/nl/"}
WORDS = {"de": "Zum Inhalt springen", "nl": "Naar de inhoud"}
LOST = {"de": "Seite nicht gefunden", "nl": "Pagina niet gevonden"}
BROKEN = {"de": "Etwas ist schiefgegangen", "nl": "Er is iets misgegaan"}
SEARCHES = {"de": "/de/suche/?q=haus", "nl": "/nl/zoeken/?q=huis"}


def ask(port: int, path: str):
    """Status, headers and text, as a browser on this machine gets them."""
    return get(port, path, Host=f"127.0.0.1:{port}")


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """What two starts of one checkout showed; the second one on another port, ended by that of make."""
    folder = checkout(tmp_path_factory.mktemp("trial"))
    assert not list(folder.glob("site/locale/*/LC_MESSAGES/*.mo"))
    first, second = SimpleNamespace(port=free_port()), SimpleNamespace(port=free_port())
    with trial(folder, first.port) as running:
        first.starts = {language: ask(first.port, path) for language, path in STARTS.items()}
        first.lost = {language: ask(first.port, f"/{language}/kein-haus/") for language in STARTS}
        first.style = ask(first.port, re.search(r'href="(/static/[^"]+\.css)"', first.starts["de"][2])[1])
        # The worker of a first start may change something between two visits.
        first.cached = {ask(first.port, "/de/")[1].get("X-Page-Cache") for _visit in range(10)}
        first.refused = subprocess.run(
            [sys.executable, "site/trial.py", "--check"], cwd=folder, capture_output=True, text=True,
            env=os.environ | {"PORT": str(second.port)},
        )  # fmt: skip
        first.login = ask(first.port, "/admin/login/")[2]
        with closing(sqlite3.connect(folder / "var" / "db.sqlite3")) as database:
            database.execute("ALTER TABLE home_sitesettings RENAME TO away")
            first.broken = {language: ask(first.port, path) for language, path in SEARCHES.items()}
            database.execute("ALTER TABLE away RENAME TO home_sitesettings")
        first.log = (folder / "var" / "trial.log").read_text()
        running.press_ctrl_c()
        first.said = running.said
    first.mails = "".join(path.read_text() for path in (folder / "var" / "mail").iterdir())
    with trial(folder, second.port) as running:
        second.starts = {language: ask(second.port, path) for language, path in STARTS.items()}
        second.feed = ask(second.port, "/de/nachrichten/feed/atom/")[2]
        second.calendar = ask(second.port, "/de/kalender/kalender.ics")[2]
        running.process.send_signal(signal.SIGKILL)
        running.wait_until_gone()
        second.said = running.said
    return first, second


@pytest.mark.parametrize("language", STARTS)
def test_the_first_start_speaks_as_the_second(runs, language):
    first, second = runs
    text = first.starts[language][2]

    assert WORDS[language] in text
    assert text.replace(str(first.port), "PORT") == second.starts[language][2].replace(
        str(second.port), "PORT"
    )
    assert "Passwort" in first.login
    assert "Subject: 1 comment" not in first.mails


def test_progress_is_told_and_the_address_last(runs):
    first, second = runs
    lines = [line.strip() for line in first.said.splitlines() if line.strip()]

    assert [line for line in lines if line.startswith("Loading the demo: ")][2].startswith(
        "Loading the demo: 3 of 8,"
    )
    address = next(number for number, line in enumerate(lines) if f"127.0.0.1:{first.port}" in line)
    assert lines[address - 1] == "Starting the server …"
    assert lines[-1] == "Stopped."
    assert "Traceback" not in first.said + second.said


@pytest.mark.parametrize("language", STARTS)
def test_unknown_addresses_and_errors_are_pages_of_the_site(runs, language):
    first, _second = runs
    status, _headers, text = first.lost[language]
    assert (status, LOST[language] in text, "DEBUG" in text) == (404, True, False)
    status, _headers, text = first.broken[language]
    assert (status, BROKEN[language] in text, "sitesettings" in text) == (500, True, False)
    assert "no such table: home_sitesettings" in first.log


def test_it_serves_as_production_does(runs):
    first, _second = runs
    assert first.style[0] == 200
    assert "hit" in first.cached
    assert "'self'" in first.starts["de"][1]["Content-Security-Policy"]


def test_addresses_follow_the_port(runs):
    _first, second = runs
    for text in (second.starts["de"][2], second.feed, second.calendar):
        assert set(re.findall(r"127\.0\.0\.1:(\d+)", text)) == {str(second.port)}


def test_a_second_one_in_the_same_folder_is_refused_in_one_sentence(runs):
    first, _second = runs
    assert first.refused.returncode == 1
    assert re.fullmatch(
        r"Another `make run` uses this folder already \(process \d+\): stop it with Ctrl-C first\.\n",
        first.refused.stderr,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return checkout(tmp_path_factory.mktemp("refused"))


def refusal(folder, program=sys.executable, **environment) -> str:
    done = subprocess.run(
        [program, "site/trial.py", "--check"],
        cwd=folder, env=os.environ | environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr.strip()


def test_a_port_that_is_taken_is_named_before_anything_begins(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal(folder, PORT=str(port)) == (
            f"Port {port} is taken by another program: PORT={port + 1} make run takes another."
        )
    assert refusal(folder, PORT="http") == "PORT=http is no port: name a whole number up to 65535."


def test_a_folder_that_cannot_be_written_to_is_named(folder):
    shutil.rmtree(folder / "var", ignore_errors=True)
    (folder / "var").write_text("in the way, for root as well")
    assert refusal(folder).startswith(f"{folder}/var cannot be written to (")
    (folder / "var").unlink()


def test_what_cannot_be_prepared_is_told_with_the_end_of_the_log(folder):
    running = Trial(folder, free_port(), DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert running.process.wait(120) == 1
    assert "The trial could not be prepared." in running.said
    assert "Connection refused" in running.said or "connection failed" in running.said
    assert f"http://127.0.0.1:{running.port}" not in running.said
