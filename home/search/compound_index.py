"""Keeps the entries of the fuzzy step in line with pages, topics, places and documents."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.apps import apps
from wagtail.documents import get_document_model

from home.models import BasePage, HomePage, Place, SearchEntry, Topic

from .normalise import fold, plain_words
from .text import texts_of

# In a compound there are at least two words; shorter ones are found by the index.
COMPOUND = 9
MOST_CHARACTERS = 8000
BATCH = 500


def keep(instance) -> None:
    """Write the entry of a page, topic, place or document, or take it away; one query, safe to repeat."""
    kind = kind_of(type(instance))
    if kind is None:
        return
    if not getattr(instance, "live", True):
        forget(instance)
        return
    _write(SearchEntry, [entry_of(instance, kind)])
    if kind == SearchEntry.Kind.PAGE and getattr(instance, "shared_fields", None):
        # A date is a fact: it moves in every language with its original.
        others = type(instance).objects.filter(translation_key=instance.translation_key).values("pk")
        SearchEntry.objects.filter(kind=kind, object_id__in=others).update(day=instance.listed_on)


def forget(instance) -> None:
    """Take the entry of something away that is gone or no longer public."""
    kind = kind_of(type(instance))
    if kind is not None:
        SearchEntry.objects.filter(kind=kind, object_id=instance.pk).delete()


def rebuild() -> int:
    """Make every entry anew, some hundred at a time; return how many there are."""
    count, known = 0, []
    for model in models():
        kind = kind_of(model)
        rows = model.objects.all()
        rows = rows.filter(live=True) if kind != SearchEntry.Kind.DOCUMENT else rows
        for batch in _batches(rows.order_by("pk").iterator(BATCH)):
            _write(SearchEntry, [entry_of(one, kind) for one in batch])
            count += len(batch)
        known.append((kind, rows))
    for kind in SearchEntry.Kind.values:
        kept = {pk for one, rows in known if one == kind for pk in rows.values_list("pk", flat=True)}
        there = SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True)
        gone = [pk for pk in there if pk not in kept]
        SearchEntry.objects.filter(kind=kind, object_id__in=gone).delete()
    return count


def fill_if_empty() -> int:
    """Make all entries where there is none yet; return how many were made."""
    return 0 if SearchEntry.objects.exists() else rebuild()


def entry_of(instance, kind: str):
    """The row of something public, not yet saved."""
    title = str(getattr(instance, "title", "") or getattr(instance, "name", ""))
    return SearchEntry(
        kind=kind,
        object_id=instance.pk,
        locale_id=getattr(instance, "locale_id", None),
        title=title[:255],
        words=folded_words([title, getattr(instance, "lead", "")], texts_of(instance)),
        day=instance.listed_on if kind == SearchEntry.Kind.PAGE else None,
    )


def folded_words(heads: list[str], texts: list[str]) -> str:
    """The folded words of title and lead, and of the other texts each word that may be a compound, once."""
    found = dict.fromkeys(fold(word) for text in heads for word in text.split())
    for text in texts:
        found |= dict.fromkeys(fold(word) for word in plain_words(text) if len(word) >= COMPOUND)
    return " ".join(found)[:MOST_CHARACTERS]


def models() -> list[type]:
    """Every class of things that are found."""
    return [model for model in apps.get_models() if kind_of(model) is not None]


def kind_of(model: type) -> str | None:
    if issubclass(model, BasePage) and model is not HomePage:
        return SearchEntry.Kind.PAGE
    known = {Topic: "topic", Place: "place", get_document_model(): "document"}
    return known.get(model)


def _write(table, entries: list) -> None:
    table.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["locale", "title", "words", "day"],
    )


def _batches(rows: Iterable) -> Iterator[list]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
