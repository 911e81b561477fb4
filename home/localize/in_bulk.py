"""Pages that point at pages (author, related, recap), resolved to the reader's language in bulk.

A page chosen by an editor is in one language; readers of the other see its translation. `.localized` in a
loop costs two queries each and takes aliases for translations; here a whole list costs one query.
"""

from collections.abc import Hashable, Iterable
from typing import TypeVar
from uuid import UUID

from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from ..visibility import readable

Key = TypeVar("Key", bound=Hashable)


def in_language(
    pages: Iterable[Page], locale: Locale, *, queryset: PageQuerySet | None = None, fallback: bool = True
) -> dict[int, Page]:
    """Map the primary key of each page to the page that a reader of that language should see.

    That is its live translation, or (with `fallback`) the oldest live page of its group, which then stands
    under its own `lang`. Drafts, pages behind a login and aliases (the other language's words in this
    language's tree) are nobody's answer: a page without any is missing in the mapping. `queryset` says what
    is fetched, as in `AuthorPage.objects.select_related("organisation")`; bare pages if not given.
    Costs one query for any number of pages, none for no pages.
    """
    wanted = {page.pk: page.translation_key for page in pages}
    return pages_for(wanted, locale, queryset=queryset, fallback=fallback)


def pages_for(
    wanted: dict[Key, UUID], locale: Locale, *, queryset: PageQuerySet | None = None, fallback: bool = True
) -> dict[Key, Page]:
    """As `in_language`, of translation keys by any key of the caller's."""
    if not wanted:
        return {}
    rows = Page.objects.all() if queryset is None else queryset
    rows = readable(rows.filter(translation_key__in=set(wanted.values())))
    if not fallback:
        rows = rows.filter(locale=locale)
    shown: dict = {}
    for page in sorted(rows.order_by(), key=lambda page: page.pk):
        if page.translation_key not in shown or page.locale_id == locale.pk:
            shown[page.translation_key] = page
    return {pk: shown[key] for pk, key in wanted.items() if key in shown}
