"""From what a stranger typed to HTML that is safe, valid and readable, made once when a comment is saved.

text → `letters.tidy` (characters that lie or break) → `tags` (what is markup; the rest is text, escaped)
     → `cleaner` (nh3: attributes and addresses) → `paragraphs` (blocks, links, no empty or repeated tags)
     → `cleaner` again, as the last word

The visible words of the output are the words that were typed; added is only the host of a link that says
another one.
"""

import re
from html import escape, unescape

from django.utils.html import strip_tags

from .characters import fingerprint, has_address, one_line, tidy
from .cleaner import ALLOWED, allowed_tags, clean
from .paragraphs import build
from .tags import marked

__all__ = [
    "ALLOWED",
    "RENDERER_VERSION",
    "allowed_tags",
    "fingerprint",
    "has_address",
    "one_line",
    "plain",
    "render",
    "tidy",
]

# Nobody writes tags by hand into a text longer than this; nested a hundred thousand times over they cost the
# sanitizer minutes. It is read as plain text: every sign is shown, no tag works, nothing is to be cleaned.
LONGEST_WITH_TAGS = 20_000
# Raise it when the output changes: `manage.py render_comments` makes all stored HTML anew.
RENDERER_VERSION = 3

_LINE_END = re.compile("<br>|</p>")


def render(text: str) -> str:
    """HTML of a comment, to be stored and shown as it is; in time that grows with its length. Safe to repeat
    on its own output, unless that is longer than LONGEST_WITH_TAGS."""
    text = tidy(text)
    if len(text) > LONGEST_WITH_TAGS:
        return build(escape(text, quote=False))
    return clean(build(clean(marked(text))))


def plain(html: str) -> str:
    """Return the words of rendered HTML as they are read, in lines."""
    return unescape(strip_tags(_LINE_END.sub("\n", html))).strip()
