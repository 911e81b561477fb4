"""The proofreader: what an editor should look at and no machine should change.

Dates without a year (they go stale), a text that addresses its readers in two ways, a stray blank after a
hyphen, quotation marks that do not pair. Findings are warnings: nothing is refused for them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..languages import language_code
from .quotation_marks import quote_edits, quoted_parts_left_out
from .text_runs import Document

MESSAGES = {
    "year": _("This date has no year. Add it, so that the text stays true."),
    "address": _("This text addresses its readers both formally and informally. Keep to one."),
    "hyphen": _("There is a space after this hyphen. Join the parts or use a dash."),
    "quotes": _("The quotation marks in this passage do not pair, so they were left as they are."),
}
EXCERPT = 80

_MONTHS = {
    "de": "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    "nl": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
}
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = {
    "de": re.compile(
        rf"(?<![\w.]){_DAY}\.(?:[ \u00a0]?(?:{_MONTHS['de']})\b|(?:0?[1-9]|1[0-2])\.(?![ \u00a0]?[0-9]))"
    ),
    "nl": re.compile(rf"(?<![\w.-]){_DAY}[ \u00a0](?:{_MONTHS['nl']})\b", re.IGNORECASE),
}
_YEAR = re.compile(r"(?<![0-9])(?:1[0-9]|20|21)[0-9]{2}(?![0-9])|\.[0-9]{2}\.[0-9]{2}(?![0-9])")
_YEARLY = {
    "de": re.compile(r"jährlich|jedes Jahr|jeden Jahres|in jedem Jahr|alle Jahre", re.IGNORECASE),
    "nl": re.compile(r"jaarlijks|elk jaar|ieder jaar|elke jaar", re.IGNORECASE),
}
# A dot after one or two figures belongs to a date.
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[0-9]\.)(?<!\b[0-9][0-9]\.)[“”’‘\"')]{0,2}\s+(?=[„‘“\"']?[A-ZÄÖÜÉ])"
)
_FORMAL = {
    # A capital inside a sentence; at its beginning "Sie" may be they.
    "de": re.compile(r"(?<=[\w,;:–“][ \u00a0])(?:Sie|Ihnen|Ihre?[mnrs]?)\b"),
    "nl": re.compile(r"(?<![\w’'.-])(?:u|uw|uwe|uzelf)(?![\w’'.-])", re.IGNORECASE),
}
_INFORMAL = {
    "de": re.compile(r"\b(?:du|dich|dir|dein(?:e[mnrs]?)?|euch|eue?re?[mnrs]?)\b", re.IGNORECASE),
    "nl": re.compile(r"(?<![\w’'-])(?:je|jij|jou|jouw|jullie|jezelf)(?![\w’'])", re.IGNORECASE),
}
# Hanging compounds (onderzoeks- en adviesbureau, Vor- und Nachteile) go on with one of these or one more.
_CONJUNCTIONS = (
    "und|oder|bzw|beziehungsweise|sowie|als|wie|bis|statt|en|of|dan|noch|tot|maar|respectievelijk|c\\.q"
)
_STRAY_HYPHEN = re.compile(rf"\b[^\W\d_]{{2,}}-[ \u00a0]+(?!(?:{_CONJUNCTIONS})\b)(?![\w-]+-[ ,])[^\W\d_]\w+")


class Finding(NamedTuple):
    """A warning: kind (key of `MESSAGES`), what to tell the editor, the words it is about, as plain text."""

    kind: str
    message: str | Promise
    excerpt: str


def _found(kind: str, text: str) -> Finding:
    words = " ".join(text.replace("\ufffc", "…").split())
    return Finding(
        kind, MESSAGES[kind], words if len(words) <= EXCERPT else words[: EXCERPT - 1].rstrip() + "…"
    )


def proofread(text: str, lang: str | None = None, *, is_html: bool = False) -> list[Finding]:
    """Return what is to be looked at in a text of one language, in reading order, the form of address last.

    Words under another `lang` are read by the rules of that language. Other people's words in quotation
    marks do not count for the form of address.
    """
    code = language_code(lang)
    findings: list[Finding] = []
    own_words: list[str] = []
    for run in Document(text, code, is_html=is_html).runs:
        written = str(run)
        if run.lang is None or written.isspace():
            continue
        findings += _dates_without_year(written, run.lang)
        findings += (_found("hyphen", match[0]) for match in _STRAY_HYPHEN.finditer(written))
        if quote_edits(written, run.lang) is None:
            findings.append(_found("quotes", written))
        if run.lang == code:
            own_words.append(quoted_parts_left_out(written))
    findings += _mixed_address("\n".join(own_words), code)
    return findings


def _dates_without_year(text: str, lang: str) -> Iterator[Finding]:
    for sentence in _SENTENCE_END.split(text):
        match = _DATE[lang].search(sentence)
        if match and not _YEAR.search(sentence) and not _YEARLY[lang].search(sentence):
            yield _found("year", sentence[max(0, match.start() - EXCERPT // 4) :])


def _mixed_address(text: str, lang: str) -> Iterator[Finding]:
    formal, informal = _FORMAL[lang].search(text), _INFORMAL[lang].search(text)
    if formal and informal:
        yield _found("address", f"{formal[0]} / {informal[0]}")
