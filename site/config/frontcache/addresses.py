"""Where a page shows, as whole addresses without parameters.

What carries parameters (filters, further pages of a list) proxies keep for a second only: nobody can name it.
"""

from collections.abc import Collection
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page, ReferenceIndex

from home.models import BasePage, HomePage

MOST = 5000  # pages of one change; beyond that they are left to their own age
MENU = 3  # depth of what stands in every page's menu


def addresses_of(keys: Collection[UUID]) -> set[str]:
    """What shows the pages with these translation keys, in every language: themselves, what stands above,
    below and beside them, every list, and whatever names them or is named by them; all pages for what
    stands in the menu.

    Six queries, and one for each list whose records have addresses of their own (topics, places).
    """
    pages = list(Page.objects.filter(translation_key__in=keys, depth__gt=1))
    shown = Q(depth__gt=1) if any(page.depth <= MENU for page in pages) else _around(pages)
    groups = Page.objects.filter(shown).order_by().values("translation_key")
    batch = PurgeBatch()
    batch.add_pages(Page.objects.filter(translation_key__in=groups).order_by("depth", "pk")[:MOST])
    return batch.urls


def _around(pages: list[Page]) -> Q:
    """The pages themselves, and in their own language what shows them; translations are added by the key."""
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
