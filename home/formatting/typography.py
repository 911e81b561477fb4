"""The typographer: quotation marks, dashes, blanks and no-break spaces of each language, with an undo.

Only signs and blanks are changed, never a letter, and in HTML only in text. Each rule yields edits of a run
of text; they are applied one rule after the other until nothing changes, so a second call changes nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .dates import NBSP
from .quotation_marks import APOSTROPHE, quote_edits
from .text_runs import Document, Edit

# What an editor is told about each kind of change.
KINDS = {
    "blanks": _("Double spaces"),
    "comma": _("Spaces before punctuation marks"),
    "dash": _("Hyphens used as dashes"),
    "ellipsis": _("Three full stops used as an ellipsis"),
    "apostrophe": _("Apostrophes"),
    "quotes": _("Quotation marks"),
    "abbreviation": _("Spaces in abbreviations"),
    "unit": _("Line breaks between number and unit"),
}
# More rounds than any text needs; each later one only settles what an earlier one laid bare.
MAX_ROUNDS = 6

_GERMAN_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_ABBREVIATIONS = (
    *("z. B.", "d. h.", "u. a.", "u. Ä.", "o. Ä.", "u. U.", "v. a.", "z. T.", "z. Z.", "s. o.", "s. u."),
    *("m. E.", "i. d. R.", "i. A.", "i. V.", "o. g.", "u. g.", "a. a. O.", "u. v. m.", "n. Chr.", "v. Chr."),
)


def _spelling(abbreviation: str) -> str:
    first = abbreviation[0]
    rest = re.escape(abbreviation[1:]).replace(r"\ ", "[ \u00a0]?")
    return f"[{first}{first.upper()}]{rest}"


_ABBREVIATION = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(map(_spelling, _ABBREVIATIONS))})(?![\w/@])")
_INNER_GAP = re.compile(r"(?<=\.)[ \u00a0]?(?=\w)")


class Change(NamedTuple):
    """One change: its kind, where it stands in the text at that moment, and the text before and after."""

    kind: str
    position: int
    before: str
    after: str


def _replacing(*rules: tuple[str, str]) -> Callable[[str, str], list[Edit]]:
    compiled = [(re.compile(pattern), after) for pattern, after in rules]

    def edits(text: str, lang: str) -> list[Edit]:
        found = [
            Edit(*match.span(), after) for pattern, after in compiled for match in pattern.finditer(text)
        ]
        return _without_overlap(found)

    return edits


def _without_overlap(edits: Iterable[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _blanks(text: str, lang: str) -> list[Edit]:
    return [
        Edit(*match.span(), NBSP if NBSP in match[0] else " ")
        for match in re.finditer(r"[ \u00a0]{2,}", text)
    ]


def _abbreviations(text: str, lang: str) -> list[Edit]:
    if lang != "de":
        return []
    return [
        Edit(match.start() + gap.start(), match.start() + gap.end(), NBSP)
        for match in _ABBREVIATION.finditer(text)
        for gap in _INNER_GAP.finditer(match[0])
        if gap[0] != NBSP
    ]


def _units(text: str, lang: str) -> list[Edit]:
    return (_german_units if lang == "de" else _dutch_units)(text, lang)


_german_units = _replacing(
    (r"(?<=[0-9]) (?=(?:€|Euro\b|%|Uhr\b))", NBSP),
    (rf"(?<=\b[0-9]\.) (?=(?:{_GERMAN_MONTHS})\b)|(?<=\b[0-9]{{2}}\.) (?=(?:{_GERMAN_MONTHS})\b)", NBSP),
)
_dutch_units = _replacing((r"(?<=[0-9]) (?=(?:euro|uur)\b)|(?<=€) (?=[0-9])", NBSP))

RULES: dict[str, Callable[[str, str], list[Edit] | None]] = {
    "blanks": _blanks,
    # A hanging compound ("onderzoeks- en adviesbureau") has no blank before its hyphen and is left alone.
    "dash": _replacing(
        (r"(?<=[0-9][:.][0-9]{2})[ \u00a0][-–][ \u00a0](?=[0-9]{1,2}[:.][0-9]{2}(?![0-9]))", "–"),
        (r"(?<=\S)[ \u00a0]-{1,2}[ \u00a0](?=\S)", " – "),
        (r"(?<=\S)[ \u00a0]-{1,2}(?=,(?:\s|$))", " –"),
    ),
    "comma": _replacing((r"(?<=[\w)\]”“’\"'»%\ufffc])[ \u00a0]+(?=[,;!?](?:[\s”“’\"']|$)|\.(?:\s|$))", "")),
    "ellipsis": _replacing((r"(?<!\.)\.{3}(?!\.)", "…")),
    "apostrophe": _replacing(
        (r"(?<=[^\W\d_])['´`‘‛](?=[^\W\d_])", APOSTROPHE),
        (r"(?<![\w'’‘])['´`](?=[stnkmr](?![\w'’‘]))|(?<![\w'’‘])‘(?=[st](?![\w'’‘]))", APOSTROPHE),
        (r"(?<=\w )'(?=n' \w)|(?<=\w 'n)'(?= \w)|(?<=\w ’n)'(?= \w)", APOSTROPHE),
        (r"(?<![\w'’‘])'(?=[0-9]0(?:er|s)?(?![\w'’‘]))", APOSTROPHE),
    ),
    "quotes": quote_edits,
    "abbreviation": _abbreviations,
    "unit": _units,
}


def normalise(
    text: str, lang: str | None = None, *, is_html: bool = False, skip: Collection[str] = ()
) -> tuple[str, list[Change]]:
    """Return the text in the house style of its language and the list of changes, for telling and for `undo`.

    `is_html` changes text only, never a tag, an attribute, a comment or code; words under another `lang`
    follow their own language. `skip` names kinds of change (keys of `KINDS`) to leave out.
    """
    document = Document(text, lang, is_html=is_html)
    changes: list[Change] = []
    for _round in range(MAX_ROUNDS):
        before = len(changes)
        for kind, rule in RULES.items():
            if kind in skip:
                continue
            for run in document.runs:
                written = str(run)
                if run.lang and not written.isspace():
                    run.edit(rule(written, run.lang) or [])
            changes += [Change(kind, *change) for change in document.apply()]
        if len(changes) == before:
            break
    return str(document), changes


def undo(text: str, changes: list[Change]) -> str:
    """Return the text as it was before `normalise`. Raises ValueError if it was edited since."""
    parts = text
    for _kind, position, before, after in reversed(changes):
        if parts[position : position + len(after)] != after:
            raise ValueError("The text was edited after it was normalised.")
        parts = parts[:position] + before + parts[position + len(after) :]
    return parts


def summary(changes: Iterable[Change]) -> list[tuple[str, int]]:
    """Return what to tell the editor: (kind of change in their language, how often), ordered as `KINDS`."""
    counted = Counter(change.kind for change in changes)
    return [(str(label), counted[kind]) for kind, label in KINDS.items() if counted[kind]]
