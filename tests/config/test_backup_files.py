"""The files of a backup, one by one: which are taken, which are refused, and what a failure puts back."""

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config.backup import archive, databases, files
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.fixture
def media(tmp_path, settings):
    """A storage with a file in each of two folders, and what is no file of the site yet."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    folder = tmp_path / "media"
    for name in ("b.txt", "a/c.txt", f"a/half{files.UNFINISHED}", f"{files.RESTORING}1/d.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def tar_of(path, members, **told) -> Path:
    manifest = {
        "engine": connection.vendor,
        "written": "x",
        "files": len(members),
        "database_sha256": "x",
    } | told
    with tarfile.open(path, "w") as tar:
        named = [(f"media/{name}", content) for name, content in members.items()]
        for name, content in [
            ("database", b"rows"),
            *named,
            ("manifest.json", json.dumps(manifest).encode()),
        ]:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def tree(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_whole_files_are_taken_and_no_halves(media):
    assert list(files.names()) == ["b.txt", "a/c.txt"]


def test_a_storage_that_is_not_there_yet_holds_nothing(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "nowhere")
    assert list(files.names()) == []


def test_each_file_is_added_once_and_one_that_has_gone_is_left_out(media, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "names", lambda: iter(["b.txt", "gone.txt", "a/c.txt"]))
    added = files.Added()
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        files.add(tar, added)
        first = added.hexdigest()
        files.add(tar, added)
    assert (added.names, added.hexdigest()) == ({"b.txt", "a/c.txt"}, first)
    with tarfile.open(tmp_path / "b.tar") as tar:
        assert {name: tar.extractfile(name).read() for name in tar.getnames()} == {
            "media/b.txt": b"b.txt",
            "media/a/c.txt": b"a/c.txt",
        }


def restore(tar_path, then=lambda laid: laid.take_places()):
    with tarfile.open(tar_path) as tar, files.laid_beside(tar, archive.contents(tar)) as laid:
        return then(laid)


def test_files_take_their_places_over_others_and_leave_nothing_behind(media, tmp_path, settings):
    settings.FILE_UPLOAD_PERMISSIONS = 0o640
    backup = tar_of(tmp_path / "b.tar", {"b.txt": b"of before", "new/e.txt": b"new"})
    before = tree(media)
    assert restore(backup) == 2
    assert tree(media) == before | {"b.txt": "of before", "new/e.txt": "new"}
    assert (media / "b.txt").stat().st_mode & 0o777 == 0o640
    settings.FILE_UPLOAD_PERMISSIONS = None
    assert restore(backup) == 2


def test_what_is_not_moved_is_deleted(media, tmp_path):
    before = tree(media)
    restore(tar_of(tmp_path / "b.tar", {"b.txt": b"x"}), then=lambda laid: None)
    assert tree(media) == before


def test_a_folder_in_the_way_puts_all_of_them_back(media, tmp_path):
    (media / "zz").mkdir()
    before = tree(media)
    backup = tar_of(tmp_path / "b.tar", {"b.txt": b"x", "e.txt": b"new", "zz": b"a file"})
    with pytest.raises(archive.BackupError, match="is a folder here"):
        restore(backup)
    assert tree(media) == before
    assert (media / "zz").is_dir()


def test_files_that_are_not_those_of_the_manifest_are_refused(media, tmp_path):
    found = files.Added()
    found.note("b.txt", hashlib.sha256(b"x").hexdigest())
    assert restore(tar_of(tmp_path / "1.tar", {"b.txt": b"x"}, media_sha256=found.hexdigest())) == 1
    with pytest.raises(archive.BackupError, match="damaged"):
        restore(tar_of(tmp_path / "2.tar", {"b.txt": b"y"}, media_sha256=found.hexdigest()))
    with pytest.raises(archive.BackupError, match="damaged"):
        restore(tar_of(tmp_path / "3.tar", {"c.txt": b"x"}, media_sha256=found.hexdigest()))


def test_a_bucket_takes_them_over_others(tmp_path, monkeypatch):
    bucket = InMemoryStorage()
    bucket.save("b.txt", io.BytesIO(b"older"))
    monkeypatch.setattr(files, "default_storage", bucket)
    assert restore(tar_of(tmp_path / "b.tar", {"b.txt": b"x", "a/e.txt": b"new"})) == 2
    assert {name: bucket.open(name).read() for name in files.names()} == {"b.txt": b"x", "a/e.txt": b"new"}


@pytest.mark.django_db
def test_files_that_the_database_names_and_nobody_has(media):
    image = factories.image()
    assert files.missing(set()) == [image.file.name]
    assert files.missing({image.file.name}) == []


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        (b"{", "cannot be read"),
        (b"[1]", "cannot be read"),
        (b"1", "cannot be read"),
        (b'{"engine": "x"}', "cannot be read"),
    ],
)
def test_a_manifest_that_tells_too_little_is_refused(tmp_path, manifest, told):
    path = tmp_path / "b.tar"
    with tarfile.open(path, "w") as tar:
        for name, content in (("database", b""), ("manifest.json", manifest)):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    with tarfile.open(path) as tar, pytest.raises(archive.BackupError, match=told):
        archive.contents(tar)


def test_a_manifest_without_end_is_not_read(tmp_path, monkeypatch):
    path = tar_of(tmp_path / "b.tar", {})
    with tarfile.open(path) as tar:
        assert archive.contents(tar).media == {}
        size = tar.getmember("manifest.json").size
    for longest, is_read in ((size, True), (size - 1, False)):
        monkeypatch.setattr(archive, "LONGEST_MANIFEST", longest)
        with tarfile.open(path) as tar:
            if is_read:
                archive.contents(tar)
            else:
                with pytest.raises(archive.BackupError):
                    archive.contents(tar)


@pytest.mark.parametrize("left_out", ["database", "manifest.json"])
def test_without_database_or_manifest_it_was_not_finished(tmp_path, left_out):
    whole, path = tar_of(tmp_path / "b.tar", {"a": b"x"}), tmp_path / "c.tar"
    with tarfile.open(whole) as source, tarfile.open(path, "w") as target:
        for member in source.getmembers():
            if member.name != left_out:
                target.addfile(member, source.extractfile(member))
    with tarfile.open(path) as tar, pytest.raises(archive.BackupError, match="not finished"):
        archive.contents(tar)


def test_a_backup_of_this_version_fits_whatever_was_squashed_or_left(db):
    loader = MigrationLoader(None)
    known = [list(key) for key in loader.disk_migrations]
    replaced = [list(key) for one in loader.disk_migrations.values() for key in one.replaces]
    fitting = {"engine": connection.vendor, "migrations": [*known, *replaced, ["gone", "0001_initial"]]}
    archive.demand_fitting(fitting)
    archive.demand_fitting({"engine": connection.vendor})
    with pytest.raises(archive.BackupError, match="newer version"):
        archive.demand_fitting(fitting | {"migrations": [*known, ["home", "9999_later"]]})
    with pytest.raises(archive.BackupError, match="It is of other"):
        archive.demand_fitting(fitting | {"engine": "other"})


@pytest.mark.parametrize("size", [3, 5])
def test_a_member_that_ends_too_early_is_damaged(tmp_path, size):
    path = tar_of(tmp_path / "b.tar", {"a.txt": b"xxxx"})
    with tarfile.open(path) as tar:
        member = tar.getmember("media/a.txt")
        assert archive.unpack(tar, member, tmp_path / "a") == hashlib.sha256(b"xxxx").hexdigest()
        told = tarfile.TarInfo("media/a.txt")
        told.size, told.offset_data = size, member.offset_data
        source = tar.extractfile(member)
        tar.extractfile = lambda one: source
        with pytest.raises(archive.BackupError, match="ends too early"):
            archive.unpack(tar, told, tmp_path / "b")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's own programs look at theirs")
def test_a_damaged_database_is_not_taken(tmp_path):
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(archive.BackupError, match="Its database is damaged"):
        databases.demand_readable(damaged)
    with pytest.raises(archive.BackupError, match="Its database is damaged"):
        databases.demand_readable(tmp_path / "missing")


def test_postgresqls_programs_get_the_password_by_the_environment_only(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(
        databases.subprocess, "run", lambda command, **rest: ran.append((command, rest["env"]))
    )
    monkeypatch.setattr(databases.shutil, "which", lambda name: f"/usr/bin/{name}")
    settings = {"NAME": "kw", "USER": "kw", "PASSWORD": "hidden", "HOST": "", "PORT": ""}
    monkeypatch.setattr(
        databases, "connection", type("One", (), {"settings_dict": settings, "vendor": "postgresql"})
    )
    databases.dump(tmp_path / "dump")
    databases.demand_readable(tmp_path / "dump")
    assert [command[0] for command, _env in ran] == ["pg_dump", "psql", "pg_restore"]
    assert not any("hidden" in str(command) for command, _env in ran)
    assert {(env["PGPASSWORD"], env["PGDATABASE"]) for _command, env in ran} == {("hidden", "kw")}
    assert "--no-owner" in ran[0][0]
    assert f"--file={tmp_path / 'dump'}" in ran[0][0]
    monkeypatch.setattr(databases.shutil, "which", lambda name: None)
    with pytest.raises(archive.BackupError, match="psql is missing"):
        databases.demand_readable(tmp_path / "dump")
