"""The second step of the search: parts of compounds, and on PostgreSQL what was probably meant."""

from difflib import get_close_matches

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Length
from wagtail.models import Locale, Page

from home.models import Place, SearchEntry, Topic

from .normalise import fold, plain_words
from .text import texts_of

# Shorter words are in too many others: "Rat" in "Beratung", "Quadrat" and "Kontrast".
SHORTEST = 4
SIMILAR = 0.5
CLOSE = 0.72


def within(variants: list[list[str]], locale: Locale, most: int) -> list:
    """Rows of entries (`kind`, `object_id`, `title`) that hold every word of one of the variants, also within
    a longer word; one query.

    "Entwicklung" is in "Quartiersentwicklung", "wijk" in "wijkontwikkeling". Those that hold the first word
    in their title come first, then the newest.
    """
    conditions = Q(pk__in=[])
    for words in variants:
        folded = [fold(word) for word in words]
        if not folded or min(map(len, folded)) < SHORTEST:
            continue
        one = Q()
        for word in folded:
            one &= Q(words__contains=word)
        conditions |= one
    if conditions == Q(pk__in=[]):
        return []
    entries = SearchEntry.objects.filter(Q(locale=locale) | Q(locale=None)).filter(conditions)
    found = entries.order_by("-day", "pk").values_list("kind", "object_id", "title", named=True)[:most]
    first = fold(variants[0][0])
    return sorted(found, key=lambda entry: first not in fold(entry.title))


def suggestion(words: list[str], locale: Locale) -> str:
    """The query with its misspelled words replaced by words of this site; "" for none (PostgreSQL only)."""
    if connection.vendor != "postgresql" or not words:
        return ""
    folded = [fold(word) for word in words]
    conditions = Q(pk__in=[])
    entries = SearchEntry.objects.filter(Q(locale=locale) | Q(locale=None))
    for number, word in enumerate(folded):
        if len(word) >= SHORTEST:
            entries = entries.annotate(**{f"near_{number}": TrigramWordSimilarity(word, "words")})
            conditions |= Q(**{f"near_{number}__gte": SIMILAR})
    if conditions == Q(pk__in=[]):
        return ""
    known: dict[str, SearchEntry] = {}
    for entry in entries.filter(conditions).order_by(Length("words"))[:40]:
        known = dict.fromkeys(plain_words(entry.words), entry) | known
    found = [_nearest(word, plain, known) for word, plain in zip(words, folded, strict=True)]
    return " ".join(found) if found != words else ""


def _nearest(word: str, plain: str, known: dict[str, SearchEntry]) -> str:
    if plain in known or len(plain) < SHORTEST:
        return word
    near = get_close_matches(plain, known, 1, CLOSE)
    return _as_written(near[0], known[near[0]]) if near else word


def _as_written(plain: str, entry: SearchEntry) -> str:
    """A folded word in the spelling that it has in its page or record; at most two queries."""
    texts = [entry.title]
    model = {"page": Page, "topic": Topic, "place": Place}.get(entry.kind)
    source = model.objects.filter(pk=entry.object_id).first() if model else None
    if source is not None:
        texts += texts_of(source.specific if entry.kind == "page" else source)
    return next((word for text in texts for word in plain_words(text) if fold(word) == plain), plain)
