"""A backup, an empty machine, a restore: the same rows, the same files, the same pages.

A restore that fails leaves all as it was."""

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import tarfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from post_office.models import Email
from wagtail.users.models import UserProfile

from comments.models import Comment, Thread
from config.backup import archive
from config.models import JobState
from config.readiness import BACKUP
from tests import factories
from tests.servers import ROOT, database_url, environment

pytestmark = pytest.mark.both_databases

# What names the moment: the token of a form; and tables of caches, which a restore moves on.
OF_THE_MOMENT = re.compile(r"\b\d{10}:[\w-]{40,}")
OTHER_TABLES = ("config_pagechange", "sqlite_sequence", "wagtailsearch_indexentry_fts")
CRAWL = """
import json, sys
sys.path.insert(0, "site")
import django
django.setup()
from django.test import Client
print(json.dumps([[r.status_code, r.content.decode()] for r in map(Client().get, sys.argv[1:])]))
"""
CHANGE = """
import sys
sys.path.insert(0, "site")
import django
django.setup()
from comments.models import Comment
from wagtail.models import Page
Comment.objects.all().delete()
Page.objects.filter(slug__startswith="der-schulhof").update(title="Anders")
"""


@pytest.fixture
def second(tmp_path):
    """The address of an empty database beside that of the test."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/second.sqlite3"
        return
    if not (shutil.which("pg_dump") and shutil.which("pg_restore")):
        pytest.skip("no client programs of PostgreSQL")
    name = f"{connection.settings_dict['NAME']}_second"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"{database_url().rpartition('/')[0]}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(variables, *arguments, program=sys.executable) -> str:
    done = subprocess.run([program, *arguments], cwd=ROOT, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def refused(variables, *arguments) -> str:
    """What a restore says that fails, in words and not with a traceback."""
    done = subprocess.run(
        [sys.executable, "manage.py", "restore", *map(str, arguments)],
        cwd=ROOT, env=variables, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def debian(variables) -> tuple[str, dict]:
    """Debian's own Python with the packages of the tests (the first 3.11 of Debian 12 is an old one)."""
    program, version = "/usr/bin/python3", f"{sys.version_info.major}.{sys.version_info.minor}"
    told = "import sys; print(f'{sys.version_info.major}.{sys.version_info.minor}')"
    if not shutil.which(program) or run(os.environ, "-c", told, program=program).strip() != version:
        return sys.executable, variables
    packages = sysconfig.get_path("purelib")
    return program, variables | {"PYTHONPATH": f"{variables['PYTHONPATH']}:{packages}"}


def contents(folder) -> dict[str, bytes]:
    """The files below a folder, by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(url) -> dict[str, list]:
    """Table → its rows, past Django."""
    if url.startswith("sqlite"):
        listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
        opened = sqlite3.connect(url.removeprefix("sqlite:///"))
    else:
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        opened = psycopg.connect(url)
    with closing(opened) as other:
        tables = [name for (name,) in other.execute(listed).fetchall() if not name.startswith(OTHER_TABLES)]
        return {
            name: sorted(map(repr, other.execute(f'SELECT * FROM "{name}"').fetchall())) for name in tables
        }


@pytest.fixture
def site(tmp_path, settings):
    """A site with pages in both languages, a picture and a comment."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media" / "zz").mkdir(parents=True)
    (tmp_path / "media" / "zz" / "last.txt").write_text("of the last folder")
    network = factories.Network(indexes=["news"])
    article = factories.article(network.news["de"], lead_image=factories.image(), lead_image_caption="Hof")
    factories.publish(article)
    dutch = factories.translate(article, network.nl, title="Het schoolplein blijft open")
    thread = Thread.objects.create(translation_key=article.translation_key, title=article.title)
    Comment.objects.create(
        thread=thread, page=article, language="de", name="Jo", email="jo@example.org", body="Gut so.",
        body_html="<p>Gut so.</p>", status="approved",
        published_at=timezone.now(), confirmed_at=timezone.now(),
    )  # fmt: skip
    return [article.url, dutch.url, network.news["de"].url, "/de/", "/nl/"]


