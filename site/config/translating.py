"""Translations made by a command, as a translator would make them: through wagtail-localize.

The source is extracted into segments; the same extraction of a copy that holds the other language's words
gives the translation of each segment. So the translator's screen shows them as done, and later syncs keep
them. Both sides must have the same paragraphs, list items and child rows in the same order.
"""

from collections import defaultdict
from collections.abc import Callable

from wagtail.fields import StreamField
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.localize.publishing import missing

TOOL = "Kwartier"  # named beside a string in the translation editor: its words were meant, even if the same


class UnpairedWordsError(ValueError):
    """The two languages do not have the same parts, so that their words cannot be paired."""


class MissingWordsError(ValueError):
    """Words of the original have no translation, and would be published in its language."""


def translate(
    original: TranslatableMixin, locale: Locale, put_words: Callable, *, publish: bool = True
) -> TranslatableMixin:
    """Translate a saved record or page and return the translation.

    `put_words` is called with a copy of the original without its words, and puts those of the target
    language in it; what it leaves empty is left untranslated. Pages need the translation of their parent.
    Raises UnpairedWordsError, and MissingWordsError instead of publishing words of the original. Safe to
    repeat: a translation that exists is brought up to date.
    """
    source, _created = TranslationSource.update_or_create_from_instance(original)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    _save_strings(source, locale, put_words)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    if publish:
        gaps = list(missing(translation).values_list("context__path", flat=True))
        if gaps:
            raise MissingWordsError(f"{source.object_repr}: {', '.join(gaps)}")
        # Not by wagtail-localize, which publishes on commit: too late for what else is done in one
        # transaction, and never in a test's.
        target.get_latest_revision().publish()
        target.refresh_from_db()
    return target


def _save_strings(source: TranslationSource, locale: Locale, put_words: Callable) -> None:
    segments = list(source.stringsegment_set.select_related("context").order_by("order"))
    copy = source.as_instance()
    _empty(copy)
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
                tool_name=TOOL,
            )
        elif row.data != data or not (row.tool_name or row.last_translated_by_id):
            row.data, row.tool_name = data, TOOL
            row.save()
    StringTranslation.objects.bulk_create(new.values())


def _empty(instance) -> None:
    """Take the words out, so that none of the original's is taken for a translation."""
    for field in get_translatable_fields(type(instance)):
        column = field.get_field(type(instance))
        if column.one_to_many:
            for row in getattr(instance, column.get_accessor_name()).all():
                if isinstance(row, TranslatableMixin):
                    _empty(row)
        elif field.is_translated(instance) and not column.is_relation:
            setattr(
                instance, column.name, column.to_python("" if not isinstance(column, StreamField) else [])
            )


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
