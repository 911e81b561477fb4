"""Soft hyphens in long compounds of headlines: browsers without a hyphenation dictionary would break none."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from pyphen import Pyphen

from ..languages import language_code
from .german_seams import seams
from .text_runs import Document, Edit

SOFT_HYPHEN = "\u00ad"
MIN_LETTERS = 13
LETTERS_AROUND = 4
LETTERS_BETWEEN = 3
# Nothing a person would call a word is longer; keeps the dictionary's memory of words small.
MAX_LETTERS = 80

_WORD = re.compile(rf"(?<![\w@./\u00ad])[^\W\d_]{{{MIN_LETTERS},{MAX_LETTERS}}}(?![\w@/\u00ad]|\.\w)")


@cache
def _dictionary(lang: str) -> Pyphen:
    return Pyphen(
        lang={"de": "de_DE", "nl": "nl_NL"}[lang], left=LETTERS_AROUND, right=LETTERS_AROUND, cache=False
    )


def shy(text: str, lang: str | None = None, *, is_html: bool = False) -> str:
    """Return text with soft hyphens in words of 13 letters or more, four letters or more at each end.

    For headlines and place names only, never for titles, feeds, mails or slugs. Addresses, words that have
    soft hyphens and, with `is_html`, tags and code are left alone; words under another `lang` follow that
    language.
    """
    return _shy(text, language_code(lang), is_html)


@lru_cache(maxsize=2000)
def _shy(text: str, lang: str, is_html: bool) -> str:
    """The same titles stand on many pages."""
    document = Document(text, lang, is_html=is_html)
    for run in document.runs:
        if run.lang:
            run.edit(_breaks(str(run), run.lang))
    document.apply()
    return str(document)


def _breaks(text: str, lang: str) -> list[Edit]:
    return [
        Edit(word.start() + position, word.start() + position, SOFT_HYPHEN)
        for word in _WORD.finditer(text)
        for position in _positions(word[0], lang)
    ]


def _positions(word: str, lang: str) -> list[int]:
    """Where a word may be broken. German compounds of known words break at their seams; in other German
    words no short part stands alone: there the dictionary is wrong (Nachbarschafts-a-r-beit)."""
    if lang == "de" and (found := seams(word)):
        return found
    positions = _dictionary(lang).positions(word)
    if lang != "de":
        return positions
    edges = [0, *positions, len(word)]
    # A part of one letter lies between two wrong breaks: neither of them is sure.
    short = {edge for pair in pairwise(edges) if pair[1] - pair[0] < 2 for edge in pair}
    sure = []
    for position in positions:
        if position not in short and position - max(sure, default=0) >= LETTERS_BETWEEN:
            sure.append(position)
    return sure
