"""Publishing a translation: only with all its words, so that no sentence of the original slips in."""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from home.slugs import slug_of

from .fate import waits_for_original
from .words import is_blank


def translation_of(obj) -> Translation | None:
    """The running translation that writes this page or record, if one does."""
    return (
        Translation.objects.filter(
            source__object_id=obj.translation_key, target_locale=obj.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def missing(translation: Translation) -> QuerySet[StringSegment]:
    """The strings that have no translation, a blank one, or one with an error."""
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    rows = segments.values_list("pk", "string__data", "translation")
    blank = [pk for pk, original, words in rows if words and is_blank(words) and not is_blank(original)]
    return segments.filter(Q(translation__isnull=True) | Q(translation="") | Q(pk__in=blank))


def to_translate(segments: QuerySet[StringSegment]) -> QuerySet[StringSegment]:
    """Those strings that somebody has to translate: the slug of a page is made of its title."""
    pages = Page.objects.filter(translation_key=OuterRef("source__object_id"))
    return segments.exclude(Q(Exists(pages), context__path="slug"))


def waiting() -> QuerySet[StringSegment]:
    """In a query of translations: the strings of each that have no translation, or one with an error."""
    stored = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    return StringSegment.objects.filter(~Exists(stored), source=OuterRef("source"))


def incomplete(translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Those running translations with a string that has no translation, or one with an error."""
    return translations.filter(Exists(waiting()), enabled=True)


def obstacle(translation: Translation) -> str:
    """Why a translation cannot be published now, as a sentence for its editor; empty if it can."""
    try:
        reason = waits_for_original(translation.get_target_instance())
    except ObjectDoesNotExist:
        reason = ""  # it is made by this very publication, and held back where it must wait
    if reason:
        return reason
    fill_address(translation)
    number = missing(translation).count()
    if number:
        return ngettext(
            "Not published: %(number)d string is not translated and would appear in the original language.",
            "Not published: %(number)d strings are not translated and would appear in the original language.",
            number,
        ) % {"number": number}
    return ""


def fill_address(translation: Translation) -> None:
    """Make a missing slug from the translated title, as the admin does for an original."""
    if not issubclass(translation.source.specific_content_type.model_class(), Page):
        return
    segment = missing(translation).filter(context__path="slug").select_related("context").first()
    title = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        context__path="title",
        locale=translation.target_locale,
        translation_of__segments__source=translation.source,
        has_error=False,
    ).first()
    slug = slug_of(title.data, translation.target_locale.language_code) if title else ""
    if segment and slug:
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": slug, "translation_type": "manual", "has_error": False, "field_error": ""},
        )
