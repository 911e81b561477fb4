"""The sentence that was found, with the words marked."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .words import fold

LENGTH = 220
_SENTENCES = re.compile(r"(?<=[.!?…])\s+")


def excerpt(texts: list[str], words: list[str]) -> SafeString:
    """The first sentence that holds one of the words, else the beginning; escaped, words in <mark>.

    `texts` are plain texts in order of preference. A word counts in any spelling and within a compound.
    """
    folded = [fold(word) for word in words if len(word) > 1]
    for text in texts:
        for sentence in _SENTENCES.split(text):
            if any(word in fold(sentence) for word in folded):
                return _marked(_cut(sentence, folded), folded)
    first = next((text for text in texts if text), "")
    return _marked(_cut(first, folded), folded)


def _cut(sentence: str, folded: list[str]) -> str:
    if len(sentence) <= LENGTH:
        return sentence
    tokens = sentence.split(" ")
    hit = next((i for i, token in enumerate(tokens) if any(word in fold(token) for word in folded)), 0)
    start = max(0, hit - 12)
    shown = " ".join(tokens[start:])[:LENGTH].rsplit(" ", 1)[0]
    return f"{'… ' if start else ''}{shown} …"


def _marked(sentence: str, folded: list[str]) -> SafeString:
    parts = []
    for token in re.split(r"(\s+)", sentence):
        text = conditional_escape(token)
        hit = token.strip() and any(word in fold(token) for word in folded)
        parts.append(f"<mark>{text}</mark>" if hit else text)
    return mark_safe("".join(parts))  # noqa: S308 - every token is escaped above
