"""How pages of any app stand in lists of another: home shows them by protocol and knows no app above it.

An index page that lists its newest pages implements `Latest`; a series implements `Street`; a page that can
be picked as a teaser has `get_card` (BasePage has a plain one), an author’s page `get_person`, a list that
is narrowed by its address has `get_list_url`. What they return are the variables of templates/components: an
`ArticleCard` fills story.html, `EventCard` agenda.html, `StreetItem` street.html, `TopicTag` tag.html.

Words that are not in the reader's language carry their `lang`; a page that is shown in the other language's
list is linked by `home.localize.resolve.page_url`, which leads to the original with an honest notice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, runtime_checkable


@dataclass(frozen=True, kw_only=True)
class TopicTag:
    """A topic on a card: name, zone colour and address."""

    name: str
    zone: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class ArticleCard:
    """A teaser: the variables of components/story.html, dates and names as printed."""

    title: str
    url: str
    key: Any = None  # the page's translation_key, so that the same page is not shown twice
    lang: str = ""
    topic: TopicTag | None = None
    label: str = ""
    dateline: str = ""
    lead: str = ""
    date: str = ""
    iso: str = ""
    byline: str = ""
    image: Any = None
    alt: str = ""
    caption: str = ""
    plan: int = 0
    comments: int | None = None  # None where the list does not know


@dataclass(frozen=True, kw_only=True)
class EventCard:
    """A date in a list: the variables of one item of components/agenda.html."""

    state: str
    title: str
    url: str
    key: Any = None
    status: str = ""
    lang: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    iso: str = ""
    kind: str = ""
    place: str = ""
    place_lang: str = ""
    date: str = ""
    comments: int | None = None


@dataclass(frozen=True, kw_only=True)
class StreetItem:
    """A session in the street of a series: the variables of one item of components/street.html."""

    number: int
    state: str
    url: str
    status: str = ""
    place: str = ""
    place_lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person's card: the variables of components/person.html."""

    name: str
    url: str = ""
    role: str = ""
    role_lang: str = ""
    html: str = ""
    text_lang: str = ""
    portrait: Any = None
    email: str = ""
    phone: str = ""
    phone_uri: str = ""
    website: str = ""


@runtime_checkable
class Latest(Protocol):
    """An index page that lists what is newest (news) or next (dates) below it.

    `listing` says what the cards are: "stories" or "entries". Only live, public pages that belong in this
    language's lists come back, at most `count`, the first ones first, in a number of queries that does not
    depend on how many there are. `topic` and `place` are records of the index page's own language; where
    pages of the other language are listed too, they are matched by its translation key. `without` holds the
    translation keys of pages that are shown already. Past dates come back only where a topic or a place is
    given and nothing is left to come.
    """

    listing: str

    def get_latest(
        self, count: int, *, topic=None, place=None, without: Collection = (), request=None
    ) -> list[ArticleCard] | list[EventCard]: ...


@runtime_checkable
class Teaser(Protocol):
    """A page that an editor may pick as a teaser or lead story: its card for a reader of `language`.

    The label of a series' card names its kind and its years ("Werkstattreihe 2026–2027").
    """

    def get_card(self, *, language: str, request=None) -> ArticleCard: ...


@runtime_checkable
class Listed(Protocol):
    """A kind of page that other pages list (an author's work, related pages): its cards are made in bulk,
    in a number of queries that does not depend on how many there are. `listing` says whether they are
    stories or entries, `listed_on` is the day that sorts them; a kind that `stays_in_language` is left out
    of the other language's lists where the network says so."""

    listing: str
    listed_on: date | None
    stays_in_language: bool

    @classmethod
    def get_cards(
        cls, pages: Sequence, *, language: str, request=None
    ) -> list[ArticleCard] | list[EventCard]: ...


@runtime_checkable
class Street(Protocol):
    """A series that can be drawn as a street: one house per session, in order; addresses are whole."""

    def get_street(self, *, language: str, request=None) -> list[StreetItem]: ...


@runtime_checkable
class Portrayed(Protocol):
    """A page about a person."""

    def get_person(self, *, language: str, request=None) -> Person: ...


@runtime_checkable
class Narrowed(Protocol):
    """A list that can be narrowed by its address: that of all its pages on a topic or in a place."""

    def get_list_url(self, *, topic=None, place=None, request=None) -> str: ...
