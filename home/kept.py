"""Parts of a page that need not be made anew for the next reader.

Whoever keeps them (config.pagecache.parts) gives them with `provide`; without that every part is made each
time. A page's template names its parts with `{% kept "name" %}`, and what the page has to look up for them
comes from its `get_details`, which is asked only when a part is made.
"""

from collections.abc import Callable
from typing import Protocol


class Parts(Protocol):
    """The parts of one page for one request."""

    details: dict  # what the page has looked up for its template; made when first asked for

    def get(self, name: str, make: Callable[[], str], shows: str = "") -> str:
        """The part of that name, made now unless it is kept; `shows` names what of the site it shows beside
        what is read while it is made."""
        ...


Provider = Callable[[object, object], Parts | None]

_providers: list[Provider] = []
_listeners: list[Callable[[list[str]], None]] = []


def provide(provider: Provider, listener: Callable[[list[str]], None]) -> None:
    """Let `provider(request, page)` give the parts of pages, None for a request that gets none; and let
    `listener` know what of the site they show beside what they read."""
    _providers[:], _listeners[:] = [provider], [listener]


def shows(name: str) -> None:
    """Say that what is made at this moment is another once this of the site changes."""
    for listener in _listeners:
        listener([name])


def parts_for(request, page) -> Parts | None:
    """The parts of this page that may be kept for this reader."""
    return _providers[0](request, page) if _providers and request is not None else None