@pytest.mark.django_db(transaction=True)
def test_a_site_comes_back_whole(second, tmp_path, site, capsys):
    before = run(environment(tmp_path, "first"), "-c", CRAWL, *site)
    rows_before = rows(database_url())

    target = tmp_path / "backup.tar"
    call_command("backup", target)
    assert "SECRET_KEY is not in it" in capsys.readouterr().out
    assert target.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.part"))
    files_before = contents(tmp_path / "media")
    assert any(name.startswith("original_images/") for name in files_before)

    media = tmp_path / "restored"
    variables = environment(tmp_path, "second", database=second, MEDIA_ROOT=str(media))
    assert "Restored the site" in run(variables, "manage.py", "restore", str(target))
    assert rows(second) == rows_before
    assert contents(media) == files_before
    after = run(variables, "-c", CRAWL, *site)
    assert OF_THE_MOMENT.sub("", after) == OF_THE_MOMENT.sub("", before)
    assert "Het schoolplein" in after

    assert "not empty" in refused(variables, target)
    original = next(path for path in media.rglob("original_images/*"))
    original.write_bytes(b"another picture")
    (media / "later.txt").write_text("the backup does not know it")
    run(variables, "-c", CHANGE)
    assert rows(second) != rows_before
    program, variables = debian(variables)
    run(variables, "manage.py", "restore", "--replace", str(target), program=program)
    assert rows(second) == rows_before
    assert contents(media) == files_before | {"later.txt": b"the backup does not know it"}


@pytest.mark.django_db(transaction=True)
def test_whatever_fails_leaves_the_site_as_it_was(second, tmp_path, site):
    target, media = tmp_path / "backup.tar", tmp_path / "restored"
    call_command("backup", target)
    variables = environment(tmp_path, "second", database=second, MEDIA_ROOT=str(media))
    run(variables, "manage.py", "restore", str(target))
    run(variables, "-c", CHANGE)
    # The last file cannot be moved: by then the database is loaded and migrated, the other has its place.
    last = media / "zz" / "last.txt"
    last.unlink()
    last.mkdir()
    (last / "in the way").write_text("x")
    for path in media.rglob("*.*"):
        if path.is_file():
            path.write_bytes(b"newer")
    known, files = rows(second), contents(media)

    def left_alone(told):
        assert "The site is as it was." in told
        assert rows(second) == known
        assert contents(media) == files
        assert not list(media.glob(".restoring-*"))

    left_alone(refused(variables, "--replace", target))
    if connection.vendor == "postgresql":
        tools = programs(tmp_path / "missing", without="pg_restore")
        told = refused(variables | {"PATH": str(tools)}, "--replace", target)
        assert "pg_restore is missing" in told
        left_alone(told)
        for name in ("pg_restore", "psql"):
            tools = programs(tmp_path / f"failing {name}", failing=name)
            told = refused(variables | {"PATH": f"{tools}"}, "--replace", target)
            assert f"{name} failed: out of order" in told
            left_alone(told)


def programs(folder: Path, *, without="", failing="") -> Path:
    """PostgreSQL's programs, one of them missing, or failing when it is to write."""
    folder.mkdir()
    for name in ("pg_dump", "pg_restore", "psql"):
        if name == failing:
            writes = 'case "$*" in *--file=*) echo out of order >&2; exit 1;; esac'
            (folder / name).write_text(f'#!/bin/sh\n{writes}\nexec {shutil.which(name)} "$@"\n')
            (folder / name).chmod(0o755)
        elif name != without:
            (folder / name).symlink_to(shutil.which(name))
    return folder


def packed(path: Path, *, members=(), manifest=None, database=b"rows", **told) -> Path:
    """A backup as small as can be, with further members, and with other words in its manifest."""
    told = {
        "site": "kwartier",
        "written": "2026-11-30T03:10:00+00:00",
        "engine": connection.vendor,
        "database_sha256": hashlib.sha256(database).hexdigest(),
        "files": 0,
    } | told
    with tarfile.open(path, "w") as tar:
        for name, content in [("database", database), *members]:
            member = tarfile.TarInfo(name) if isinstance(name, str) else name
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        if manifest is None:
            content = json.dumps(told).encode()
            member = tarfile.TarInfo("manifest.json")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


HOSTILE = [
    "/etc/cron.d/x",
    "../outside",
    "media/../../outside",
    "media//etc/passwd",
    "another",
    special("media/link", tarfile.SYMTYPE, "/etc/passwd"),
    special("media/hard", tarfile.LNKTYPE, "database"),
    special("media/device", tarfile.CHRTYPE),
    special("media/pipe", tarfile.FIFOTYPE),
    special("media/folder", tarfile.DIRTYPE),
    "database",
]


# None of these may ask the database: without a mark, pytest-django lets nobody.
@pytest.mark.parametrize("member", HOSTILE, ids=lambda one: getattr(one, "name", one))
def test_what_no_backup_holds_is_refused_before_anything_is_touched(tmp_path, settings, member):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    hostile = packed(tmp_path / "hostile.tar", members=[(member, b"")], files=1)

    with pytest.raises(CommandError, match="It holds '"):
        call_command("restore", hostile, "--replace")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile.tar"]


