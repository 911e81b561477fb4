"""Parts of pages in the memory of the process, each for as long as what it shows stands.

A booking or a comment changes a few lines of a page: the rest of it stays as it is, and so does what is
around it. Right by the same rules as whole answers (config.pagecache.changes, instants).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.utils.encoding import escape_uri_path

from . import changes, pages
from .instants import next_instant
from .store import Memory
from .watch import note_read, read_so_far, reading

MEMORY = 12_000_000  # characters in each process

memory = Memory(MEMORY)


@dataclass(frozen=True)
class Part:
    """A piece of a page; `state` holds the number of each part of the site that it shows."""

    text: str
    state: dict[str, tuple[int, int]]
    until: datetime

    @property
    def size(self) -> int:
        return len(self.text)

    def is_right(self, state: dict, now: datetime) -> bool:
        """Whether it still shows what the site holds."""
        return now < self.until and all(state.get(part) == known for part, known in self.state.items())


class PageParts:
    """The parts of one page for one anonymous request (home.kept.Parts).

    What was read to find the page, and for its details, counts for every part that is made then.
    """

    def __init__(self, request, page, key: str, state: dict, now: datetime):
        self.request, self.page, self.key = request, page, key
        self.state, self.now, self.read = state, now, read_so_far()

    @cached_property
    def details(self) -> dict:
        with reading() as read:
            found = self.page.get_details(self.request)
        self.read |= read
        return found

    def get(self, name: str, make: Callable[[], str], shows: str = "") -> str:
        key = f"{self.key}:{name}"
        part = memory.get(key)
        if part is None or not part.is_right(self.state, self.now):
            with reading() as read:
                text = make()
            read |= self.read | ({shows} if shows else set())
            part = Part(
                text,
                state={each: self.state.get(each) for each in read},
                until=next_instant(self.now, self.state.get(changes.SITE)),
            )
            memory.put(key, part)
        note_read(part.state)
        return part.text


def parts_of(request, page) -> PageParts | None:
    """None for whoever is known to the site, for a preview, and for an address that is not the page's own or
    has parameters that pages do not know."""
    known = getattr(request, "page_state", None)
    if not settings.PAGE_PARTS or known is None or getattr(request, "is_preview", False) or not page.pk:
        return None
    address, state, now = known
    if address.query != request.META.get("QUERY_STRING", ""):
        return None
    if not getattr(request, "page_is_known", False):
        if escape_uri_path(request.path) != page.get_url(request):
            return None
        pages.remember(request, page)
    return PageParts(request, page, address.key, state, now)
