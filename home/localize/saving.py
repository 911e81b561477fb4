"""Saving one string of the translation editor: what holds no words is refused, in words."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import StringTranslationSerializer

from .words import is_blank, too_long


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def edit_string(request, translation_id: int, string_segment_id: int) -> Response:
    """Store or take away the translation of a string, as wagtail-localize's editor asks.

    That editor shows an error only of answers with status 200 or 201: blanks and what is too long are
    answered with 200 and not stored; a request without words is a bad one. Other words that cannot be
    published are stored with their error, so that nothing typed is lost.
    """
    translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
    segment = get_object_or_404(StringSegment.objects.select_related("context"), pk=string_segment_id)
    if segment.context.object_id != translation.source.object_id:
        raise Http404
    place = {
        "translation_of_id": segment.string_id,
        "locale_id": translation.target_locale_id,
        "context_id": segment.context_id,
    }
    if request.method == "DELETE":
        return _take_away(translation, place)
    value = request.data.get("value") if hasattr(request.data, "get") else None
    if not isinstance(value, str) or not value:
        return Response({"error": _no_words()}, status=status.HTTP_400_BAD_REQUEST)
    # A title that is too long does not fit into the draft title either, which wagtail-localize writes.
    reason = "" if is_blank(value) else too_long(StringTranslation(**place, data=value))
    if reason or is_blank(value):
        return Response({"segment_id": segment.pk} | _refused(place, value, reason))
    values = {
        "data": value,
        "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        "tool_name": "",
        "last_translated_by": request.user,
        "has_error": False,
        "field_error": "",
    }
    stored, created = StringTranslation.objects.update_or_create(**place, defaults=values)
    return Response(_shown(stored, translation), status=201 if created else 200)


def _take_away(translation: Translation, place: dict) -> Response:
    stored = StringTranslation.objects.filter(**place).first()
    if stored is None:
        return Response(status=status.HTTP_404_NOT_FOUND)  # which the editor takes for done
    stored.delete()
    return Response(_shown(stored, translation))


def _shown(stored: StringTranslation, translation: Translation) -> dict:
    serializer = StringTranslationSerializer(stored, context={"translation_source": translation.source})
    # The sentence of our own, where wagtail-localize tells of markup in its words.
    return serializer.data | ({"error": stored.field_error} if stored.field_error else {})


def _refused(place: dict, value: str, reason: str) -> dict:
    """The answer to words that are not stored: what the editor is to show of them, and why.

    Typed words stay in sight to be corrected; of blanks there is nothing to see, so the stored words take
    their place, as if nobody had typed.
    """
    stored = StringTranslation.objects.filter(**place).values_list("data", flat=True).first() or ""
    if is_blank(value):
        error, value = _no_words(), stored
        if stored:
            error += " " + _("The translation shown here is stored as before.")
    else:
        error = _("Not saved: %(reason)s") % {"reason": reason}
        if stored:
            error += " " + _("Stored as before: “%(text)s”") % {"text": stored}
    shown = {"string_id": place["translation_of_id"], "data": value, "error": error}
    return shown | {"comment": "", "last_translated_by": None}


def _no_words() -> str:
    return _("Not saved: there are no words in this translation.")
