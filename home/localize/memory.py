"""Words of one translation used again in another: for pages copied from pages that were translated before."""

from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from .publishing import fill_address, missing, translation_of
from .untranslated import strings_of
from .words import is_blank

Words = dict[str, str]
TOOL = "Kwartier"  # named beside a string in the translation editor


def words_of(original: Page, translation: Page) -> Words:
    """Each string of an original → the same string of its translation, whoever wrote that.

    Both are paired by where they stand; a part that one of them lacks is left out.
    """
    theirs = strings_of(translation)
    found: Words = {}
    for path, strings in strings_of(original).items():
        if path != "slug" and len(strings) == len(theirs.get(path, ())):
            found.update(zip(strings, theirs[path], strict=True))
    return found


def use_again(target: Page, words: Words, own: Words) -> int:
    """Translate what is still missing of a draft that wagtail-localize writes; return how many strings are
    missing after that. `own` maps paths such as `title` to words, `words` strings to strings.

    Nothing is published.
    """
    translation = translation_of(target)
    for segment in missing(translation).select_related("string", "context"):
        path = segment.context.path
        data = own.get(path) or (words.get(segment.string.data) if path != "slug" else "")
        if not is_blank(data or ""):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={
                    "data": data,
                    "translation_type": "manual",
                    "tool_name": TOOL,
                    "has_error": False,
                    "field_error": "",
                },
            )
    fill_address(translation)
    translation.save_target(publish=False)
    return missing(translation).count()
