"""Asking for translations: drafts of the page, of what is above it and, if wanted, of what is below."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator

from home.localize.shared_fields import share_facts


class DraftCreator(TranslationCreator):
    """Makes drafts of the object itself and leaves the records that it refers to alone.

    Upstream would pull them in, overwrite translations of theirs that were written by hand, and take live
    ones offline; here pages refer to a record's original until its translation is published
    (home.localize.shared_fields).
    """

    def create_translations(self, instance, include_related_objects=False):
        super().create_translations(instance, include_related_objects=False)


@transaction.atomic
def request_translations(
    source, locales: Iterable[Locale], *, user=None, subtree: bool = False, components=None
) -> list:
    """Make drafts of the source in each of the languages, and return them.

    A page's untranslated ancestors become drafts as well: upstream would put them online as aliases, in
    the words of the original. With `subtree` everything below the page follows in the same way.
    """
    made = []
    for locale in locales:
        creator = DraftCreator(user, [locale])
        for obj in [*untranslated_ancestors(source, locale), source, *below(source, subtree)]:
            if not is_translated(obj, locale):
                # As it is in the database: rows of it that were not saved yet cannot be copied.
                stored = type(obj)._base_manager.get(pk=obj.pk)
                creator.create_translations(stored)
                share_facts(stored.specific if isinstance(stored, Page) else stored)
        if components is not None:
            components.save(creator, sources_and_translations=creator.mappings)
        made.append(source.get_translation(locale))
    return made


def untranslated_ancestors(source, locale: Locale) -> list[Page]:
    """The pages above that readers of that language do not have, from the start page down."""
    if not isinstance(source, Page):
        return []
    ancestors = source.get_ancestors().filter(depth__gt=1).order_by("depth")
    return [page for page in ancestors if not is_translated(page, locale)]


def below(source, subtree: bool) -> Iterable[Page]:
    """Everything below a page if it is wanted, parents first."""
    return source.get_descendants().order_by("path") if subtree and isinstance(source, Page) else ()


def is_translated(obj, locale: Locale) -> bool:
    """Return whether there is a translation; an alias, which only repeats the original's words, is none."""
    translations = obj.get_translations(inclusive=True).filter(locale=locale)
    if isinstance(obj, Page):
        translations = translations.filter(alias_of__isnull=True)
    return translations.exists()
