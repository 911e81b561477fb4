"""Drop the databases that a test run left: their name, with the suffix of any parallel process or without."""

import sys

import psycopg
from psycopg import sql

server, name = sys.argv[1:]
with psycopg.connect(server, autocommit=True) as connection:
    left = connection.execute(
        "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)", [name, f"{name}_gw"]
    ).fetchall()
    for (database,) in left:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )
