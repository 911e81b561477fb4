"""An administrator: production from a `.env`, the first sign-in, a backup, an emptied machine, a restore.

The commands are those of docs/operation.md, line by line; everything else happens on the screens.
"""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.checkouts import checkout
from tests.servers import PATIENCE, ROOT, free_port, get

expect.set_options(timeout=60_000)  # a busy machine
PASSWORD = "Kastanienallee 14, Hinterhaus"
SECRET_KEY = "kV3xq8ZrT0mPw5YhB2nLc7JdF4gSa9EuKi1oQvXtRyWbMzNe6HfA"
PEOPLE = {"de": "chefin", "nl": "directie"}
WORDS = {
    "de": {
        "login": "Anmelden",
        "codes": "Wiederherstellungscodes",
        "saved": "hinzugefügt",
    },
    "nl": {"login": "Aanmelden", "codes": "Herstelcodes", "saved": "toegevoegd"},
}
# `script` gives a program a terminal, without which createsuperuser asks nothing.
IN_A_TERMINAL = ["script", "--quiet", "--return", "--command"]


def documented(heading: str) -> list[str]:
    """The commands of manage.py that a part of the manual names, in its order."""
    part = (
        (ROOT / "docs" / "operation.md").read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    )
    lines = re.findall(r"^    \.venv/bin/python (manage\.py [^#\n]+)", part, re.MULTILINE)
    return [line.strip() for line in lines]


