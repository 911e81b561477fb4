import sys
import uuid
from subprocess import run

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from config.databases import database

pytestmark = pytest.mark.both_databases


def test_an_address_may_set_options_of_its_own():
    assert database("sqlite:////data/x.sqlite3?timeout=5")["OPTIONS"]["timeout"] == 5
    assert database("postgres://user@host/name?sslmode=require")["OPTIONS"]["sslmode"] == "require"
    with pytest.raises(ValueError, match="neither"):
        database("mysql://user@host/name")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_postgresql_compiles_no_plans():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_ci_leaves_no_database_of_any_parallel_process(settings):
    """`.ci/run` names one database; each process of pytest-xdist appends its number to it."""
    name = f"test_kwartier_left_{uuid.uuid4().hex[:8]}"
    made = [name, *(f"{name}_gw{number}" for number in (0, 3, 12))]
    options = connection.settings_dict
    server = (
        f"postgres://{options['USER']}:{options['PASSWORD']}@{options['HOST']}:{options['PORT']}/postgres"
    )
    with psycopg.connect(server, autocommit=True) as admin:
        for database in (*made, f"{name}x"):
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        run([sys.executable, settings.ROOT / ".ci" / "drop_databases.py", server, name], check=True)
        left = admin.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name]
        ).fetchall()
        admin.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(f"{name}x")))
    assert left == [(f"{name}x",)]
