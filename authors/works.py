"""What a person wrote, led or speaks at, found through `PageAuthor` alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wagtail.models import Locale, Page

from home.localize.resolve import specific
from home.visibility import on_site_of, readable_for

from .models.joins import PageAuthor


@dataclass(frozen=True)
class Works:
    """The pages of an author, newest first, as stories (articles) and entries (dates)."""

    stories: list[Page]
    entries: list[Page]

    @property
    def since(self) -> int | None:
        """The year of the oldest story."""
        years = [page.listed_on.year for page in self.stories if page.listed_on]
        return min(years) if years else None


def works_of(author: Page, *, untranslated: bool) -> Works:
    """The works for readers of the author page's language, each in that language where it exists.

    Kinds that stay in their language come without translation only if `untranslated`. Costs two queries and
    one per kind of page, whatever their number.
    """
    locales = {locale.pk: locale for locale in Locale.objects.all()}
    keys = PageAuthor.objects.filter(author__translation_key=author.translation_key)
    pages = readable_for(Page.objects.all(), locales[author.locale_id])
    pages = on_site_of(pages, author).filter(translation_key__in=keys.values("page__translation_key"))
    found = []
    for page in specific(pages.select_related("locale"), streams=False).values():
        if page.locale_id == author.locale_id or untranslated or not page.stays_in_language:
            found.append(page)
    return Works(
        stories=newest_first(page for page in found if page.listing == "stories"),
        entries=newest_first(page for page in found if page.listing == "entries"),
    )


def newest_first(pages: Iterable[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: (page.listed_on or date.min, page.pk), reverse=True)
