"""Two steps: what holds the words by the index of its language, then what holds them within a compound."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from home.models import BasePage, HomePage, PagePlace, PageTopic, Place, SearchEntry, Topic
from home.visibility import readable

from .documents import public_documents
from .fuzzy import within
from .normalise import fold
from .synonyms import variants_of

# Only so many are ranked: nobody reads on, and the work stays bounded.
MOST_HITS = 300
# Where a page takes place, or was written.
PLACES = ("place", "dateline")


class Key(NamedTuple):
    """What was found: its kind in `SearchEntry`, and its primary key there."""

    kind: str
    pk: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """Keys in order of rank, of the chosen kind; `counts` is for every kind, `words` are those that were
    looked for, synonyms among them."""

    keys: list[Key] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def kinds() -> dict[int, str]:
    """The kind of each page class by its content type: news, events, people or pages."""
    models = [model for model in apps.get_models() if issubclass(model, BasePage) and model is not HomePage]
    types = ContentType.objects.get_for_models(*models)
    return {content_type.pk: model.search_kind for model, content_type in types.items()}


def find(
    words: list[str], locale: Locale, *, kind: str = "", topic=None, place=None, year: int | None = None
) -> Found:
    """What everybody may read in that language and what holds all the words, best first.

    `topic` and `place` are translation keys; with any of them or a year only pages are found. Costs a
    constant number of queries.
    """
    if not words:
        return Found()
    variants = variants_of(words, locale)
    ranked = _ranked(variants, locale)
    kind_of = _pages(ranked, locale, topic, place, year)
    if not (topic or place or year):
        kind_of |= _records(ranked, locale)
    keys = [key for key in ranked if key in kind_of and kind in ("", kind_of[key])]
    looked_for = dict.fromkeys(word for variant in variants for word in variant)
    return Found(keys=keys, counts=Counter(kind_of.values()), words=list(looked_for))


def _ranked(variants: list[list[str]], locale: Locale) -> list[Key]:
    words = variants[0]
    backend = locale.language_code if locale.language_code in settings.WAGTAILSEARCH_BACKENDS else "default"
    pages = Page.objects.filter(locale=locale, live=True)
    entries = [
        (Key(entry.kind, entry.object_id), entry.title) for entry in within(variants, locale, MOST_HITS)
    ]
    wanted = fold(" ".join(words))
    ranked = {key: None for key, title in entries if key.kind in ("topic", "place") and fold(title) == wanted}
    for query in map(" ".join, variants):
        ranked |= {Key("page", pk): None for pk in _by_words(pages, query, backend)}
    for kind, model in (("topic", Topic), ("place", Place)):
        records = model.objects.filter(locale_id=locale.pk, live=True)
        step = get_search_backend(backend).search(" ".join(words), records, operator="and")[:MOST_HITS]
        ranked |= {Key(kind, pk): None for pk in _keys_of(step)}
    if len(ranked) < MOST_HITS:
        step = _by_words(pages, " ".join(words), "default", method="autocomplete")
        ranked |= {Key("page", pk): None for pk in step}
        ranked |= {key: None for key, _title in entries}
    return list(ranked)[:MOST_HITS]


def _by_words(pages, query: str, backend: str, method: str = "search") -> list[int]:
    """The primary keys of what the index has for a query, the most relevant first.

    FTS5 counts relevance anew for each page, which takes seconds among thousands: on SQLite those that hold
    the words in their title come first, then the newest.
    """
    search = getattr(get_search_backend(backend), method)
    if connection.vendor != "sqlite":
        return _keys_of(search(query, pages, operator="and")[:MOST_HITS])
    newest = pages.order_by("-first_published_at").only("pk", "title")
    found = search(query, newest, operator="and", order_by_relevance=False)[:MOST_HITS]
    words = [fold(word) for word in query.split()]
    titled = sorted(found, key=lambda page: not all(word in fold(page.title) for word in words))
    return [page.pk for page in titled]


def _keys_of(results) -> list[int]:
    """Primary keys in order of rank. PostgreSQL sends nothing else: of three hundred pages it would send the
    vectors of all their words as well."""
    if connection.vendor == "sqlite":
        return [record.pk for record in results]
    return list(results.get_queryset().values_list("pk", flat=True))


def _pages(ranked: list[Key], locale: Locale, topic, place, year) -> dict[Key, str]:
    pages = readable(Page.objects.filter(pk__in=_keys(ranked, "page"), locale=locale))
    if topic:
        pages = pages.filter(_about(topic))
    if place:
        pages = pages.filter(_in(place))
    if year:
        dated = SearchEntry.objects.filter(kind=SearchEntry.Kind.PAGE, day__year=year)
        pages = pages.filter(pk__in=dated.values("object_id"))
    known = kinds()
    rows = pages.values_list("pk", "content_type_id")
    return {Key("page", pk): known[type_id] for pk, type_id in rows if type_id in known}


def _about(topic) -> Q:
    """With that topic, or below a page with it, as the sessions of a series."""
    carried = PageTopic.objects.filter(topic__translation_key=topic)
    parent = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    return Q(pk__in=carried.values("page")) | Exists(carried.filter(page__path=parent))


def _in(place) -> Q:
    """About that place, taking place or written there; in a quarter of it as well."""

    def there(name: str) -> Q:
        return Q(**{f"{name}__translation_key": place}) | Q(**{f"{name}__part_of__translation_key": place})

    found = Q(pk__in=PagePlace.objects.filter(there("place")).values("page"))
    for model in apps.get_models():
        for name in PLACES if issubclass(model, BasePage) else ():
            if hasattr(model, name):
                found |= Q(pk__in=model._base_manager.filter(there(name)).values("pk"))
    return found


def _records(ranked: list[Key], locale: Locale) -> dict[Key, str]:
    """Topics and places of the language, and documents that a public page of it offers."""
    found = {}
    for kind, model in (("topic", Topic), ("place", Place)):
        if keys := _keys(ranked, kind):
            rows = model.objects.live().filter(pk__in=keys, locale=locale)
            found |= {Key(kind, pk): "places" for pk in rows.values_list("pk", flat=True)}
    if keys := _keys(ranked, "document"):
        found |= {Key("document", pk): "documents" for pk in public_documents(keys, locale)}
    return found


def _keys(ranked: list[Key], kind: str) -> list[int]:
    return [key.pk for key in ranked if key.kind == kind]
