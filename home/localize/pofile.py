"""PO files from translators: what cannot be read or used is said, not dropped."""

import polib
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation

ID_HEADER = "X-WagtailLocalize-TranslationID"
SHOWN = 5  # strings quoted in a message
MAX_BYTES = 5 * 1024 * 1024


class UnusableFileError(ValueError):
    """The upload is no PO file of this translation; the message says why, for its uploader."""


@require_POST
def upload(request, translation_id):
    """Import the translations of an uploaded PO file and report what in it is of no use here."""
    translation = get_object_or_404(Translation, pk=translation_id)
    try:
        po = read(request.FILES.get("file"), translation)
    except UnusableFileError as error:
        messages.error(request, str(error))
    else:
        report(request, po, translation.import_po(po, user=request.user, tool_name="PO File"))
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


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


def report(request, po: polib.POFile, warnings: list) -> None:
    """Say how many strings were read, and quote some that the original no longer has."""
    unknown = [po[warning.index].msgid for warning in warnings]
    read_in = sum(bool(entry.msgstr) for entry in po if not entry.obsolete) - len(unknown)
    messages.success(
        request,
        ngettext("%(number)d translation read.", "%(number)d translations read.", read_in)
        % {"number": read_in},
    )
    if unknown:
        quoted = " · ".join(f"“{text[:60]}”" for text in unknown[:SHOWN])
        messages.warning(
            request,
            ngettext(
                "%(number)d string is not in the original and was left out: %(strings)s",
                "%(number)d strings are not in the original and were left out: %(strings)s",
                len(unknown),
            )
            % {"number": len(unknown), "strings": quoted},
        )
