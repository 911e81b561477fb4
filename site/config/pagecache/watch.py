"""Every statement of the site passes here: which part of the site it changes, which parts an answer shows.

Signals would miss `update()`, bulk writes and moves in the tree. A table that nobody thought of counts as a
part of the site: an answer is then made once too often, and is never too old.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from . import changes

WRITE = re.compile(
    r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+"?(\w+)"?',
    re.IGNORECASE,
)
PART_OF = {
    "events_sessionseats": changes.SEATS,
    "comments_thread": changes.COMMENTS,
    "home_siterendition": changes.PICTURES,
}
SHOWN = {
    "events_sessionseats": changes.SEATS,
    "comments_thread": changes.COMMENTS,
    "comments_comment": changes.COMMENTS,
}
# Nobody reads these on a public page, or their change goes with one of another table.
PRIVATE = re.compile(
    r"auth_|account_|mfa_|django_|post_office_|registration_|config_|wagtail_localize_|wagtailadmin_|"
    r"wagtailusers_|wagtailsearch|wagtailembeds_|wagtailimages_|home_(?:personrequest|lostaddress|vainsearch|deadlink)$|"
    r"events_registrationlink$|"
    r"comments_(?!commentsettings|typerule)|"
    r"wagtailcore_(?:revision|modellogentry|pagelogentry|referenceindex|uploadedfile|apitoken|comment|workflow|task|"
    r"groupapprovaltask|pagesubscription|group)"
)
# A draft that is saved writes these columns of its page and no other.
OF_DRAFTS = {"draft_title", "has_unpublished_changes", "latest_revision_id", "latest_revision_created_at"}
OF_LOCKS = {"locked", "locked_at", "locked_by_id"}
COLUMN = re.compile(r'"(\w+)" = ')

_state = {"migrating": False}


def part_changed(sql: str) -> str | None:
    """The part of the site that a statement changes, None for what no reader sees."""
    found = WRITE.match(sql)
    if not found:
        return None
    table = found[1].lower()
    if table in PART_OF:
        return PART_OF[table]
    if PRIVATE.match(table) or table in _cache_tables():
        return None
    if table == "wagtailcore_page" and sql.startswith("UPDATE"):
        columns = set(COLUMN.findall(sql.partition(" WHERE ")[0]))
        if columns and columns <= OF_DRAFTS | OF_LOCKS:
            return None
    return changes.SITE


def watch(execute, sql, params, many, context):
    """The wrapper of every statement (Django's `execute_wrappers`)."""
    result = execute(sql, params, many, context)
    if not _state["migrating"] and (part := part_changed(str(sql))):
        changes.note(part)
    return result


@contextmanager
def reading() -> Iterator[set[str]]:
    """Collect the parts that are read meanwhile; the site itself always is."""
    parts = {changes.SITE}

    def note(execute, sql, params, many, context):
        text = str(sql)
        parts.update(part for table, part in SHOWN.items() if table in text)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield parts


def start() -> None:
    """Watch every connection from its beginning. While tables are made there may be nothing to write to."""
    connection_created.connect(_watch_connection)
    pre_migrate.connect(_before_migration)
    post_migrate.connect(_after_migration)


def _watch_connection(sender, connection, **kwargs):
    if connection.alias == "default" and watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, watch)


def _before_migration(sender, **kwargs):
    _state["migrating"] = True


def _after_migration(sender, using, **kwargs):
    _state["migrating"] = False
    table = changes.PageChange._meta.db_table
    if sender.name == "config" and using == "default" and table in connection.introspection.table_names():
        changes.note(changes.SITE)


def _cache_tables() -> set[str]:
    return {cache.get("LOCATION") for cache in settings.CACHES.values() if "db" in cache.get("BACKEND", "")}
