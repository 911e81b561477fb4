"""Quotation marks: which mark opens, which closes, and what each language prints.

German „…“ with ‚…‘ inside, Dutch ‘…’ with “…” inside. All or nothing per run of text: where the marks do
not pair, nothing is guessed and the proofreader says so.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .text_runs import Edit

MARKS = {"de": ("„“", "‚‘"), "nl": ("‘’", "“”")}
APOSTROPHE = "’"

_FAMILY = dict.fromkeys('"“”„‟', "double") | dict.fromkeys("'‘’‚‛", "single")
_FAMILY |= dict.fromkeys("«»", "guillemets") | dict.fromkeys("‹›", "single guillemets")
_CLUSTER = re.compile("[" + "".join(_FAMILY) + "]+")
# The beginning or end of a run counts as a blank.
_BEFORE_OPENING = re.compile(r"[\s(\[{–—]")
_AFTER_CLOSING = re.compile(r"[\s)\]}.,;:!?…–—]")
_LETTER_OR_DIGIT = re.compile(r"\w")


class _Mark(NamedTuple):
    position: int
    char: str
    opens: bool | None  # None: only what is open already can tell
    before: str
    after: str


def _marks(text: str) -> Iterator[_Mark]:
    for cluster in _CLUSTER.finditer(text):
        before = text[cluster.start() - 1] if cluster.start() else " "
        after = text[cluster.end() : cluster.end() + 1] or " "
        opens = _BEFORE_OPENING.match(before) is not None
        closes = _AFTER_CLOSING.match(after) is not None
        for position, char in enumerate(cluster[0], cluster.start()):
            role = opens if opens != closes else None
            if cluster[0] == "’":
                if _LETTER_OR_DIGIT.match(after) and (opens or _LETTER_OR_DIGIT.match(before)):
                    continue  # an apostrophe: ’t, auto’s
                role = False
            elif char == "‚" and not opens:
                continue  # a look-alike of the comma
            elif char in "„‚":
                role = True
            elif role is None and char == "’":
                role = False
            yield _Mark(position, char, role, before, after)


def quoted(text: str, lang: str) -> str:
    """„Ein Hof für ‚alle‘“ · ‘Een hof voor “iedereen”’: the text in the marks of its language, its own marks
    those of a quotation within another; where they do not pair, they stay as they are."""
    for edit in reversed(quote_edits(text, lang, depth=1) or []):
        text = text[: edit.start] + edit.after + text[edit.end :]
    opening, closing = MARKS[lang][0]
    return f"{opening}{text}{closing}"


def quote_edits(text: str, lang: str, *, depth: int = 0) -> list[Edit] | None:
    """Return the edits that give each pair the marks of the language; None where the marks do not pair.

    `depth` counts the quotations that the text stands in.

    A single closing mark with nothing to close is an apostrophe (Hans’ Haus); a straight one after a figure
    stays, as it may mean feet or inches.
    """
    edits: list[Edit] = []
    stack: list[_Mark] = []
    for mark in _marks(text):
        family = _FAMILY[mark.char]
        is_open = any(_FAMILY[other.char] == family for other in stack)
        if mark.opens or (mark.opens is None and not is_open):
            stack.append(mark)
        elif stack and _FAMILY[stack[-1].char] == family:
            opening = stack.pop()
            first, last = MARKS[lang][(len(stack) + depth) % 2]
            edits += [Edit(opening.position, opening.position + 1, first)]
            edits += [Edit(mark.position, mark.position + 1, last)]
        elif is_open:
            return None
        elif mark.char in "\"'" and mark.before.isdigit():
            continue
        elif family == "single":
            edits.append(Edit(mark.position, mark.position + 1, APOSTROPHE))
        else:
            return None
        if len(stack) > 4:
            return None
    if stack:
        return None
    return sorted(edit for edit in edits if text[edit.start] != edit.after)


def quoted_parts_left_out(text: str) -> str:
    """Return the text without what stands in paired quotation marks: other people's words."""
    kept, stack, last = [], [], 0
    for mark in _marks(text):
        family = _FAMILY[mark.char]
        if mark.opens or (mark.opens is None and not any(_FAMILY[o.char] == family for o in stack)):
            stack.append(mark)
        elif stack and _FAMILY[stack[-1].char] == family:
            opening = stack.pop()
            if not stack:
                kept.append(text[last : opening.position])
                last = mark.position + 1
        if len(stack) > 4:
            break
    return "".join(kept) + text[last:]
