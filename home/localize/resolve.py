"""What a reader of one language gets to see of pages that others chose: which page, at which address."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from ..cards import ArticleCard, EventCard, Listed
from ..visibility import Restricted


def page_url(page: Page, language: str, request=None) -> str:
    """Address of a page for a reader of that language: its own, or the original below an honest notice.

    Needs no query for a page whose locale is loaded.
    """
    if page.locale.language_code == language:
        return page.get_url(request) or ""
    with override(language):
        return reverse("untranslated", kwargs={"key": page.translation_key})


def foreign(page: Page, language: str) -> str:
    """The language of the page's words where it is not the reader's, else ""."""
    code = page.locale.language_code
    return "" if code == language else code


def specific_in_language(keys: Collection[int], language: str) -> dict[int, Page]:
    """The page that a reader of that language gets for each of these primary keys, in its own class.

    As `shown_in_language`. Lists (pages with `get_latest` or `get_records`) come without the columns of their
    own class, which are read when asked for. Costs one query and one per class of other pages.
    """
    shown = shown_in_language(keys, language)
    found = specific(shown.values())
    return {key: found[page.pk] for key, page in shown.items()}


def shown_in_language(
    keys: Collection[int], language: str, *, groups: Collection[UUID] = ()
) -> dict[int | UUID, Page]:
    """The page that a reader of that language gets for each of these primary keys and translation keys.

    That is the live translation, or the oldest live page of the group, as in `in_bulk.in_language`; what
    nobody may see is missing. Its locale is loaded. Costs one query, none for no pages.
    """
    if not (keys or groups):
        return {}
    chosen = Page.objects.filter(pk__in=keys).order_by().values("translation_key")
    rows = Page.objects.filter(Q(translation_key__in=chosen) | Q(translation_key__in=groups))
    rows = rows.annotate(restricted=Restricted("path")).select_related("locale").order_by()
    best: dict[UUID, Page] = {}
    group_of = {key: key for key in groups}
    for page in sorted(rows, key=lambda page: page.pk):
        key = page.translation_key
        if page.pk in keys:
            group_of[page.pk] = key
        is_public = page.live and page.alias_of_id is None and not page.restricted
        if is_public and (key not in best or page.locale.language_code == language):
            best[key] = page
    return {key: best[group] for key, group in group_of.items() if group in best}


def specific(pages: Iterable[Page], *, streams: bool = True) -> dict[int, Page]:
    """Each page in its own class by primary key, with the locale that it has; one query for each class.

    Kinds whose cards show more than their columns say so by `with_cards` of their querysets. Without
    `streams` the bodies are left out.
    """
    found, others = {}, defaultdict(dict)
    for page in pages:
        model = page.specific_class
        if model is None or hasattr(model, "get_latest") or hasattr(model, "get_records"):
            found[page.pk] = page.specific_deferred
            found[page.pk].locale = page.locale
        else:
            others[model][page.pk] = page
    for model, members in others.items():
        rows = model.objects.all() if streams else model.objects.defer_streamfields()
        rows = rows.with_cards() if hasattr(rows, "with_cards") else rows
        for page in rows.filter(pk__in=members).order_by():
            page.locale = members[page.pk].locale
            found[page.pk] = page
    return found


def cards_of(pages: Iterable[Page], language: str, request=None) -> dict[int, ArticleCard | EventCard]:
    """The cards of pages of any kind by primary key, made in bulk for each kind.

    The pages are of their own class, with their locale loaded, as `specific_in_language` returns them.
    """
    kinds: dict[type, list[Page]] = {}
    for page in pages:
        if isinstance(page, Listed):
            kinds.setdefault(type(page), []).append(page)
    return {
        page.pk: card
        for kind, group in kinds.items()
        for page, card in zip(group, kind.get_cards(group, language=language, request=request), strict=True)
    }
