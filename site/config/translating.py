"""Translations made by a command, as a translator would make them: through wagtail-localize.

The source is extracted into segments; the same extraction of a copy that holds the other language's words
gives the translation of each segment. So the translator's screen shows them as done, and later syncs keep
them. Both sides must have the same paragraphs, list items and child rows in the same order.
"""

from collections import defaultdict
from collections.abc import Callable

from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class UnpairedWordsError(ValueError):
    """The two languages do not have the same parts, so that their words cannot be paired."""


def translate(
    original: TranslatableMixin, locale: Locale, put_words: Callable, *, publish: bool = True
) -> TranslatableMixin:
    """Translate a saved record or page and return the translation.

    `put_words` is called with a copy of the original and puts the words of the target language in it;
    words left empty are left untranslated. Pages need the translation of their parent. Raises
    UnpairedWordsError. Safe to repeat: a translation that exists is brought up to date.
    """
    source, _created = TranslationSource.update_or_create_from_instance(original)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    _save_strings(source, locale, put_words)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    if publish:
        # Not by wagtail-localize, which publishes on commit: too late for what else is done in one
        # transaction, and never in a test's.
        target.get_latest_revision().publish()
        target.refresh_from_db()
    return target


def _save_strings(source: TranslationSource, locale: Locale, put_words: Callable) -> None:
    segments = list(source.stringsegment_set.select_related("context").order_by("order"))
    copy = source.as_instance()
    put_words(copy)
    pairs = _pairs(segments, _strings(copy), source)
    known = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(locale=locale, context__object_id=source.object_id)
    }
    new = {}
    for segment in segments:
        data = pairs.get(segment.order)
        if data is None:
            continue
        row = known.get((segment.string_id, segment.context_id))
        if row is None:
            new[segment.string_id, segment.context_id] = StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=locale,
                data=data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
        elif row.data != data:
            row.data = data
            row.save()
    StringTranslation.objects.bulk_create(new.values())


def _strings(instance) -> list[StringSegmentValue]:
    return [segment for segment in extract_segments(instance) if isinstance(segment, StringSegmentValue)]


def _pairs(wanted: list[StringSegment], found: list, source: TranslationSource) -> dict[int, str]:
    """The order of each segment of the source → its words in the other language."""
    by_path = defaultdict(list)
    for segment in found:
        by_path[segment.path].append(segment.string.data)
    pairs = {}
    seen = defaultdict(int)
    for segment in wanted:
        path = segment.context.path
        words = by_path.get(path)
        if words is None:
            continue
        position = seen[path]
        seen[path] += 1
        if position < len(words):
            pairs[segment.order] = words[position]
    uneven = [path for path, words in by_path.items() if seen[path] != len(words)]
    if uneven:
        raise UnpairedWordsError(f"{source.object_repr}: {', '.join(uneven)}")
    return pairs
