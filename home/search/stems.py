"""Which words of a text the index takes for the same as those that were typed."""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection

from .normalise import plain_words, without_accents

_SAME = """
    SELECT word FROM unnest(%s::text[]) AS word
    WHERE tsvector_to_array(to_tsvector(%s::regconfig, word))
       && tsvector_to_array(to_tsvector(%s::regconfig, %s))
"""


def of_one_stem(words: list[str], texts: Iterable[str], language: str) -> list[str]:
    """The words of these texts that have the stem of one of `words`: beraten of Beratung. At most one query;
    [] on SQLite, which knows no stems.

    Only what begins alike is compared, as an inflected word does.
    """
    backend = settings.WAGTAILSEARCH_BACKENDS.get(language, {})
    if connection.vendor != "postgresql" or not backend:
        return []
    begins = {without_accents(word)[:2] for word in words}
    tokens = {token for text in texts for token in plain_words(text.lower())}
    alike = sorted(token for token in tokens if without_accents(token)[:2] in begins)
    if not alike:
        return []
    stems = backend["SEARCH_CONFIG"]
    with connection.cursor() as cursor:
        cursor.execute(_SAME, [alike, stems, stems, " ".join(words)])
        return [word for (word,) in cursor.fetchall()]
