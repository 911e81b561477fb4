"""Pages by their addresses, as they were read, for as long as what was read stands.

A known address needs neither the way from the root of the tree down to its page nor the page's rows. Every
request gets a page of its own: one keeps what it looks up in it.
"""

import pickle
from dataclasses import dataclass

from wagtail.url_routing import RouteResult

from home.models import BasePage

from . import changes
from .store import Memory
from .watch import note_read, reading

MEMORY = 6_000_000  # bytes in each process; a page takes some thousand

memory = Memory(MEMORY)


@dataclass(frozen=True)
class Found:
    """Which page an address belongs to: its type and key, and as bytes what was read of it once it was asked
    for a second time. `state` holds the number of each part of the site that was read."""

    model: type[BasePage]
    pk: int
    state: dict[str, tuple[int, int]]
    rows: bytes = b""

    @property
    def size(self) -> int:
        return 200 + len(self.rows)

    def is_right(self, state: dict) -> bool:
        """Whether nothing of it has changed."""
        return all(state.get(part) == known for part, known in self.state.items())


def find(request) -> None:
    """Give Wagtail the page of an address that was asked for before; the request knows it by `page_is_known`.

    Pages behind a login or password are looked for by Wagtail itself each time.
    """
    address, state, _now = request.page_state
    found = memory.get(address.key)
    if found is None or not found.is_right(state):
        return
    # Bytes that this process made itself and that never leave it.
    page = pickle.loads(found.rows) if found.rows else _read(found, address.key, state)  # noqa: S301
    if page is not None:
        note_read(found.state)
        request._wagtail_route_for_request = RouteResult(page)
        request.page_is_known = True


def remember(request, page: BasePage) -> None:
    """For the address that is the page's own, which shows the page itself and no route below it."""
    address, state, _now = request.page_state
    memory.put(address.key, Found(type(page), page.pk, {changes.SITE: state.get(changes.SITE)}))


def _read(found: Found, key: str, state: dict) -> BasePage | None:
    with reading() as read:
        page = found.model.with_page().filter(pk=found.pk, live=True).first()
    if page is None or page.get_view_restrictions().exists():
        return None
    page.is_open = True
    known = {part: state.get(part) for part in read}
    memory.put(key, Found(found.model, found.pk, known, pickle.dumps(page, pickle.HIGHEST_PROTOCOL)))
    return page
