"""The state of each part of the site, as a number that never comes twice.

A change writes a row of `PageChange` in its own transaction: it is seen together with what it stands for,
never before, and takes no lock that another change waits for. The state of a part is its highest number and
how many rows it has: a transaction that ends late has a lower number, but is one more. The rows are put
together again by a job, under a number that is higher than all.
"""

from django.db import Error, connection, transaction

from config.models import PageChange

State = dict[str, tuple[int, int]]  # part -> (highest number, how many)

SITE = "site"
SEATS = "seats"
COMMENTS = "comments"
PICTURES = "pictures"  # sizes of pictures that were promised and are there now
PARTS = (SITE, SEATS, COMMENTS, PICTURES)


class Noted:
    """Marks, among what a transaction does after its commit, that the transaction has its row for a part.

    Django itself drops it with the savepoint or the transaction that is rolled back.
    """

    def __init__(self, part: str):
        self.part = part

    def __call__(self):
        """Do nothing: the row is committed with the transaction."""


def current() -> State:
    """Return the state of the parts that ever changed, by one query. A transaction sees its own changes.

    The query is the first of a request and shows whether a persistent connection still works; if not, it is
    repeated over a new one. Raises django.db.Error when the database does not answer.
    """
    was_open = connection.connection is not None and not connection.in_atomic_block
    connection.health_check_done = True
    try:
        return _read()
    except Error:
        if not was_open:
            raise
        connection.close()
        return _read()


def _read() -> State:
    """Past Django's cursor, which takes longer than the database itself."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = connection.connection.cursor()
        try:
            cursor.execute("SELECT part, MAX(id), COUNT(*) FROM config_pagechange GROUP BY part")
            return {part: (number, count) for part, number, count in cursor.fetchall()}
        finally:
            cursor.close()


def note(part: str) -> None:
    """Say that a part of the site changes with the present transaction, or changed just now without one."""
    if part not in PARTS:
        raise ValueError(part)
    if not connection.in_atomic_block:
        _write(part)
    elif not any(isinstance(func, Noted) and func.part == part for _ids, func, _ in connection.run_on_commit):
        _write(part)
        transaction.on_commit(Noted(part))


def tidy() -> None:
    """Leave one row for each part, with a new number."""
    with transaction.atomic():
        for part in PARTS:
            if PageChange.objects.filter(part=part).count() > 1:
                newest = PageChange.objects.create(part=part)
                PageChange.objects.filter(part=part, pk__lt=newest.pk).delete()


def _write(part: str) -> None:
    """Past Django's cursor: this runs inside of it, for a statement of others."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(f"INSERT INTO config_pagechange (part) VALUES ('{part}')")  # noqa: S608 - one of the names above
    finally:
        cursor.close()
