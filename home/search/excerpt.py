"""The sentence that was found, with the words marked."""

import re
import unicodedata

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .normalise import HIDDEN, fold, without_accents

LENGTH = 220
_WORDS = re.compile(rf"([\w\u0300-\u036f’'{HIDDEN}-]+)")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+")


def excerpt(texts: list[str], words: list[str]) -> SafeString:
    """The first sentence that holds one of the words, else the beginning; escaped, words in <mark>.

    `texts` are plain texts in order of preference. A word counts in any spelling and within a compound.
    """
    sought = {spell(word) for word in words if len(word) > 1 for spell in (fold, without_accents)}
    # Composed, so that a letter is not parted from its mark; what is hidden stays, as emoji need it.
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    for text in texts:
        for sentence in _SENTENCES.split(text):
            if _holds(sentence, sought):
                return _marked(_cut(sentence, sought), sought)
    first = next((text for text in texts if text), "")
    return _marked(_cut(first, sought), sought)


def _holds(text: str, sought: set[str]) -> bool:
    folded, plain = fold(text), without_accents(text)
    return any(spelling in folded or spelling in plain for spelling in sought)


def _cut(sentence: str, sought: set[str]) -> str:
    if len(sentence) <= LENGTH:
        return sentence
    tokens = sentence.split(" ")
    hit = next((i for i, token in enumerate(tokens) if _holds(token, sought)), 0)
    start = max(0, hit - 12)
    shown = " ".join(tokens[start:])[:LENGTH].rsplit(" ", 1)[0]
    return f"{'… ' if start else ''}{shown} …"


def _marked(sentence: str, sought: set[str]) -> SafeString:
    parts = []
    for token in _WORDS.split(sentence):
        text = conditional_escape(token)
        parts.append(f"<mark>{text}</mark>" if _holds(token, sought) else text)
    return mark_safe("".join(parts))  # noqa: S308 - every token is escaped above
