"""Translations stay beside their original: when it moves, they follow into the same place of their tree."""

from wagtail.models import Page

from home.localize.shared_fields import is_original


def follow(page: Page) -> list[Page]:
    """Move the translations of a moved original below the translations of its new parent; return them.

    A translation stays where it is if the new parent is not translated into its language: that is the
    editor's to decide (`stranded` tells which). Moving a translation moves nothing else.
    """
    moved = []
    if not is_original(page):
        return moved
    parent = page.get_parent()
    for translation in page.get_translations():
        target = parent.get_translation_or_none(translation.locale)
        if target and translation.get_parent().pk != target.pk:
            translation.move(target, pos="last-child")
            moved.append(translation)
    return moved


def stranded(page: Page) -> list[Page]:
    """The translations of an original that are not below the translation of its parent."""
    if not is_original(page) or page.is_root():
        return []
    key = page.get_parent().translation_key
    return [
        translation
        for translation in page.get_translations().select_related("locale")
        if translation.get_parent().translation_key != key
    ]
