"""The sentence that was found, with the words marked."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .words import fold, without_accents

LENGTH = 220
_SENTENCES = re.compile(r"(?<=[.!?…])\s+")


def excerpt(texts: list[str], words: list[str]) -> SafeString:
    """The first sentence that holds one of the words, else the beginning; escaped, words in <mark>.

    `texts` are plain texts in order of preference. A word counts in any spelling and within a compound.
    """
    words = [word for word in words if len(word) > 1]
    for text in texts:
        for sentence in _SENTENCES.split(text):
            if _holds(sentence, words):
                return _marked(_cut(sentence, words), words)
    first = next((text for text in texts if text), "")
    return _marked(_cut(first, words), words)


def _holds(text: str, words: list[str]) -> bool:
    folded, plain = fold(text), without_accents(text)
    return any(fold(word) in folded or without_accents(word) in plain for word in words)


def _cut(sentence: str, words: list[str]) -> str:
    if len(sentence) <= LENGTH:
        return sentence
    tokens = sentence.split(" ")
    hit = next((i for i, token in enumerate(tokens) if _holds(token, words)), 0)
    start = max(0, hit - 12)
    shown = " ".join(tokens[start:])[:LENGTH].rsplit(" ", 1)[0]
    return f"{'… ' if start else ''}{shown} …"


def _marked(sentence: str, words: list[str]) -> SafeString:
    parts = []
    for token in re.split(r"(\s+)", sentence):
        text = conditional_escape(token)
        parts.append(f"<mark>{text}</mark>" if token.strip() and _holds(token, words) else text)
    return mark_safe("".join(parts))  # noqa: S308 - every token is escaped above
