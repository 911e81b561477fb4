"""Words that can be published: a translated string that is blank, broken or too long is still missing."""

import unicodedata
from html import unescape

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, TranslationContext
from wagtail_localize.strings import StringValue, validate_translation_links


def is_blank(text: str) -> bool:
    """Return whether nothing is left to read without markup, blanks of any width and invisible characters."""
    seen = unescape(strip_tags(text or ""))
    return all(char.isspace() or unicodedata.category(char) in ("Cf", "Cc") for char in seen)


def fault_of(translation: StringTranslation) -> str:
    """Why a translated string cannot be published, as a sentence for its translator; empty if it can."""
    original = translation.translation_of.data
    if is_blank(translation.data):
        return "" if is_blank(original) else _("There are no words in this translation.")
    try:
        StringValue.from_translated_html(translation.data)
        validate_translation_links(original, translation.data)
    except ValueError:
        return _("Only the links and marks of the original may stand in a translation, each closed again.")
    return too_long(translation)


def too_long(translation: StringTranslation) -> str:
    """Why a string does not fit into its column, as a sentence; empty if it does."""
    field = field_of(translation.context) if translation.context_id else None
    longest = getattr(field, "max_length", None)
    length = len(unescape(strip_tags(translation.data)))
    if longest and length > longest:
        words = {"longest": longest, "length": length}
        return _("%(longest)d characters fit in here, this translation has %(length)d.") % words
    return ""


def field_of(context: TranslationContext) -> Field | None:
    """The column that a string is written to; None for a part of a stream."""
    # The kind of the object itself is only that of all pages.
    source = context.object.sources.select_related("specific_content_type").first()
    if source is None:
        return None
    model = source.specific_content_type.model_class()
    name, *below = context.path.split(".")
    try:
        field = model._meta.get_field(name)
        if field.is_relation and len(below) == 2:  # a child row's own key, then its column
            field = field.related_model._meta.get_field(below[1])
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) and not hasattr(field, "stream_block") else None


def mark_fault(translation: StringTranslation) -> None:
    """Note what is wrong with a string before it is saved: then it counts as missing everywhere."""
    reason = fault_of(translation)
    if reason:
        translation.has_error, translation.field_error = True, reason
