"""How many comments stand below each page of a list: fetched with the pages, without a query of its own."""

from django.db.models import BooleanField, Func, JSONField


class Approved(Func):
    """The counts of the thread that belongs to a translation key, as constant SQL (as in page_state)."""

    template = (
        "(SELECT approved FROM comments_thread thread"
        " WHERE thread.mode <> 'off' AND thread.translation_key = %(expressions)s)"
    )
    output_field = JSONField()


class Separate(Func):
    """Each language of the site of the page at a tree path has conversations of its own: the path begins
    with that of the site's home page or of one of its translations (twice Page.steplen)."""

    template = (
        "EXISTS(SELECT 1 FROM comments_commentsettings settings"
        " JOIN wagtailcore_site site ON site.id = settings.site_id"
        " JOIN wagtailcore_page root ON root.id = site.root_page_id"
        " JOIN wagtailcore_page home ON home.translation_key = root.translation_key"
        " WHERE settings.separate AND home.path = SUBSTR(%(expressions)s, 1, 8))"
    )
    output_field = BooleanField()


def with_counts(pages):
    """Pages of any kind, with what `count_of` needs."""
    return pages.annotate(comments_by_language=Approved("translation_key"), comments_apart=Separate("path"))


def count_of(page) -> int | None:
    """Public comments that a reader of this page sees below it; None where the page was not fetched
    `with_counts`."""
    if not hasattr(page, "comments_apart"):
        return None
    found = page.comments_by_language or {}
    return found.get(page.locale.language_code, 0) if page.comments_apart else sum(found.values())
