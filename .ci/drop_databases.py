"""Drop the databases that a test run left: their name, and the same with the suffix of a parallel process."""

import sys

import psycopg
from psycopg import sql

server, name = sys.argv[1:]
with psycopg.connect(server, autocommit=True) as connection:
    for database in (name, *(f"{name}_gw{number}" for number in range(3))):
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )
