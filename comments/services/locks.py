"""The one order of locks: the thread's row first, the comment after it; and what is written under them."""

from django.db import connection, transaction
from django.db.models import Count
from wagtail.models import Page

from comments.models import Comment, Thread, Trace
from comments.signals import thread_changed

# Seconds after which PostgreSQL gives up waiting for a row and the reader is asked to try again.
LOCK_TIMEOUT = 5


def thread_of(page: Page) -> Thread:
    """The conversation of a page, begun now if there was none. Two first comments at once make one row."""
    return Thread.objects.get_or_create(translation_key=page.translation_key, defaults={"title": page.title})[
        0
    ]


def lock(comment_id: int) -> Comment:
    """Lock the comment's thread, then the comment, and return it with `comment.thread` as locked.

    Raises Comment.DoesNotExist. SQLite ignores row locks: there the transaction itself is the lock, since it
    begins IMMEDIATE.
    """
    thread_id = Comment.objects.values_list("thread_id", flat=True).get(pk=comment_id)
    thread = lock_thread(thread_id)
    comments = Comment.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "page__locale", "parent", "root"
    )
    comment = comments.get(pk=comment_id)
    comment.thread = thread
    return comment


def lock_thread(thread_id: int) -> Thread:
    """Lock the row of a thread; `no_key` lets inserts that merely refer to it pass."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Threads are locked inside a transaction only.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}s'")
    return Thread.objects.select_for_update(no_key=True).get(pk=thread_id)


def recount(thread: Thread) -> None:
    """Write the counters of a locked thread from its comments, and tell who listens that it changed."""
    rows = thread.comments.approved().order_by().values_list("language").annotate(Count("pk"))
    thread.approved = dict(sorted(rows))
    thread.save(update_fields=["approved", "changed_at"])
    thread_changed.send(sender=Thread, thread=thread)


def trace(comment: Comment, action: str, *, user=None, body_before: str = "") -> None:
    """Append who did what; `body_before` only where words were changed."""
    Trace.objects.create(comment=comment, user=user, action=action, body_before=body_before)
