"""A backup, an empty machine, a restore: the same rows, the same files, the same pages."""

import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Thread
from tests import factories
from tests.servers import ROOT, database_url, environment

# What names the moment: a form's stamp; and tables of caches, which a restore moves on.
OF_THE_MOMENT = re.compile(r"\d+-\d+:[\w-]{40,}")
OTHER_TABLES = ("config_pagechange", "sqlite_sequence", "wagtailsearch_indexentry_fts")
CRAWL = """
import json, sys
sys.path.insert(0, "site")
import django
django.setup()
from django.test import Client
print(json.dumps([[r.status_code, r.content.decode()] for r in map(Client().get, sys.argv[1:])]))
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


def run(variables, *arguments) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


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


@pytest.mark.search_index
@pytest.mark.django_db(transaction=True)
def test_a_site_comes_back_whole(second, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "media")
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
    paths = [article.url, dutch.url, network.news["de"].url, "/de/", "/nl/"]
    before = run(environment(tmp_path, "first"), "-c", CRAWL, *paths)

    target = tmp_path / "backup.tar"
    call_command("backup", target)
    assert target.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.part"))

    media = tmp_path / "restored"
    variables = environment(tmp_path, "second", database=second, MEDIA_ROOT=str(media))
    told = run(variables, "manage.py", "restore", str(target))
    assert "Restored the site" in told

    assert rows(second) == rows(database_url())
    originals = list((tmp_path / "media" / "original_images").iterdir())
    assert originals
    for path in originals:
        assert (media / "original_images" / path.name).read_bytes() == path.read_bytes()
    after = run(variables, "-c", CRAWL, *paths)
    assert OF_THE_MOMENT.sub("", after) == OF_THE_MOMENT.sub("", before)
    assert "Het schoolplein" in after

    again = subprocess.run(
        [sys.executable, "manage.py", "restore", str(target)],
        cwd=ROOT, env=variables, capture_output=True, text=True,
    )  # fmt: skip
    assert again.returncode != 0
    assert "not empty" in again.stderr


def test_what_is_no_whole_backup_is_refused(tmp_path):
    broken, empty = tmp_path / "broken.tar", tmp_path / "empty.tar"
    broken.write_bytes(b"not a tar")
    tarfile.open(empty, "w").close()

    with pytest.raises(CommandError, match="Nothing can be restored"):
        call_command("restore", broken)
    with pytest.raises(CommandError, match="no backup"):
        call_command("restore", empty)
    with pytest.raises(CommandError, match="Nothing can be restored"):
        call_command("restore", tmp_path / "missing.tar")
