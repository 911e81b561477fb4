"""The database into a file, and such a file beside the database until it takes its place."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from .archive import BackupError

# PostgreSQL: the schema of the tables of before, until the restored ones are known to be good.
BEFORE = "kwartier_before_restore"
TABLES = "public"
# Tables and views of a schema but for those of extensions, which belong to the database and stay; indexes and
# the sequences of columns go with their tables.
EACH = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT c.oid::regclass AS name FROM pg_class c
    WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LOOP
    EXECUTE format('{statement}', one.name);
  END LOOP;
END $$"""


def dump(path: Path) -> None:
    """Write the database, as it is at one moment, while the site goes on."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def is_empty() -> bool:
    return not connection.introspection.table_names()


def folder_for_restoring(backup: Path) -> Path | None:
    """Where a dump is unpacked: where its file can be renamed into place, else beside the backup, if that is
    possible; None is the usual folder of temporary files."""
    if connection.vendor == "sqlite":
        return _sqlite_file().parent
    return backup.parent if os.access(backup.parent, os.W_OK) else None


def demand_readable(path: Path) -> None:
    """Raise BackupError unless what restores the dump is here and understands it; nothing is written."""
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
                (answer,) = copy.execute("PRAGMA quick_check").fetchone()
        except sqlite3.Error as error:
            answer = str(error)
        if answer != "ok":
            raise BackupError(f"Its database is damaged: {answer}")
    else:
        _run("psql", "--version")
        _run("pg_restore", "--list", str(path))


@contextmanager
def loaded_beside(path: Path) -> Iterator[None]:
    """The dump is the database inside of the block, and takes its place when that ends.

    Whatever is raised, by this or inside of the block, the database is what it was. Nobody else may use it
    meanwhile. Raises BackupError.
    """
    loaded = _sqlite_beside(path) if connection.vendor == "sqlite" else _postgresql_beside(path)
    with loaded:
        yield


@contextmanager
def _sqlite_beside(path: Path) -> Iterator[None]:
    target = _sqlite_file()
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
    if target.exists():
        # Empties the log beside the old file, which must not be read with the new one.
        with closing(sqlite3.connect(target)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffix in ("-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    os.replace(path, target)


@contextmanager
def _postgresql_beside(path: Path) -> Iterator[None]:
    """In one transaction the old tables are set aside and the dump is loaded; another one ends it."""
    script = path.with_name("script.sql")
    _run("pg_restore", "--no-owner", "--no-privileges", "--no-comments", f"--file={script}", str(path))
    _put_back()  # what a restore left that was killed
    set_aside = [
        f"CREATE SCHEMA {BEFORE}",
        EACH.format(schema=TABLES, statement=f"ALTER TABLE %s SET SCHEMA {BEFORE}"),
    ]
    _psql(*(f"--command={statement}" for statement in set_aside), f"--file={script}")
    try:
        yield
    except BaseException:
        _put_back()
        raise
    connection.close()
    _psql(f"--command=DROP SCHEMA {BEFORE} CASCADE")


def _put_back() -> None:
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [BEFORE])
        if cursor.fetchone() is None:
            return
    connection.close()
    statements = [
        EACH.format(schema=TABLES, statement="DROP TABLE %s CASCADE"),
        EACH.format(schema=BEFORE, statement=f"ALTER TABLE %s SET SCHEMA {TABLES}"),
        f"DROP SCHEMA {BEFORE}",
    ]
    _psql(*(f"--command={statement}" for statement in statements))


def _sqlite_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _psql(*arguments: str) -> None:
    """Statements and files in one transaction: all of it, or nothing."""
    _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *arguments)


def _run(program: str, *arguments: str) -> None:
    """A program of PostgreSQL; the password travels in its environment, not on its command line."""
    database = connection.settings_dict
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    environment = {variable: str(database[name]) for name, variable in names.items() if database.get(name)}
    if not shutil.which(program):
        raise BackupError(f"{program} is missing: install PostgreSQL's client programs.")
    try:
        subprocess.run(  # noqa: S603
            [program, *arguments], env=os.environ | environment, check=True, capture_output=True, text=True
        )
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program} failed: {error.stderr.strip()[-500:]}") from None
