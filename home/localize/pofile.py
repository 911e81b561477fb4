"""PO files from translators: what cannot be read or used is said, not dropped."""

from dataclasses import dataclass, field

import polib
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import StringTranslation, Translation

from .publishing import missing
from .words import fault_of

ID_HEADER = "X-WagtailLocalize-TranslationID"
SHOWN = 5  # strings quoted in a message
MAX_BYTES = 5 * 1024 * 1024


class UnusableFileError(ValueError):
    """The upload is no PO file of this translation; the message says why, for its uploader."""


@require_POST
def upload(request, translation_id):
    """Import the translations of an uploaded PO file and report what became of each entry."""
    translation = get_object_or_404(Translation, pk=translation_id)
    try:
        po = read(request.FILES.get("file"), translation)
    except UnusableFileError as error:
        messages.error(request, str(error))
    else:
        report(request, store(po, translation, request.user))
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


@dataclass
class Stored:
    """What became of the entries of a file, by their original strings."""

    stored: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)  # had a translation here, which was kept
    refused: list[tuple[str, str]] = field(default_factory=list)  # with the reason
    unknown: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)  # strings that wait and are not in the file


@transaction.atomic
def store(po: polib.POFile, translation: Translation, user) -> Stored:
    """Store what can be published of a file; uncertain (fuzzy), empty and faulty entries change nothing."""
    segments = {
        (segment.context.path, segment.string.data): segment
        for segment in translation.source.stringsegment_set.select_related("string", "context")
    }
    known = {(row.translation_of_id, row.context_id): row for row in _translations(translation)}
    found, seen = Stored(), set()
    for entry in po:
        place = (entry.msgctxt, entry.msgid)
        segment = segments.get(place)
        if entry.obsolete:
            continue
        if segment is None:
            found.unknown.append(entry.msgid)
            continue
        seen.add(place)
        _store_entry(
            entry, segment, known.get((segment.string_id, segment.context_id)), found, translation, user
        )
    waiting = {(one.context.path, one.string.data) for one in missing(translation)}
    found.absent = [words for path, words in segments if (path, words) in waiting - seen]
    return found


def _translations(translation: Translation):
    return StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )


def _store_entry(entry, segment, row, found: Stored, translation: Translation, user) -> None:
    if "fuzzy" in entry.flags:
        found.fuzzy.append(entry.msgid)
        return
    if not entry.msgstr:
        if row is not None:
            found.empty.append(entry.msgid)
        return
    candidate = StringTranslation(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        data=entry.msgstr,
    )
    reason = fault_of(candidate)
    if reason:
        found.refused.append((entry.msgid, reason))
        return
    if row is None or row.has_error or row.data != entry.msgstr:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={
                "data": entry.msgstr,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "PO File",
                "last_translated_by": user,
                "has_error": False,
                "field_error": "",
            },
        )
    found.stored.append(entry.msgid)


def read(file, translation: Translation) -> polib.POFile:
    """The uploaded file, parsed; UnusableFileError if there is none, or it is of another translation."""
    if file is None:
        raise UnusableFileError(_("Choose a PO file first."))
    if file.size > MAX_BYTES:
        raise UnusableFileError(_("This file is too large for a PO file."))
    try:
        # As text with a line break: polib takes a string without one for the name of a file.
        po = polib.pofile(file.read().decode("utf-8-sig") + "\n")
    except UnicodeDecodeError as error:
        raise UnusableFileError(
            _("This file is not in UTF-8. Save it as UTF-8 and upload it again.")
        ) from error
    except (OSError, ValueError, IndexError) as error:  # polib raises OSError for syntax
        raise UnusableFileError(_("This is not a PO file.")) from error
    if ID_HEADER not in po.metadata:
        raise UnusableFileError(
            _("This file was not downloaded here: its header %(header)s is missing.") % {"header": ID_HEADER}
        )
    if po.metadata[ID_HEADER] != str(translation.uuid):
        raise UnusableFileError(_("This file belongs to another translation."))
    return po


def report(request, found: Stored) -> None:
    """Say how many strings were stored, and name those that were not."""
    number = len(found.stored)
    text = ngettext("%(number)d translation read.", "%(number)d translations read.", number)
    say = messages.success if number else messages.warning
    say(request, text % {"number": number})
    if found.refused:
        reasons = [f"{quoted([words])} – {reason}" for words, reason in found.refused[:SHOWN]]
        text = ngettext(
            "%(number)d translation was refused: %(strings)s",
            "%(number)d translations were refused: %(strings)s",
            len(found.refused),
        )
        messages.error(request, text % {"number": len(found.refused), "strings": " ".join(reasons)})
    for strings, text in _left_out(found):
        if strings:
            messages.warning(request, text % {"number": len(strings), "strings": quoted(strings)})


def _left_out(found: Stored) -> list[tuple[list[str], str]]:
    """The kinds of entries that changed nothing, each with its sentence."""
    fuzzy = ngettext(
        "%(number)d entry is marked as fuzzy and was left out: %(strings)s",
        "%(number)d entries are marked as fuzzy and were left out: %(strings)s",
        len(found.fuzzy),
    )
    empty = ngettext(
        "%(number)d entry is empty; the translation that was here stays: %(strings)s",
        "%(number)d entries are empty; the translations that were here stay: %(strings)s",
        len(found.empty),
    )
    absent = ngettext(
        "%(number)d string that waits for its translation is not in the file: %(strings)s",
        "%(number)d strings that wait for their translation are not in the file: %(strings)s",
        len(found.absent),
    )
    unknown = ngettext(
        "%(number)d string is not in the original and was left out: %(strings)s",
        "%(number)d strings are not in the original and were left out: %(strings)s",
        len(found.unknown),
    )
    return [
        (found.fuzzy, fuzzy),
        (found.empty, empty),
        (found.absent, absent),
        (found.unknown, unknown),
    ]


def quoted(strings: list[str]) -> str:
    """The first of these strings in quotation marks."""
    shown = [_("“%(text)s”") % {"text": text[:60]} for text in strings[:SHOWN]]
    return " · ".join(shown) + (" …" if len(strings) > SHOWN else "")
