"""What was found, as it stands in the list: kind, title, date and the sentence that holds the words."""

from itertools import chain

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.models import Place, Topic
from home.record_urls import record_url

from .excerpt import excerpt
from .find import PLACES, Key
from .stems import of_one_stem
from .text import texts_of

ONE = {
    "news": _("Article"),
    "events": _("Session"),
    "people": _("Person"),
    "pages": _("Page"),
    "topic": _("Topic"),
    "place": _("Place"),
    "document": _("Document"),
}


def hits_of(keys: list[Key], words: list[str], request) -> list[dict]:
    """The variables of components/hit.html in the order of the keys, with these words marked in whatever
    form; a constant number of queries for each kind among them, and one for the forms."""
    found: dict[Key, dict] = {}
    texts: dict[Key, list[str]] = {}
    for page in _pages(_of(keys, "page")):
        key = Key("page", page.pk)
        found[key], texts[key] = _page(page, request), texts_of(page) or [page.search_description]
    for kind, model in (("topic", Topic), ("place", Place)):
        rows = model.objects.in_bulk(_of(keys, kind)).values() if _of(keys, kind) else ()
        for record in rows:
            key = Key(kind, record.pk)
            found[key], texts[key] = _record(record, kind, request), [record.description]
    forms = of_one_stem(words, chain.from_iterable(texts.values()), get_language())
    for key, own in texts.items():
        found[key]["text"] = excerpt(own, [*words, *forms])
    model = get_document_model()
    rows = model.objects.in_bulk(_of(keys, "document")).values() if _of(keys, "document") else ()
    found |= {Key("document", document.pk): _document(document) for document in rows}
    return [found[key] for key in keys if key in found]


def _of(keys: list[Key], kind: str) -> list[int]:
    return [key.pk for key in keys if key.kind == kind]


def _pages(keys: list[int]) -> list[Page]:
    """In their own classes, with the place that each kind names."""
    if not keys:
        return []
    kinds: dict[type, list[Page]] = {}
    for page in Page.objects.filter(pk__in=keys).specific():
        kinds.setdefault(type(page), []).append(page)
    for model, pages in kinds.items():
        prefetch_related_objects(pages, *(name for name in PLACES if hasattr(model, name)))
    return [page for pages in kinds.values() for page in pages]


def _page(page, request) -> dict:
    place = next(filter(None, (getattr(page, name, None) for name in PLACES)), None)
    meta = [
        str(page.search_word or ONE[page.search_kind]),
        place.name if place else "",
        *page.get_hit_words(),
    ]
    return {
        "title": page.title,
        "url": page.get_url(request),
        "meta": " · ".join(part for part in meta if part),
    }


def _record(record, kind: str, request) -> dict:
    return {
        "title": record.name,
        "url": record_url(record, request),
        "meta": str(ONE[kind]),
    }


def _document(document) -> dict:
    return {
        "title": document.title,
        "url": document.url,
        "meta": f"{ONE['document']} ({document.file_extension.upper()})",
        "text": "",
    }
