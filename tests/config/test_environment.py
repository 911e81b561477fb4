"""`.env` beside manage.py: every process reads it, and what is wrong with it is named without a traceback."""

import os
import subprocess
import sys

import pytest

from tests.checkouts import checkout
from tests.config.test_production import GOOD

LOOPBACK = GOOD | {
    "ALLOWED_HOSTS": "127.0.0.1",
    "WAGTAILADMIN_BASE_URL": "http://127.0.0.1:8000",
    "PLAIN_HTTP": "true",
}
SHOWN = """
import os, runpy
found = runpy.run_path("gunicorn.conf.py")
print(found["bind"], found["workers"], found["accesslog"], found["forwarded_allow_ips"])
"""
NAME = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return checkout(tmp_path_factory.mktemp("environment"))


@pytest.fixture
def run(folder):
    """Run a program in the checkout, with nothing in its environment but what is given."""

    def process(*arguments, **environment):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.run(
            [sys.executable, *arguments], cwd=folder, env=kept | environment, capture_output=True, text=True
        )

    return process


def write(folder, **values):
    lines = [f"{name}={value}" for name, value in (LOOPBACK | values).items()]
    (folder / ".env").write_text("\n".join(lines))


def test_gunicorn_reads_the_file_and_the_environment_wins(folder, run):
    database = f"sqlite:///{folder}/var/site.sqlite3"
    own = {"PORT": "8159", "WEB_CONCURRENCY": "1", "ACCESS_LOG": "false", "FORWARDED_ALLOW_IPS": "127.0.0.2"}
    write(folder, DATABASE_URL=database, **own)

    assert run("-c", SHOWN).stdout.split() == ["127.0.0.1:8159", "1", "None", "127.0.0.2"]
    assert run("-c", SHOWN, PORT="8158", WEB_CONCURRENCY="3").stdout.split()[:2] == ["127.0.0.1:8158", "3"]


@pytest.mark.parametrize("program", [["-m", "gunicorn"], ["manage.py", "migrate"]])
def test_every_fault_is_named_at_once_before_anything_starts(folder, run, program):
    write(
        folder, WEB_CONCURRENCY="two", PORT="http", ACCESS_LOG="perhaps", FORWARDED_ALLOW_IPS="proxy",
        CACHE_URL="redis://127.0.0.1:6379/1?colour=blue", DATABASE_URL="postgres://u:pa/ss@127.0.0.1/kwartier",
    )  # fmt: skip
    done = run(*program)

    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0] == "Kwartier does not start with these settings:"
    assert [line.split()[1] for line in lines[1:]] == [
        "DATABASE_URL", "CACHE_URL", "FORWARDED_ALLOW_IPS", "PORT", "WEB_CONCURRENCY", "ACCESS_LOG",
    ]  # fmt: skip
    assert done.stdout == ""


def test_a_command_typed_by_hand_works_on_the_database_of_the_file(folder, run):
    """Not on that of a trial, because nobody exported the name of the settings."""
    write(folder, DATABASE_URL=f"sqlite:///{folder}/var/site.sqlite3")
    shown = run("manage.py", "shell", "--no-imports", "-c", NAME)

    assert shown.stdout.strip() == f"{folder}/var/site.sqlite3", shown.stderr
