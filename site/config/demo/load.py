"""Loads the demo in one transaction: all of it, or nothing."""

from collections.abc import Callable

from django.db import transaction
from wagtail.models import Locale, Page

from authors.models import AuthorPage
from config.setup.files import key_of
from config.setup.files import pages as setup_pages
from events.models import EventPage, EventSeriesPage
from home.localize.shared_fields import share_facts
from home.models import Organisation, Place, StandardPage, Topic
from news.models import ArticlePage

from .articles import Articles
from .authors import Authors
from .comments import load_comments
from .events import Series, Sessions
from .files import Shelf
from .front import arrange
from .indexes import indexed_once
from .media import load_documents, load_images
from .records import load_records, load_settings
from .registrations import load_registrations
from .standard import Pages

CONTENT = [ArticlePage, AuthorPage, EventSeriesPage, EventPage, Topic, Place, Organisation]
PARTS = {"plant": "drafts", "fill": "published", "translate": "translated"}
STEPS = [
    "pictures and documents",
    "topics, places and organisations",
    "authors",
    *(f"articles and sessions: {part}" for part in PARTS.values()),
    "comments and registrations",
    "search",
]
SETUP_DRAFTS = [key_of(f"setup/{record['key']}") for record in setup_pages()["legal"]]


def is_loaded() -> bool:
    """Return whether the demo is here, changed since or not."""
    return ArticlePage.objects.filter(translation_key=key_of("demo/articles/laden")).exists()


def own_content() -> str:
    """What the site has of its own, as the plural name of one kind of record; "" for a site just set up."""
    for model in CONTENT:
        if model.objects.exists():
            return str(model._meta.verbose_name_plural)
    pages = StandardPage.objects.exclude(translation_key__in=SETUP_DRAFTS, live=False)
    return str(StandardPage._meta.verbose_name_plural) if pages.exists() else ""


@transaction.atomic
def load(tell: Callable[[str], None] = lambda step: None) -> Shelf:
    """Write the demo into a site that `config.setup` has set up and that has no content of its own.

    `tell` is called with each of STEPS before it begins. Returns everything written, by the keys that the
    files use.
    """
    shelf = Shelf(locales={locale.language_code: locale for locale in Locale.objects.all()})
    with indexed_once():
        tell("pictures and documents")
        load_images(shelf)
        load_documents(shelf)
        tell("topics, places and organisations")
        load_records(shelf)
        load_settings(shelf)
        load_pages(shelf, tell)
        tell("comments and registrations")
        arrange(shelf)
        load_comments(shelf)
        load_registrations()
        tell("search")
    return shelf


def load_pages(shelf: Shelf, tell: Callable[[str], None]) -> None:
    """Authors first, since all others point at them; the others as drafts, since they point at each other."""
    articles = Articles(shelf)
    tell("authors")
    for kinds in ([Authors(shelf)], [Pages(shelf), Series(shelf), Sessions(shelf), articles]):
        for step in ("plant", "fill", "translate"):
            if kinds[-1] is articles:
                tell(f"articles and sessions: {PARTS[step]}")
            for kind in kinds:
                for name, record in kind.records().items():
                    getattr(kind, step)(name, record)
    share_what_points_at_pages(shelf)
    for name, record in articles.records().items():
        if "later" in record["de"]:
            articles.revise(name, record)


def share_what_points_at_pages(shelf: Shelf) -> None:
    """Facts that point at pages which were not translated yet when they were shared first."""
    for page in shelf.pages.values():
        page = Page.objects.get(pk=page.pk).specific
        if page.shared_fields or page.shared_relations:
            share_facts(page)
