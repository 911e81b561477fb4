"""Database settings from an address: SQLite as it has to be run here, or PostgreSQL."""

import environ

ENGINES = ["django.db.backends.sqlite3", "django.db.backends.postgresql"]

# Without IMMEDIATE a second writer fails at once with "database is locked", whatever the timeout says.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}

# Compiling a plan of many joins (one over every kind of page stands behind each navigation) took PostgreSQL
# 15 half a second, running it a millisecond.
POSTGRESQL_OPTIONS = {"options": "-c jit=off"}


def database(url: str) -> dict:
    """The DATABASES entry for a database address such as `sqlite:///x.sqlite3` or
    `postgres://user@host/name`.

    Raises ValueError for any other kind of database: the site is tested on these two.
    """
    config = environ.Env.db_url_config(url)
    if config.get("ENGINE") not in ENGINES:
        raise ValueError("neither an address of SQLite nor one of PostgreSQL")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS | config.get("OPTIONS", {})
    else:
        config["OPTIONS"] = POSTGRESQL_OPTIONS | config.get("OPTIONS", {})
    return config


def search_backends(engine: str) -> dict:
    """WAGTAILSEARCH_BACKENDS for a database engine: each row stemmed as its language on PostgreSQL,
    FTS5 on SQLite."""
    if "postgresql" not in engine:
        return {"default": {"BACKEND": "home.search.sqlite"}}
    path = "home.search.backend"
    read_only = {"BACKEND": path, "AUTO_UPDATE": False}
    return {
        "default": {"BACKEND": path, "SEARCH_CONFIG": "simple"},
        "de": read_only | {"SEARCH_CONFIG": "german"},
        "nl": read_only | {"SEARCH_CONFIG": "dutch"},
    }
