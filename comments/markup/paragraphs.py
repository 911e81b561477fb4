"""Blocks out of line breaks, and links out of addresses, in HTML that nh3 has cleaned.

Everything is written anew tag by tag, so the result is well-formed whatever was nested in what: paragraphs
hold no blocks, an inline tag is open once at most, and none is left empty.
"""

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser

from .characters import honest
from .cleaner import safe_address
from .hosts import named_host

# Quotations in quotations in quotations; deeper ones are read as text of the third.
DEEPEST_QUOTE = 3
REL = "nofollow ugc noopener"

_ADDRESS = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"“”„‚‘’]+", re.IGNORECASE)
_BREAKS = re.compile(r"(\n+)")
_TAIL = ".,:;!?'*_~»«…"
_CLOSING = {")": "(", "]": "[", "}": "{"}


def build(html: str) -> str:
    """Paragraphs, line breaks, quotations and links of cleaned HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.finish()


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.inline: list[tuple[str, str]] = []  # (tag, as written), meant to be open
        self.written = 0  # how many of them stand in the open paragraph
        self.paragraph = False
        self.quotes = 0
        self.skipped: Counter[str] = Counter()  # opened tags whose end tags are to be passed over
        self.pending_break = ""
        self.link = ["", ""]  # where the open link leads, and its words so far
        self.host = ""  # what is to be said after the link that was closed

    # what the parser finds

    def handle_starttag(self, tag, attrs):
        self.name_host()
        if tag == "br":
            self.pending_break = self.pending_break or "<br>"
        elif tag == "p":
            self.end_paragraph()
        elif tag == "blockquote":
            self.end_paragraph()
            if self.quotes < DEEPEST_QUOTE:
                self.out.append(_start(tag, attrs))
                self.quotes += 1
            else:
                self.skipped[tag] += 1
        elif any(open_tag == tag for open_tag, _as_written in self.inline) or (
            tag == "a" and not dict(attrs).get("href")
        ):
            self.skipped[tag] += 1
        else:
            if tag == "a":
                self.link = [dict(attrs)["href"], ""]
            self.inline.append((tag, _start(tag, attrs)))

    def handle_endtag(self, tag):
        if tag == "p":
            self.end_paragraph()
        elif self.skipped[tag]:
            self.skipped[tag] -= 1
        elif tag == "blockquote" and self.quotes:
            self.end_paragraph()
            self.out.append("</blockquote>")
            self.quotes -= 1
        else:
            self.end_inline(tag)

    def handle_data(self, data):
        self.link[1] += data
        self.name_host(data)
        for part in _BREAKS.split(honest(data)):
            if part.startswith("\n"):
                if len(part) > 1:
                    self.end_paragraph()
                else:
                    self.pending_break = self.pending_break or "<br>"
            elif part.strip():
                self.text(part)
            elif part and self.paragraph and not self.pending_break:
                self.out.append(" ")

    # what is written

    def text(self, words: str):
        if not self.paragraph:
            self.out.append("<p>")
            self.paragraph, self.pending_break = True, ""
            words = words.lstrip()
        if self.pending_break:
            self.out.append("<br>")
            self.pending_break = ""
            words = words.lstrip()
        for _tag, as_written in self.inline[self.written :]:
            self.out.append(as_written)
        self.written = len(self.inline)
        names = {tag for tag, _as_written in self.inline}
        self.out.append(escape(words, quote=False) if names & {"a", "code"} else _linked(words))

    def end_inline(self, tag: str):
        at = next((at for at, (name, _w) in enumerate(self.inline) if name == tag), None)
        if at is None:
            return
        # nh3 closes inner tags first, so whatever is inside is closed here too and opened again when needed.
        for name, _as_written in reversed(self.inline[at : self.written]):
            self.out.append(f"</{name}>")
        self.written = min(self.written, at)
        del self.inline[at]
        if tag == "a":
            self.host = named_host(*self.link)

    def name_host(self, following: str = ""):
        """Say after a link where it leads, unless the words that follow do."""
        if self.host and self.paragraph and not following.startswith(f" ({self.host})"):
            self.out.append(f" ({escape(self.host)})")
        self.host = ""

    def end_paragraph(self):
        self.pending_break = ""
        if not self.paragraph:
            return
        for name, _as_written in reversed(self.inline[: self.written]):
            self.out.append(f"</{name}>")
        self.name_host()
        self.out.append("</p>")
        self.written, self.paragraph = 0, False

    def finish(self) -> str:
        self.end_paragraph()
        self.out += ["</blockquote>"] * self.quotes
        html = "".join(self.out)
        empty = re.compile(r"<blockquote[^>]*></blockquote>")
        while empty.search(html):
            html = empty.sub("", html)
        return html


def _start(tag: str, attrs) -> str:
    written = "".join(' {}="{}"'.format(name, escape(value or "")) for name, value in attrs)
    return f"<{tag}{written}>"


def _linked(words: str) -> str:
    """Escaped text whose web addresses are links; mail addresses stay text and lead nowhere."""
    out, last = [], 0
    for found in _ADDRESS.finditer(words):
        address = _without_tail(found.group())
        full = address if "://" in address else f"https://{address}"
        target = safe_address(full)
        if not target:
            continue
        out.append(escape(words[last : found.start()], quote=False))
        out.append(f'<a href="{escape(target)}" rel="{REL}">{escape(address, quote=False)}</a>')
        last = found.start() + len(address)
        host = named_host(target, address)
        if host and not words.startswith(f" ({host})", last):
            out.append(f" ({escape(host)})")
    out.append(escape(words[last:], quote=False))
    return "".join(out)


def _without_tail(address: str) -> str:
    """Without the punctuation of the sentence around it; a bracket that opens in the address stays."""
    signs, end = Counter(address), len(address)
    while end:
        last = address[end - 1]
        if last not in _TAIL and not (last in _CLOSING and signs[_CLOSING[last]] < signs[last]):
            break
        signs[last] -= 1
        end -= 1
    return address[:end]
