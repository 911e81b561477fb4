"""What readers can subscribe to: the feeds and calendars of a list, whole or of one topic, place or person.

An index page that has some implements `Subscribable`; templates ask for them by `{% subscribe %}` without
knowing any app. None of it costs a query: the frame of the page knows every list of the language.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from urllib.parse import urlencode

ATOM = "application/atom+xml"
RSS = "application/rss+xml"
CALENDAR = "text/calendar"
NAMES = {ATOM: "Atom", RSS: "RSS", CALENDAR: "iCalendar"}


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """One address to subscribe to, and of what kind it is (ATOM, RSS or CALENDAR)."""

    list: str  # the name of the list
    title: str  # with what it is narrowed to
    url: str
    type: str

    @property
    def name(self) -> str:
        return NAMES[self.type]


@runtime_checkable
class Subscribable(Protocol):
    """An index page with feeds or a calendar. `narrowed_by` names what they can be narrowed to, of "topic",
    "place" and "author", each by its slug in the address."""

    narrowed_by: tuple[str, ...]

    @classmethod
    def get_subscriptions(cls, language: str) -> dict[str, str]:
        """Type of each subscription -> its address below that of the page."""


def webcal(url: str) -> str:
    """The whole address of a calendar as calendar programs take it: a browser hands it on to them, while it
    would open or save what lies at https."""
    return f"webcal:{url.partition(':')[2]}"


def subscriptions_of(
    model: type | None, title: str, url: str, language: str, **narrowed
) -> list[Subscription]:
    """Return what the list of that class, title, URL and language offers, narrowed to the given topic, place
    or author.

    Empty for a page without, and for one that cannot be narrowed so.
    """
    chosen = {name: record for name, record in narrowed.items() if record}
    if not hasattr(model, "get_subscriptions") or set(chosen) - set(model.narrowed_by):
        return []
    query = urlencode({name: record.slug for name, record in chosen.items()})
    names = [getattr(record, "name", None) or str(record) for record in chosen.values()]
    return [
        Subscription(
            list=title,
            title=": ".join([title, *names]),
            url=f"{url}{address}?{query}" if query else f"{url}{address}",
            type=kind,
        )
        for kind, address in model.get_subscriptions(language).items()
    ]