class Machine:
    """A folder with the program and its `.env`, and what runs there."""

    def __init__(self, folder: Path):
        self.folder, self.port = checkout(folder / "kwartier"), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.media, self.backups = folder / "media", folder / "backups"
        self.database = folder / "site.sqlite3"
        self.process = None
        self.variables = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        (self.folder / ".env").write_text(
            f"SECRET_KEY={SECRET_KEY}\nDATABASE_URL=sqlite:///{self.database}\nALLOWED_HOSTS=127.0.0.1\n"
            f"WAGTAILADMIN_BASE_URL={self.url}\nPLAIN_HTTP=true\nEMAIL_URL=smtp://127.0.0.1:1\n"
            f"DEFAULT_FROM_EMAIL=Kwartier <post@localhost>\nPORT={self.port}\nWEB_CONCURRENCY=1\n"
            f"MEDIA_ROOT={self.media}\nBACKUP_ROOT={self.backups}\nSTATIC_ROOT={folder / 'static'}\n"
        )
        os.utime(self.folder / "requirements.txt", (0, 0))  # older than the packages: make installs nothing
        subprocess.run(
            ["make", "install"], cwd=self.folder, env=self.variables, check=True, capture_output=True
        )

    def manage(self, line: str) -> str:
        done = subprocess.run(
            [".venv/bin/python", *line.split()],
            cwd=self.folder, env=self.variables, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def make_administrator(self, line: str, name: str) -> str:
        """Answer what createsuperuser asks, as at a terminal."""
        asked = subprocess.Popen(
            [*IN_A_TERMINAL, f".venv/bin/python {line}", "/dev/null"], cwd=self.folder, env=self.variables,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        stopper = threading.Timer(PATIENCE, asked.kill)
        stopper.start()
        said = ""
        for answer in (name, f"{name}@example.org", PASSWORD, PASSWORD):
            question = ""
            while not question.endswith(": "):
                letter = asked.stdout.read(1)
                assert letter, said + question
                question += letter
            said += question
            asked.stdin.write(f"{answer}\n")
            asked.stdin.flush()
        said += asked.communicate()[0]
        stopper.cancel()
        assert asked.returncode == 0, said
        return said

    def start(self) -> None:
        self.log = (self.folder / "gunicorn.log").open("wb")
        self.process = subprocess.Popen(
            [".venv/bin/python", "-m", "gunicorn"],
            cwd=self.folder, env=self.variables, stdout=self.log, stderr=self.log,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if get(self.port, "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "gunicorn.log").read_text()[-3000:])

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
            self.log.close()
            self.process = None

    def empty(self) -> None:
        """Another machine: the program and its .env are there, and nothing else."""
        shutil.rmtree(self.media)
        for path in self.database.parent.glob(f"{self.database.name}*"):
            path.unlink()


class Telephone:
    """An app that shows codes. A code counts once: it waits for the next one."""

    def __init__(self, secret: str):
        self.secret, self.last = secret, 0

    def code(self) -> str:
        while (now := int(time.time()) // 30) == self.last:
            time.sleep(1)
        self.last = now
        return format_hotp_value(hotp_value(self.secret, now))


def fill_in_password(page: Page, machine: Machine, language: str) -> None:
    page.goto(f"{machine.url}/admin/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("button", name=WORDS[language]["login"])).to_be_visible()
    page.fill("input[name=login]", PEOPLE[language])
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name=WORDS[language]["login"]).click()


def set_up_second_factor(page: Page, language: str) -> Telephone:
    page.wait_for_url("**/admin/login/again/**")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/second-factor/app/**")
    telephone = Telephone(page.locator("img[alt]").first.get_attribute("alt"))
    page.fill("input[name=code]", telephone.code())
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", name=WORDS[language]["codes"])).to_be_visible()
    return telephone


def upload(page: Page, machine: Machine, language: str) -> bytes:
    """Put a document into the site; its bytes."""
    content = f"Protokoll / verslag ({language})\n".encode() * 20
    page.goto(f"{machine.url}/admin/documents/add/")
    page.fill("input[name=title]", f"Protokoll {language}")
    page.set_input_files(
        "input[type=file]", {"name": f"protokoll-{language}.txt", "mimeType": "text/plain", "buffer": content}
    )
    page.locator("form [type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text(WORDS[language]["saved"])
    return content


@pytest.fixture
def machine(tmp_path):
    made = Machine(tmp_path)
    try:
        yield made
    finally:
        made.stop()


def tab(browser: Browser, language: str) -> Page:
    page = browser.new_context(locale=language).new_page()
    page.set_default_timeout(60_000)
    return page


@pytest.mark.skipif(not shutil.which("script"), reason="no script (bsdutils)")
def test_from_an_env_file_to_a_restored_site(machine, browser):
    *prepare, make_administrator = documented("From a bare Debian to a signed-in administrator")
    said = "".join(machine.manage(line) for line in prepare)
    assert "manage.py createsuperuser makes the first administrator" in said
    for name in PEOPLE.values():
        assert "Superuser created successfully." in machine.make_administrator(make_administrator, name)

    machine.start()
    telephones, documents = {}, {}
    for language in PEOPLE:
        page = tab(browser, language)
        fill_in_password(page, machine, language)
        telephones[language] = set_up_second_factor(page, language)
        page.goto(f"{machine.url}/admin/")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("heading", name="Kwartier")).to_be_visible()
        documents[language] = upload(page, machine, language)
        page.context.close()
    assert "SECRET_KEY is not in it" in machine.manage("manage.py backup --keep 14")
    machine.stop()

    machine.empty()
    (backup,) = machine.backups.iterdir()
    restore, _collect = documented("Backup and restore")
    assert "Restored the site" in machine.manage(restore.replace("FILE", str(backup)))
    machine.start()
    for language, telephone in telephones.items():
        page = tab(browser, language)
        fill_in_password(page, machine, language)
        page.wait_for_url("**/admin/login/code/**")
        page.fill("input[name=code]", telephone.code())
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(f"{machine.url}/admin/")
        page.goto(f"{machine.url}/admin/documents/")
        link = page.locator(f'a[href*="protokoll-{language}"]').first.get_attribute("href")
        answer = page.request.get(f"{machine.url}{link}")
        assert answer.body() == documents[language]
        page.context.close()
