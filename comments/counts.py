"""How many comments stand below each page of a list: fetched with the pages, without a query of its own."""

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Substr
from wagtail.models import Page

from .models import CommentSettings, Thread

# Of a page's tree path: the root of all pages and the home page of its language.
HOME_PATH = 2 * Page.steplen


def with_counts(pages):
    """Pages of any kind, with what `count_of` needs."""
    threads = Thread.objects.filter(translation_key=OuterRef("translation_key")).shown()
    home = Page.objects.filter(path=Substr(OuterRef(OuterRef("path")), 1, HOME_PATH))
    apart = CommentSettings.objects.filter(
        separate=True, site__root_page__translation_key__in=home.values("translation_key")
    )
    return pages.annotate(
        comments_by_language=Subquery(threads.values("approved")), comments_apart=Exists(apart)
    )


def count_of(page) -> int | None:
    """Public comments that a reader of this page sees below it; None where the page was not fetched
    `with_counts`."""
    if not hasattr(page, "comments_apart"):
        return None
    found = page.comments_by_language or {}
    return found.get(page.locale.language_code, 0) if page.comments_apart else sum(found.values())
