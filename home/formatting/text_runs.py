"""Text cut out of HTML so that it can be changed without touching a tag, a comment or code.

A `Document` keeps every character of its source. `Run` is the text a reader takes in as one line of
thought: a paragraph, a heading, a cell, across inline elements such as `<b>`. Words in another language are
a run of their own. What must not be read as text (code, an image) leaves an object sign in the run, a line
break leaves a newline.
"""

import html
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ..languages import language_code

OBJECT = "\ufffc"

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "label",
    "mark",
    "q",
}
INLINE |= {"s", "small", "span", "strong", "sub", "sup", "time", "u"}
# Elements whose content is no prose; those whose content is not even markup.
OPAQUE = {
    "audio",
    "code",
    "kbd",
    "math",
    "object",
    "pre",
    "samp",
    "select",
    "svg",
    "template",
    "var",
    "video",
}
RAW = {"iframe", "noscript", "script", "style", "textarea", "title", "xmp"}

_TAG = re.compile(
    r"<(?:!--(?:.*?-->|.*)|[!?][^>]*>|"
    r"(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>)",
    re.DOTALL,
)
_TAG_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")
_CHARACTER = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|.", re.DOTALL)


class Edit(NamedTuple):
    """A replacement in a run: the text from start to end becomes `after`."""

    start: int
    end: int
    after: str


@dataclass(eq=False)
class Text:
    """Characters of one text node, each beside its source (an entity is one character)."""

    chars: str
    sources: list[str]
    edits: list[Edit] = field(default_factory=list)


@dataclass(eq=False)
class Run:
    """Texts and signs that belong together; `lang` is "de", "nl" or None for one without rules here."""

    lang: str | None
    items: list[Text | str] = field(default_factory=list)

    def __str__(self) -> str:
        return "".join(item if isinstance(item, str) else item.chars for item in self.items)

    def edit(self, edits: list[Edit]) -> None:
        """Hand edits, ordered and without overlap, to the texts; one across texts goes into the first."""
        offset, pending = 0, list(reversed(edits))
        for item in self.items:
            size = len(item) if isinstance(item, str) else len(item.chars)
            while pending and pending[-1].start <= offset + size:
                start, end, after = pending[-1]
                if start == offset + size and item is not self.items[-1]:
                    break
                pending.pop()
                if isinstance(item, Text):
                    item.edits.append(Edit(start - offset, min(end - offset, size), after))
                    after = ""
                if end > offset + size:
                    pending.append(Edit(offset + size, end, after))
                    break
            offset += size


class Document:
    """A text and its runs, from HTML or from plain text (each line a run)."""

    def __init__(self, source: str, lang: str | None = None, *, is_html: bool):
        self.pieces: list[str | Text] = []
        self.runs: list[Run] = []
        code = language_code(lang)
        if is_html:
            _Reader(self, code).read(source)
            return
        for line in re.split(r"(\r\n|[\r\n])", source):
            if line.strip("\r\n"):
                self.runs.append(Run(code, [_text(line, list(line), self.pieces)]))
            elif line:
                self.pieces.append(line)

    def __str__(self) -> str:
        return "".join(piece if isinstance(piece, str) else "".join(piece.sources) for piece in self.pieces)

    def apply(self) -> list[tuple[int, str, str]]:
        """Carry out the edits; return (position, before, after) in the order in which they were made."""
        done, position = [], 0
        for piece in self.pieces:
            if isinstance(piece, str):
                position += len(piece)
                continue
            sources, last = [], 0
            for start, end, after in piece.edits:
                kept = piece.sources[last:start]
                sources += kept
                position += sum(map(len, kept))
                before = "".join(piece.sources[start:end])
                if before != after:
                    done.append((position, before, after))
                sources += after
                position += len(after)
                last = end
            kept = piece.sources[last:]
            position += sum(map(len, kept))
            if piece.edits:
                piece.sources, piece.edits = sources + kept, []
                piece.chars = "".join(_decode(source) for source in piece.sources)
        return done


def _decode(source: str) -> str:
    return html.unescape(source) if len(source) > 1 else source


def _text(chars: str, sources: list[str], pieces: list) -> Text:
    text = Text(chars, sources)
    pieces.append(text)
    return text


class _Reader:
    """One pass over HTML; linear in its length, also for broken markup, whose rest is left alone."""

    def __init__(self, document: Document, lang: str):
        self.document = document
        self.lang: str | None = lang
        self.run = Run(lang)
        # name, language before it, run to go back to (for an inline element in another language)
        self.open: list[tuple[str, str | None, Run | None]] = []
        self.depth: dict[str, int] = {}
        self.opaque = 0

    def read(self, source: str) -> None:
        position = 0
        while opening := _TAG_OPENING.search(source, position):
            self.text(source[position : opening.start()])
            position = opening.start()
            tag = _TAG.match(source, position)
            if not tag:
                break
            position = tag.end()
            self.document.pieces.append(tag[0])
            name = (tag["name"] or "").lower()
            if name and tag["close"]:
                self.end(name)
            elif name in RAW:
                self.block()
                closing = re.compile(f"</{name}", re.IGNORECASE).search(source, position)
                if not closing:
                    break
                self.document.pieces.append(source[position : closing.start()])
                position = closing.start()
            elif name:
                self.start(name, tag["rest"])
        else:
            self.text(source[position:])
            return
        self.document.pieces.append(source[position:])

    def text(self, source: str) -> None:
        if not source:
            return
        if self.opaque:
            self.document.pieces.append(source)
            return
        sources = list(source) if "&" not in source else []
        if not sources:
            for part in _CHARACTER.findall(source):
                sources += [part] if len(_decode(part)) == 1 else list(part)
        if not self.run.items:
            self.document.runs.append(self.run)
        self.run.items.append(_text("".join(map(_decode, sources)), sources, self.document.pieces))

    def sign(self, char: str) -> None:
        if self.run.items:
            self.run.items.append(char)

    def block(self) -> None:
        self.run = Run(self.lang)

    def start(self, name: str, rest: str) -> None:
        if name in VOID:
            if name == "br":
                self.sign("\n")
            elif name in ("img", "embed", "input"):
                self.sign(OBJECT)
            elif name != "wbr":
                self.block()
            return
        before, back = self.lang, None
        for attribute, *values in _ATTRIBUTE.findall(rest):
            if attribute.lower() == "lang":
                tag = "".join(values).lower()
                self.lang = language_code(tag) if tag.split("-")[0] in ("de", "nl") else None
        if name in OPAQUE:
            self.sign(OBJECT)
            self.opaque += 1
        elif name not in INLINE:
            self.block()
        elif self.lang != before:
            self.sign(OBJECT)
            back, self.run = self.run, Run(self.lang)
        self.open.append((name, before, back))
        self.depth[name] = self.depth.get(name, 0) + 1

    def end(self, name: str) -> None:
        if not self.depth.get(name):
            return
        while True:
            last, before, back = self.open.pop()
            self.depth[last] -= 1
            self.opaque -= last in OPAQUE
            self.lang = before
            if back is not None:
                self.run = back
            elif last not in INLINE and last not in OPAQUE:
                self.block()
            if last == name:
                return
