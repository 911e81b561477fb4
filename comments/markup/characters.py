"""Characters: out goes what breaks a page or a database, and what shows a text other than it is."""

import hashlib
import re
import unicodedata

# Controls but tab and newline; lone surrogates; noncharacters.
_BROKEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[" + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)) + "]"
)
# Direction marks, embeddings, overrides and isolates; invisible spaces, joiners of words, fillers; tags.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\U0001d173-\U0001d17a]"
)
# A joiner is part of an emoji or of a script that needs it; between Latin letters it hides.
_LATIN_JOINER = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])")
# A vertical tab is how word processors break a line.
_SEPARATORS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\u2028\u2029\u0085]")
_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
# Private use; formats that are not named above. A blank, a tab or an end of line becomes one blank.
_UNSEEN = {"Cc", "Cf", "Cs", "Co"}
# Scripts whose spelling needs the joiners (RFC 5892, appendix A).
_JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff]")
# What mail programs turn into a link by themselves.
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]*://|\bwww\d?\.|\b[\w-]+\.[a-z]{2,}/|\b(?:mailto|tel|javascript):", re.IGNORECASE
)
_WORDS = re.compile(r"\w+")
# More marks on one letter than any of Europe's languages puts there climb over the lines above.
MARKS_PER_LETTER = 3


def tidy(text: str) -> str:
    """The text with the characters a reader would expect, composed (NFC), with single blank lines."""
    return _BLANK_LINES.sub("\n\n", honest(_SEPARATORS.sub("\n", text))).strip()


def honest(text: str) -> str:
    """A piece of text without what breaks or lies, composed: for what was written as `&#x202e;` as well."""
    text = unicodedata.normalize("NFC", _BROKEN.sub("", text))
    return _without_stacks(_LATIN_JOINER.sub("", _HIDDEN.sub("", text)))


def one_line(text: str) -> str:
    """A name as one line: every run of blanks and line ends is one blank, and nothing in it is unseen."""
    line = " ".join(tidy(text).split())
    return "".join(sign for place, sign in enumerate(line) if _is_seen(sign, line[place - 1 : place]))


def has_address(line: str) -> bool:
    """Return whether a mail program would turn part of a name into a link, or it is an e-mail address."""
    return "@" in line or _LINK.search(line) is not None


def _is_seen(sign: str, before: str) -> bool:
    if sign in "\u200c\u200d":
        return _JOINING.match(before) is not None
    return unicodedata.category(sign) not in _UNSEEN


def fingerprint(text: str) -> str:
    """Hash of the words: the same for texts that differ in case, marks, spaces and signs."""
    folded = unicodedata.normalize("NFKD", tidy(text).casefold())
    words = _WORDS.findall("".join(sign for sign in folded if not unicodedata.combining(sign)))
    return hashlib.sha256((" ".join(words) or folded).encode()).hexdigest()


def _without_stacks(text: str) -> str:
    if not any(map(unicodedata.combining, text)):
        return text
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MARKS_PER_LETTER:
            kept.append(sign)
    return "".join(kept)
