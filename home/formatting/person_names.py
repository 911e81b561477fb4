"""Names of people and how they are written, sorted and listed.

Sorting folds as DIN 5007-1 does (ä as a, ß as ss). A particle kept in its own field never counts for the
order: Jan van Vieren stands under V of Vieren; whoever settles on "von" as part of the name keeps it in the
family name.
"""

import re
import unicodedata
from collections.abc import Iterable

from babel.lists import format_list

from ..languages import language_code

_UNFOLDED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_NO_LETTER = re.compile(r"[^\w\s]|_")


def fold(text: str) -> str:
    """Return text for comparing: small letters, no accents or signs, ä as a, ß as ss, single blanks."""
    # Accents are no letters either, once they stand by themselves.
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_UNFOLDED))
    return " ".join(_NO_LETTER.sub("", letters.replace("-", " ")).split())


def sort_key(family: str, given: str = "", particle: str = "") -> tuple[str, str, str, str]:
    """Return the key that sorts a person: main part, given name, then particle and spelling as tie-break."""
    return fold(family), fold(given), fold(particle), f"{family}\x1f{given}\x1f{particle}"


def join_names(names: Iterable[str], lang: str | None = None) -> str:
    """A, B und C · A, B en C."""
    return format_list([str(name) for name in names], locale=language_code(lang))
