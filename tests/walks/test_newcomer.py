"""A newcomer fetches the code, calls `make run` and looks around, in either language; then starts it again.

This walk makes the site of which the other walks get a copy.
"""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import pytest

from tests.servers import free_port, get
from tests.trials import trial

from .admin import LOGINS, signed_in
from .conftest import FirstStart

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

STARTS = {"de": "/de/", "nl": "/nl/"}
SEARCHES = {"de": "/de/suche/?q=haus", "nl": "/nl/zoeken/?q=huis"}
MISSING = {"de": "Seite nicht gefunden", "nl": "Pagina niet gevonden"}
BROKEN = {"de": "Etwas ist schiefgegangen", "nl": "Er is iets misgegaan"}
WELCOME = {"de": "Zum Inhalt springen", "nl": "Naar de inhoud"}
LOST = {"de": "Diese Hausnummer gibt es hier nicht", "nl": "Dit huisnummer bestaat hier niet"}


@pytest.fixture(scope="module")
def first(first_start, browser_name, tmp_path_factory):
    """A first start; one that another walk's process has made already is being copied, and left alone.

    It asks for the browser's name, so that the tests of this file stay together and in their order."""
    with first_start.alone():
        again = first_start.done.exists()
        own = FirstStart(tmp_path_factory.mktemp("again")) if again else first_start
        with own.running() as started:
            yield started


def ask(port: int, path: str):
    """Status, headers and text, as a browser on this machine gets them."""
    return get(port, path, Host=f"127.0.0.1:{port}")


@pytest.fixture(scope="module", autouse=True)
def shown(first):
    """What the first start showed before anybody else looked."""
    port = first.port
    starts = {language: ask(port, path) for language, path in STARTS.items()}
    return SimpleNamespace(
        starts=starts,
        lost={language: ask(port, f"/{language}/kein-haus/") for language in STARTS},
        style=ask(port, re.search(r'href="(/static/[^"]+\.css)"', starts["de"][2])[1]),
        # The worker of a first start may change something between two visits.
        cached={ask(port, "/de/")[1].get("X-Page-Cache") for _visit in range(10)},
        refused=subprocess.run(
            [sys.executable, "site/trial.py", "--check"], cwd=first.folder, capture_output=True, text=True,
            env=os.environ | {"PORT": str(free_port())},
        ),
        login=ask(port, "/admin/login/")[2],
    )  # fmt: skip


@pytest.fixture(scope="module")
def ended(first):
    """What the first start showed without a table that each search reads, and said and left when stopped."""
    with closing(sqlite3.connect(first.folder / "var" / "db.sqlite3")) as database:
        database.execute("ALTER TABLE home_synonym RENAME TO away")
        broken = {language: ask(first.port, path) for language, path in SEARCHES.items()}
        database.execute("ALTER TABLE away RENAME TO home_synonym")
    log = (first.folder / "var" / "trial.log").read_text()
    first.press_ctrl_c()
    mails = "".join(path.read_text() for path in (first.folder / "var" / "mail").iterdir())
    return SimpleNamespace(broken=broken, log=log, said=first.said, mails=mails)


@pytest.fixture(scope="module")
def second(first, ended):
    """What a second start on another port showed; it is ended by the death of make."""
    with trial(first.folder, free_port()) as running:
        port = running.port
        starts = {language: ask(port, path) for language, path in STARTS.items()}
        feed, calendar = ask(port, "/de/nachrichten/feed/atom/")[2], ask(port, "/de/kalender/kalender.ics")[2]
        running.process.send_signal(signal.SIGKILL)
        running.wait_until_gone()
        return SimpleNamespace(port=port, starts=starts, feed=feed, calendar=calendar, said=running.said)


@pytest.fixture
def reader(browser, language):
    context = browser.new_context(locale=language)
    yield context.new_page()
    context.close()


def test_the_start_page_leads_to_everything(first, reader, language):
    reader.goto(f"{first.url}/{language}/")
    assert reader.locator("html").get_attribute("lang") == language
    assert reader.locator("a.skip").inner_text() == WELCOME[language]
    entries = [link.get_attribute("href") for link in reader.locator(".nav a").all()]
    assert len(entries) >= 4
    for address in entries:
        answer = reader.goto(first.url + address)
        assert (answer.status, reader.locator("main h1").count()) == (200, 1), address
    other = {"de": "nl", "nl": "de"}[language]
    reader.locator(f".lang a[hreflang={other}]").click()
    reader.wait_for_url(f"{first.url}/{other}/**")


def test_an_unknown_address_is_a_page_of_the_site(first, reader, language):
    answer = reader.goto(f"{first.url}/{language}/gibt-es-nicht/")
    assert answer.status == 404
    assert reader.locator("main h1").inner_text().replace("\u00ad", "") == LOST[language]
    assert reader.locator("html").get_attribute("lang") == language
    reader.locator(f"main a[href='/{language}/']").first.click()
    reader.wait_for_url(f"{first.url}/{language}/")


@pytest.mark.parametrize("login", LOGINS)
def test_each_login_that_is_printed_opens_the_admin(first, browser, login):
    assert login in first.said
    page = signed_in(browser, first.url, login)
    page.locator(".sidebar-main-menu").wait_for()
    page.context.close()


@pytest.mark.parametrize("language", STARTS)
def test_unknown_addresses_are_pages_of_the_site(shown, language):
    status, _headers, text = shown.lost[language]
    assert (status, MISSING[language] in text, "DEBUG" in text) == (404, True, False)


def test_it_serves_as_production_does(shown):
    assert shown.style[0] == 200
    assert "hit" in shown.cached
    assert "'self'" in shown.starts["de"][1]["Content-Security-Policy"]


def test_a_second_one_in_the_same_folder_is_refused_in_one_sentence(shown):
    assert shown.refused.returncode == 1
    assert re.fullmatch(
        r"Another `make run` uses this folder already \(process \d+\): stop it with Ctrl-C first\.\n",
        shown.refused.stderr,
    )


@pytest.mark.parametrize("language", STARTS)
def test_errors_are_pages_of_the_site(ended, language):
    status, _headers, text = ended.broken[language]
    assert (status, BROKEN[language] in text, "home_synonym" in text) == (500, True, False)
    assert "no such table: home_synonym" in ended.log


def constant(text: str, port: int) -> str:
    """A page without the port, and without the addresses of pictures, which are made when asked for."""
    return re.sub(r"/(?:pictures|media/images)/[^\s\"]+", "PICTURE", text.replace(str(port), "PORT"))


@pytest.mark.parametrize("language", STARTS)
def test_the_first_start_speaks_as_the_second(first, shown, ended, second, language):
    text = shown.starts[language][2]
    assert WELCOME[language] in text
    assert constant(text, first.port) == constant(second.starts[language][2], second.port)
    assert "Passwort" in shown.login
    assert "Subject: 1 comment" not in ended.mails


def test_progress_is_told_and_the_address_last(first, ended, second):
    lines = [line.strip() for line in ended.said.splitlines() if line.strip()]
    assert [line for line in lines if line.startswith("Loading the demo: ")][2].startswith(
        "Loading the demo: 3 of 8,"
    )
    address = next(number for number, line in enumerate(lines) if f"127.0.0.1:{first.port}" in line)
    assert lines[address - 1] == "Starting the server …"
    assert lines[-1] == "Stopped."
    assert "Traceback" not in ended.said + second.said


def test_addresses_follow_the_port(second):
    for text in (second.starts["de"][2], second.feed, second.calendar):
        assert set(re.findall(r"127\.0\.0\.1:(\d+)", text)) == {str(second.port)}