@pytest.mark.parametrize("left", [0.2, 0.5, 0.9, 0.99])
def test_a_backup_that_breaks_off_is_refused(tmp_path, settings, left):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    members = [(f"media/{number}.txt", b"x" * 5000) for number in range(20)]
    whole = packed(tmp_path / "whole.tar", members=members, files=20).read_bytes()
    manifest = whole.index(b"manifest.json")
    cut = tmp_path / "cut.tar"
    cut.write_bytes(whole[: int((manifest + 600) * left)])

    with pytest.raises(CommandError, match="Nothing can be restored from .*\n?The site is as it was"):
        call_command("restore", cut, "--replace")


def test_what_is_no_whole_backup_is_refused(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    broken = tmp_path / "broken.tar"
    broken.write_bytes(b"not a tar")

    def refusal(path):
        with pytest.raises(CommandError) as told:
            call_command("restore", path, "--replace")
        assert str(told.value).startswith(f"Nothing can be restored from {path}: ")
        return str(told.value)

    refusal(broken)
    refusal(tmp_path / "missing.tar")
    assert "not finished" in refusal(packed(tmp_path / "1.tar", manifest=""))
    assert "0 files instead of 3" in refusal(packed(tmp_path / "2.tar", files=3))
    half = packed(tmp_path / "3.tar", manifest="", members=[("manifest.json", b"[1")])
    assert "manifest cannot be read" in refusal(half)
    assert "It is of oracle" in refusal(packed(tmp_path / "4.tar", engine="oracle"))
    newer = packed(tmp_path / "5.tar", migrations=[["home", "9999_later"], ["gone", "0001_initial"]])
    assert "newer version of the site (home 9999_later)" in refusal(newer)


def test_a_disk_that_is_too_small_is_told_before(tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(0, 0, 0))

    with pytest.raises(CommandError, match="has 0 MB left"):
        call_command("restore", packed(tmp_path / "b.tar", database=b"x" * 3_000_000), "--replace")


@pytest.mark.django_db
def test_old_backups_go_once_a_new_one_is_whole(tmp_path, settings, monkeypatch):
    settings.BACKUP_ROOT, settings.MEDIA_ROOT = str(tmp_path / "backups"), str(tmp_path / "media")
    Path(settings.BACKUP_ROOT).mkdir()
    old = Path(settings.BACKUP_ROOT, "kwartier-20200101-031000.tar")
    ours = Path(settings.BACKUP_ROOT, "own.tar")
    for path in (old, ours):
        path.write_text("x")
        os.utime(path, (0, 0))

    monkeypatch.setattr("config.backup.databases.dump", lambda path: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("backup", "--keep", "14")
    assert old.exists()
    assert JobState.objects.filter(name=BACKUP).count() == 0
    monkeypatch.setattr("config.backup.databases.dump", lambda path: path.write_text("rows"))
    call_command("backup", "--keep", "14")
    names = [path.name for path in Path(settings.BACKUP_ROOT).iterdir()]
    assert len(names) == 2
    assert "own.tar" in names
    assert JobState.objects.get(name=BACKUP).finished_at > timezone.now() - timedelta(minutes=1)


def test_a_key_that_is_not_the_same_is_noticed(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new key", []
    assert archive.key_is_known({})
    assert not archive.key_is_known({"key": archive.fingerprint("old key")})
    settings.SECRET_KEY_FALLBACKS = ["old key"]
    assert archive.key_is_known({"key": archive.fingerprint("old key")})
    assert "old key" not in archive.fingerprint("old key")


@pytest.mark.django_db
def test_administrators_are_told_that_a_backup_failed():
    admin, editor = factories.superuser(), factories.user("Editors", username="redaktion")
    UserProfile.objects.create(user=admin, preferred_language="nl")
    call_command("report_failed_backup")
    JobState.objects.create(name=BACKUP, finished_at=datetime(2026, 11, 29, 2, 10, tzinfo=UTC))
    UserProfile.objects.update(preferred_language="de")
    call_command("report_failed_backup")

    dutch, german = Email.objects.order_by("pk")
    assert dutch.to == german.to == [admin.email] != [editor.email]
    assert (dutch.subject, german.subject) == ("De back-up is mislukt", "Die Sicherung ist fehlgeschlagen")
    assert "Er is nog geen goede back-up." in dutch.message
    assert "29. November 2026 03:10" in german.message
