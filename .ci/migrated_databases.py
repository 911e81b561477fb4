"""Make the databases of the parallel processes of a test run: one is migrated, the others are its copies."""

import os
import subprocess
import sys

import psycopg
from psycopg import sql

server, name, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
first, *others = (f"{name}_gw{process}" for process in range(number))
with psycopg.connect(server, autocommit=True) as connection:
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(first)))
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"{server.rpartition('/')[0]}/{first}",
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=os.environ | settings, check=True
    )
    for database in others:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(first))
        )
