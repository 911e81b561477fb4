"""The database into a file and back, by the engine's own means."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection


class BackupError(Exception):
    """Words for the person at the terminal."""


def dump(path: Path) -> None:
    """Write the database, as it is at one moment, while the site goes on."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def load(path: Path) -> None:
    """Fill an empty database from such a file. Raises BackupError, and PostgreSQL then holds nothing."""
    if connection.vendor == "sqlite":
        _replace_sqlite(path)
    else:
        _run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={connection.settings_dict['NAME']}",
            str(path),
        )
    connection.close()


def is_empty() -> bool:
    return not connection.introspection.table_names()


def clear() -> None:
    """Take every table out of the database."""
    if connection.vendor == "sqlite":
        connection.close()
        for path in _sqlite_files():
            path.unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")


def _replace_sqlite(path: Path) -> None:
    target, *beside = _sqlite_files()
    connection.close()
    new = target.with_name(f"{target.name}.restored")
    shutil.copyfile(path, new)
    for leftover in beside:
        leftover.unlink(missing_ok=True)
    os.replace(new, target)


def _sqlite_files() -> list[Path]:
    name = str(connection.settings_dict["NAME"])
    return [Path(f"{name}{suffix}") for suffix in ("", "-wal", "-shm")]


def _run(program: str, *arguments: str) -> None:
    """A program of PostgreSQL; the password travels in its environment, not on its command line."""
    database = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    environment = {variable: str(database[name]) for name, variable in names.items() if database.get(name)}
    if program == "pg_dump":
        environment["PGDATABASE"] = database["NAME"]
    try:
        subprocess.run(  # noqa: S603
            [program, *arguments], env=os.environ | environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise BackupError(f"{program} is missing: install PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program} failed: {error.stderr.strip()[-500:]}") from None
