"""What is old after a change: noted inside of its transaction, told to the proxies after the commit."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, pre_page_move

from comments.models import Thread
from comments.signals import thread_changed
from events.models import SessionSeats

from .addresses import addresses_of
from .sending import send


class Purge:
    """Stands among what a transaction does after its commit; a rollback takes it away."""

    def __init__(self):
        self.keys: set[UUID] = set()
        self.urls: set[str] = set()

    def __call__(self):
        send(self.urls | addresses_of(self.keys))


def note(keys: Iterable[UUID], urls: Iterable[str] = ()) -> None:
    """Purge where these pages show after the present transaction, and the addresses given besides."""
    purge = next((func for _ids, func, _ in connection.run_on_commit if isinstance(func, Purge)), None)
    new = purge is None
    purge = purge or Purge()
    purge.keys.update(keys)
    purge.urls.update(urls)
    if new:
        transaction.on_commit(purge, robust=True)


def _page_changed(sender, instance, instance_before=None, **kwargs):
    note([instance.translation_key], _former(instance, instance_before) if instance_before else ())


def _page_goes(sender, instance, **kwargs):
    """Unpublished, deleted or moved: its present addresses are nowhere to be found afterwards."""
    note([instance.translation_key], addresses_of([instance.translation_key]))


def _former(page: Page, before: Page) -> set[str]:
    """The addresses that a page and those below it had before its slug changed."""
    new, old = page.get_full_url() or "", before.get_full_url() or ""
    found = addresses_of([page.translation_key]) if new and old else ()
    return {old + url.removeprefix(new) for url in found if url.startswith(new)}


def _seats_changed(sender, instance, created, raw=False, **kwargs):
    if not (created or raw):
        note([instance.translation_key])


def _thread_changed(sender, thread, **kwargs):
    """Without a thread every conversation is another: comments were switched on or off for the site."""
    threads = Thread.objects.values_list("translation_key", flat=True)
    note([thread.translation_key] if thread else threads)


LISTENERS = [
    (page_published, _page_changed, None),
    (page_slug_changed, _page_changed, None),
    (post_page_move, _page_changed, None),
    (page_unpublished, _page_goes, None),
    (pre_page_move, _page_goes, None),
    (post_save, _seats_changed, SessionSeats),
    (thread_changed, _thread_changed, None),
]


def start() -> None:
    """Listen, where the settings name a front cache."""
    if settings.WAGTAILFRONTENDCACHE:
        for signal, listener, sender in LISTENERS:
            signal.connect(listener, sender=sender)


def stop() -> None:
    for signal, listener, sender in LISTENERS:
        signal.disconnect(listener, sender=sender)
