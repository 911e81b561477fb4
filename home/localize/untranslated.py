"""What is published in a translation although it is still in the original's words, or blank."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Model, Q
from wagtail.models import Page
from wagtail_localize.models import StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.localize.shared_fields import original_of

from .outdated import record_models
from .words import is_blank


@dataclass(frozen=True)
class Untranslated:
    """A string of a published translation that is the original's, or blank."""

    obj: Model
    path: str
    original: str
    words: str


def untranslated() -> Iterator[Untranslated]:
    """Every such string of all pages and records that are live, one object at a time."""
    for model in [Page, *record_models()]:
        rows = model._default_manager.filter(live=True)
        rows = rows.filter(alias_of=None) if model is Page else rows
        for row in rows.order_by("pk").iterator():
            original = original_of(row)
            if original.pk != row.pk:
                obj = row.specific if isinstance(row, Page) else row
                yield from gaps(original.specific if isinstance(row, Page) else original, obj)


def gaps(original: Model, translation: Model) -> Iterator[Untranslated]:
    """The strings of one translation that are the original's or blank.

    Names are often the same in both languages: what somebody translated by the same word is left out, and so
    are slugs.
    """
    theirs, meant = strings_of(translation), meant_to_be_the_same(translation)
    for path, strings in strings_of(original).items():
        words = theirs.get(path, [])
        words = [*words, *[""] * (len(strings) - len(words))]
        for text, other in zip(strings, words, strict=False):
            same = text.strip() == other.strip() and any(char.isalpha() for char in text)
            if path == "slug" or is_blank(text) or (same and (path, text) in meant):
                continue
            if same or is_blank(other):
                yield Untranslated(translation, path, text, other)


def meant_to_be_the_same(translation: Model) -> set[tuple[str, str]]:
    """Path and words of the strings that a person, or a command on its behalf, translated by themselves."""
    rows = StringTranslation.objects.filter(
        Q(last_translated_by__isnull=False) | ~Q(tool_name=""),
        context__object_id=translation.translation_key,
        locale=translation.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        data=F("translation_of__data"),
    )
    return set(rows.values_list("context__path", "data"))


def strings_of(obj: Model) -> dict[str, list[str]]:
    """The strings of a page or record by where they stand."""
    found = defaultdict(list)
    for segment in extract_segments(obj):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.data)
    return found
