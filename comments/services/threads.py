"""What is decided about a whole conversation."""

from django.db import transaction
from wagtail.models import Page

from comments.models import Thread
from comments.signals import thread_changed

from .locks import lock_thread, thread_of


def set_mode(thread_id: int, mode: str) -> Thread:
    """Open, close or hide a conversation; true for all languages at the next request. Safe to repeat."""
    with transaction.atomic():
        thread = lock_thread(thread_id)
        if thread.mode != mode:
            thread.mode = Thread.Mode(mode).value
            thread.save(update_fields=["mode", "changed_at"])
            thread_changed.send(sender=Thread, thread=thread)
        return thread


def set_mode_of_page(page: Page, mode: str) -> Thread:
    """The same for a page below which nobody has written yet. Safe to repeat."""
    with transaction.atomic():
        return set_mode(thread_of(page).pk, mode)
