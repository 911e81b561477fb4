"""Waiting for a row that others hold: not for ever, and with a sentence instead of an error of the server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

# Seconds after which PostgreSQL gives up waiting for a row and the user is asked to try again.
LOCK_TIMEOUT = 5
# What the databases answer when others keep a lock for too long.
BUSY = {"55P03", "SQLITE_BUSY"}


@contextmanager
def one_transaction(error: Callable[..., Exception]) -> Iterator[None]:
    """`transaction.atomic()`, but who waited too long for a lock is asked to try again.

    Raises `error(message, code="busy")` then; nothing was changed.
    """
    try:
        with transaction.atomic():
            yield
    except OperationalError as failed:
        cause = failed.__cause__
        if not BUSY & {getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorname", None)}:
            raise
        message = _("Many people are registering at this moment. Please try again in a minute.")
        raise error(message, code="busy") from failed


def wait_briefly() -> None:
    """Let the rest of this transaction wait for locks no longer than LOCK_TIMEOUT.

    SQLite knows no locks of rows: there the transaction itself is the lock, since it begins IMMEDIATE.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}s'")
