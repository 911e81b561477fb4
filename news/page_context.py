"""What stands around the words of an article: topics, byline, dateline, places, source, related pages."""

from dataclasses import dataclass

from django.db.models import CharField, QuerySet, Value
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override
from wagtail.models import Page

from authors.models.pages import people_for
from home.blocks.chosen import fill, keys_in
from home.cards import EventCard, Person
from home.formatting.dates import ZONE, is_old, long_date
from home.layout import layout_of
from home.localize.resolve import cards_of, foreign, page_url, shown_in_language, specific
from home.metadata.citations import Citation
from home.metadata.share_links import passing_on
from home.record_urls import record_url

from .cards import dateline_of, mark_of

WORDS_PER_MINUTE = 200


@dataclass(frozen=True)
class Author:
    """A name in the byline; the card is missing where the person has no live page."""

    name: str
    card: Person | None = None

    @property
    def link(self) -> SafeString | str:
        if self.card is None:
            return self.name
        return format_html('<a href="{}" rel="author">{}</a>', self.card.url, self.name)


@dataclass(frozen=True)
class Related:
    """A related page by its title."""

    title: str
    url: str
    lang: str = ""


def details_of(article, request) -> dict:
    """The context of an article's page, in the article's own language and in bulk.

    Neither the number of authors, topics, places and related pages nor that of articles in the system
    changes the number of queries; related dates add those of their kind.
    """
    language, layout = article.language, layout_of(request, article)
    named, targets = chosen_pages(article)
    authors = authors_of(named, article, request)
    # What the text mentions and what is related, in one pass.
    mentioned = keys_in(article.body)
    shown = shown_in_language(mentioned, get_language(), groups=targets)
    related = [shown[key] for key in targets if key in shown]
    dates = [page for page in related if getattr(page.specific_class, "listing", "") == "entries"]
    found = specific([*dates, *(shown[key] for key in mentioned if key in shown)])
    chosen = {key: found[shown[key].pk] if key in shown else None for key in mentioned}
    fill(article.body, chosen)
    entries, pages = related_of(related, [found[page.pk] for page in dates], article, request)
    return {
        "chosen_pages": chosen,
        "topics": [
            mark_of(row.topic, language, request)
            for row in article.page_topics.select_related("topic__locale")
        ],
        "places": [
            {
                "name": row.place.name,
                "url": record_url(row.place, request),
                "lang": foreign_name(row.place, language),
            }
            for row in article.page_places.select_related("place")
        ],
        "dateline": dateline_of(article, layout.network),
        "dateline_lang": foreign_name(article.dateline, language),
        "byline": [author.link for author in authors],
        "people": [author.card for author in authors if author.card],
        "authors_label": authors_label(authors, layout.words),
        "alt": alt_of(article),
        "old": is_old(article.date, timezone.localdate(timezone=ZONE)),
        "minutes": minutes_to_read(article),
        "source": source_of(article),
        "related_entries": entries,
        "related_pages": pages,
        "share": share_of(article, authors, layout),
    }


def chosen_pages(article) -> tuple[dict, dict]:
    """Authors and related pages in the editor's order, as {translation key: title}: one query for both.

    A preview holds them in memory.
    """
    authors, related = article.page_authors.all(), article.related_pages.all()
    if not (isinstance(authors, QuerySet) and isinstance(related, QuerySet)):
        return (
            {row.author.translation_key: row.author.title for row in authors},
            {row.target.translation_key: row.target.title for row in related},
        )
    rows = _columns(authors, "author").union(_columns(related, "target"), all=True)
    found: dict[str, dict] = {"author": {}, "target": {}}
    for kind, _order, _pk, key, title in sorted(rows, key=lambda row: row[:3]):
        found[kind][key] = title
    return found["author"], found["target"]


def _columns(rows: QuerySet, name: str) -> QuerySet:
    columns = ("sort_order", "pk", f"{name}__translation_key", f"{name}__title")
    return rows.order_by().values_list(Value(name, CharField()), *columns)


def authors_of(named: dict, article, request) -> list[Author]:
    """The byline in the editor's order, empty where nobody is named: never the login name
    (domain.md#authors).

    A press release has none of ours (domain.md#sources).
    """
    if article.source_kind == article.SourceKind.PRESS:
        return []
    cards = people_for(named, language=article.language, request=request)
    return [
        Author(cards[key].name if key in cards else title, cards.get(key)) for key, title in named.items()
    ]


def authors_label(authors: list[Author], words) -> str:
    """The heading of the author boxes: by number, in the network's words or in ours (domain.md#authors)."""
    several = sum(1 for author in authors if author.card) > 1
    own = (words.authors_label if several else words.author_label) if words else ""
    return own or (gettext("Authors") if several else gettext("Author"))


def related_of(pages: list[Page], dates: list, article, request) -> tuple[list[EventCard], list[Related]]:
    """Related dates as entries and other pages by their titles (domain.md#related)."""
    language = article.language
    entries = cards_of(dates, language, request)
    return [entries[page.pk] for page in dates if page.pk in entries], [
        Related(page.title, page_url(page, language, request), foreign(page, language))
        for page in pages
        if page.pk not in entries
    ]


def source_of(article) -> dict | None:
    """The source line, which names a press release or a partner's text as such (domain.md#sources)."""
    if not article.source_name:
        return None
    own = article.source_kind == article.SourceKind.OWN
    return {
        "text": article.source_name,
        "url": article.source_url,
        "label": "" if own else article.get_source_kind_display(),
    }


def share_of(article, authors: list[Author], layout) -> dict[str, str]:
    """How the article is cited and passed on (components/share.html); without authors by its source."""
    names = [author.name for author in authors]
    citation = Citation(
        title=article.title,
        language=article.language,
        network=layout.brand,
        url=article.get_full_url(layout.request) or "",
        names=names or [name for name in [article.source_name] if name],
        date=long_date(article.date, article.language),
    )
    with override(article.language):
        return passing_on(
            citation,
            subject=gettext("Reading tip: %(title)s") % {"title": article.title},
            intro=gettext("Read at %(network)s:") % {"network": layout.brand},
        )


def alt_of(article):
    """The alternative text of the lead image; nothing for a decorative one (domain.md#pictures)."""
    if article.lead_image is None or article.lead_image_decorative:
        return None
    return article.lead_image.alt_for(article.language)


def minutes_to_read(article) -> int:
    """Minutes at 200 words a minute, rounded up; 0 for a text that is read at once."""
    texts = [article.lead, *article.body.stream_block.get_searchable_content(article.body)]
    words = sum(len(str(text).split()) for text in texts)
    return -(-words // WORDS_PER_MINUTE) if words > WORDS_PER_MINUTE else 0


def foreign_name(place, language: str) -> str:
    """The language of a place's name where it is not the page's (domain.md#foreign-words)."""
    return place.name_language if place is not None and place.name_language != language else ""
