"""Purges proxies (`wagtail.contrib.frontend_cache`) after the commit of each change.

A change purges every URL on which its page shows: the page itself, its translations, the lists and the pages
that name it. URLs with parameters (filters, further pages of a list) cannot be named: proxies keep them for a
second only.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, pre_page_move

from comments.models import Thread
from comments.signals import thread_changed
from events.models import SessionSeats
from home.models import BasePage, HomePage

MOST = 5000  # pages of one change; proxies drop the others when their time is over
MENU = 3  # depth of the pages in every page's menu


def start() -> None:
    """Listen, where the settings name a proxy."""
    if settings.WAGTAILFRONTENDCACHE:
        for signal, listener, sender in LISTENERS:
            signal.connect(listener, sender=sender)


def stop() -> None:
    for signal, listener, sender in LISTENERS:
        signal.disconnect(listener, sender=sender)


def purge_after_commit(keys: Collection[UUID], urls: Iterable[str] = ()) -> None:
    """Purge the URLs on which these pages show by then, and the URLs given besides."""
    transaction.on_commit(lambda: PurgeBatch(urls_of(keys).union(urls)).purge(), robust=True)


def urls_of(keys: Collection[UUID]) -> set[str]:
    """Return the URLs that show the pages with these translation keys, in every language: the pages above,
    below and beside them, every list, and all pages for what stands in the menu.

    Six queries, and one for each list whose records have URLs of their own (topics, places).
    """
    pages = list(Page.objects.filter(translation_key__in=keys, depth__gt=1))
    shown = Q(depth__gt=1) if any(page.depth <= MENU for page in pages) else _around(pages)
    groups = Page.objects.filter(shown).order_by().values("translation_key")
    batch = PurgeBatch()
    batch.add_pages(Page.objects.filter(translation_key__in=groups).order_by("depth", "pk")[:MOST])
    return batch.urls


def _around(pages: list[Page]) -> Q:
    """The pages themselves, and what shows them in their own language; translations are added by the key."""
    lists = set(Page.objects.type(*_kinds_of_lists()).values_list("path", flat=True))
    shown = Q(path__in=lists) | Q(pk__in=_joined([page.pk for page in pages]))
    for page in pages:
        shown |= Q(path__startswith=page.path)
        shown |= Q(path__in=[page.path[:end] for end in range(Page.steplen, len(page.path), Page.steplen)])
        parent = page.path[: -Page.steplen]
        if parent not in lists:  # the sessions of a series name each other; those of a list do not
            shown |= Q(path__startswith=parent, depth=page.depth)
    return shown


def _joined(keys: list[int]) -> set[int]:
    """The pages that name one of these, or are named by one: authors, related pages, blocks."""
    kind = ContentType.objects.get_for_model(Page)
    names = [str(key) for key in keys]
    references = ReferenceIndex.objects.filter(base_content_type=kind, to_content_type=kind)
    rows = references.filter(Q(object_id__in=names) | Q(to_object_id__in=names))
    return {int(key) for pair in rows.values_list("object_id", "to_object_id") for key in pair}


def _kinds_of_lists() -> list[type[Page]]:
    """Start pages, and what lists pages or records (`get_latest`, `get_records`)."""
    kinds = [model for model in apps.get_models() if issubclass(model, BasePage)]
    lists = [kind for kind in kinds if hasattr(kind, "get_latest") or hasattr(kind, "get_records")]
    return [HomePage, *lists]


def _page_changed(sender, instance, instance_before=None, **kwargs):
    former = _former(instance, instance_before) if instance_before else ()
    purge_after_commit([instance.translation_key], former)


def _page_goes(sender, instance, **kwargs):
    """Unpublished, deleted or moved: its present URLs are nowhere to be found afterwards."""
    purge_after_commit([instance.translation_key], urls_of([instance.translation_key]))


def _former(page: Page, before: Page) -> set[str]:
    """The URLs that a page and those below it had before its slug changed."""
    new, old = page.get_full_url() or "", before.get_full_url() or ""
    found = urls_of([page.translation_key]) if new and old else ()
    return {old + url.removeprefix(new) for url in found if url.startswith(new)}


def _seats_changed(sender, instance, created, raw=False, **kwargs):
    if not (created or raw):
        purge_after_commit([instance.translation_key])


def _thread_changed(sender, thread, **kwargs):
    """Without a thread every conversation changed: comments were switched on or off for the site."""
    threads = Thread.objects.values_list("translation_key", flat=True)
    purge_after_commit([thread.translation_key] if thread else list(threads))


LISTENERS = [
    (page_published, _page_changed, None),
    (page_slug_changed, _page_changed, None),
    (post_page_move, _page_changed, None),
    (page_unpublished, _page_goes, None),
    (pre_page_move, _page_goes, None),
    (post_save, _seats_changed, SessionSeats),
    (thread_changed, _thread_changed, None),
]
