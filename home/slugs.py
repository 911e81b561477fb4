"""Slugs: one rule for the last part of a URL, on the server and in the admin's browser.

German umlauts are written out (DIN 5007-2: ä as ae). A Dutch trema that only parts two vowels is dropped:
coöperatie → cooperatie, but Köln → koeln on Dutch pages as well. URLs that exist are never changed by this.
"""

import re
import unicodedata
from collections import defaultdict

from django.utils.text import slugify
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page

# Pairs of a pattern and what replaces it, understood by Python and by JavaScript: the admin's slug field
# gets the same ones. Letters may be typed in one piece or, as copied from a Mac, in two.
_TREMA = [
    (rf"(?<=[aeiouAEIOU])(?:{one}|{one.upper()}|[{plain}{plain.upper()}]\u0308)", plain)
    for one, plain in (("ä", "a"), ("ö", "o"), ("ü", "u"))
]
_LETTERS = [
    (r"[äÄ]|[aA]\u0308", "ae"),
    (r"[öÖ]|[oO]\u0308", "oe"),
    (r"[üÜ]|[uU]\u0308", "ue"),
    (r"[ßẞ]", "ss"),
    (r"[æÆ]", "ae"),
    (r"[œŒ]", "oe"),
    (r"[øØ]", "o"),
    (r"[łŁ]", "l"),
    (r"[đĐðÐ]", "d"),
    (r"[þÞ]", "th"),
    (r"ı", "i"),
    (r"[ĳĲ]", "ij"),
]


def _accents() -> list[tuple[str, str]]:
    """Return the rules that take accents off: é as e. Python could decompose the letters, formatters of the
    admin cannot."""
    found = defaultdict(str)
    for letter in map(chr, range(0xC0, 0x250)):
        plain = unicodedata.normalize("NFKD", letter)[0]
        if plain != letter and plain.isascii() and plain.isalpha():
            found[plain.lower()] += letter
    return [*((f"[{letters}]", plain) for plain, letters in sorted(found.items())), (r"[\u0300-\u036f]", "")]


_ACCENTS = _accents()
LONGEST = Page._meta.get_field("slug").max_length


def rules(language: str) -> list[tuple[str, str]]:
    """Return the replacements for words of a language, in their order."""
    return [*(_TREMA if language == "nl" else ()), *_LETTERS, *_ACCENTS]


def slug_of(text: str, language: str, *, longest: int = LONGEST) -> str:
    """Return the slug of a title or name; "" for one without any Latin letter or digit."""
    text = unicodedata.normalize("NFC", text)
    for pattern, plain in rules(language):
        text = re.sub(pattern, plain, text)
    return slugify(text)[:longest].rstrip("-_")


def available_slug(parent: Page, wanted: str, *, page: Page | None = None) -> str:
    """Return the slug, numbered where another page than this one has it below the parent."""
    siblings = parent.get_children()
    if page is not None:
        siblings = siblings.not_page(page)
    return first_free(wanted, set(siblings.values_list("slug", flat=True)))


def first_free(wanted: str, taken: set[str], *, longest: int = LONGEST) -> str:
    """Return the first of wanted, wanted-2, wanted-3 … that is not taken."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        suffix = f"-{number}"
        slug = wanted[: longest - len(suffix)].rstrip("-_") + suffix
    return slug


def is_numbered(slug: str, wanted: str) -> bool:
    """Tell whether `first_free` may have made this slug of the wanted one."""
    return re.fullmatch(rf"{re.escape(wanted)}-[0-9]+", slug) is not None


def slug_input(slug: str, language: str) -> SlugInput:
    """Return the admin's widget for a slug. One that holds other letters already keeps them."""
    if not slug.isascii():
        return SlugInput(attrs={"data-w-slug-allow-unicode-value": "true"})
    return SlugInput(formatters=rules(language), locale=language)
