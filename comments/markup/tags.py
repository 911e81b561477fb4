"""Tags that a writer typed, told apart from text that merely holds the signs of tags.

A sanitizer parses HTML: after `<` it takes all for a tag up to the next `>`, and words are gone. A comment
is plain text first. Markup is only a complete tag of the allowed list, with nothing in it but attributes of
tags, and with its other end; every other sign is shown as it was typed.
"""

import re
from html import escape, unescape
from html.entities import html5

from .cleaner import ALLOWED, OBSOLETE, STRUCTURE

# What pages and word processors write into the same tags. It is dropped; the tag stays a tag.
_FOREIGN = {"class", "dir", "id", "lang", "rel", "style", "target", "title"}

_ATTRIBUTE = r"""\s+([a-z]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_NAMES = "|".join(sorted({*ALLOWED, *OBSOLETE, *STRUCTURE}, key=len, reverse=True))
_TAG = re.compile(
    rf"<(?:(?P<start>{_NAMES})(?P<attributes>(?:{_ATTRIBUTE})*)\s*/?|/(?P<end>{_NAMES})\s*)>", re.I | re.A
)
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.I | re.A)
# More digits name no character, and are a number too long to be read.
_REFERENCE = re.compile(r"&(?:(\w{2,32};)|#(?:\d{1,7}|x[0-9a-f]{1,6});)", re.I | re.A)


def marked(text: str) -> str:
    """HTML in which the writer's tags are tags and everything else is escaped, in time linear in the text.

    A complete character reference (`&lt;`, `&#228;`) is the character that it names, so that a tag can be
    shown and rendered HTML be rendered again. `&sect` in `?region=1&section=2` is none.
    """
    found = list(_TAG.finditer(text))
    pairs = _pairs(found)
    out, last = [], 0
    for number, tag in enumerate(found):
        if number in pairs:
            out += [_escaped(text[last : tag.start()]), _written(tag)]
            last = tag.end()
    return "".join([*out, _escaped(text[last:])])


def _pairs(found: list[re.Match]) -> set[int]:
    """Which of these tags are markup: start tags that are closed, their end tags, and what needs no end."""
    whole, waiting = set(), {}
    for number, tag in enumerate(found):
        start, end = (tag[side].lower() if tag[side] else "" for side in ("start", "end"))
        if start and _attributes(tag).keys() <= {*_kept(start), *_FOREIGN}:
            if start == "br":
                whole.add(number)
            else:
                waiting.setdefault(start, []).append(number)
        elif end and waiting.get(end):
            whole |= {waiting[end].pop(), number}
    return whole


def _attributes(tag: re.Match) -> dict[str, str]:
    return {
        name.lower(): value[1:-1] if value[0] in "\"'" else value
        for name, value in _ATTRIBUTES.findall(tag["attributes"] or "")
    }


def _kept(name: str) -> tuple[str, ...]:
    """The attributes that a tag keeps."""
    return ALLOWED.get(OBSOLETE.get(name, name), ())


def _written(tag: re.Match) -> str:
    """The tag anew, well-formed, with its obsolete name replaced."""
    name = (tag["start"] or tag["end"]).lower()
    name = OBSOLETE.get(name, name)
    if tag["end"]:
        return f"</{name}>"
    kept = {key: value for key, value in _attributes(tag).items() if key in _kept(name)}
    values = (f' {key}="{escape(unescape(value))}"' for key, value in kept.items())
    return f"<{name}{''.join(values)}>"


def _escaped(text: str) -> str:
    return escape(_REFERENCE.sub(_character, text), quote=False)


def _character(reference: re.Match) -> str:
    if reference[1] and reference[1] not in html5:
        return reference[0]
    return unescape(reference[0])
