"""What a document is by its content, whatever its name says. Nothing that a browser would run gets in."""

import re
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from home.media.storage import demand_room

HEAD = 4096  # bytes
OPEN_DOCUMENTS = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
UNPACKED = 300_000_000  # bytes; an archive that would fill its reader's disk is none of ours
MARKUP = re.compile(rb"<[a-z!?/]", re.IGNORECASE)
WRONG = _("The content of this file is not what its name says. Save it in its own format and try again.")


class DocumentForm(BaseDocumentForm):
    """Wagtail's form, which looks at the name only, and a look into the file."""

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and "file" in self.changed_data:
            if not is_genuine(upload):
                raise ValidationError(WRONG, code="content")
            demand_room(upload)
        return upload


def is_genuine(upload) -> bool:
    """Return whether the bytes are of the kind that the name promises (WAGTAILDOCS_EXTENSIONS); the file is
    left at its beginning."""
    extension = upload.name.rpartition(".")[2].lower()
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    if extension == "pdf":
        return b"%PDF-" in head[:1024] and not _is_markup(head)
    if extension in {"csv", "txt", "ics"}:
        begins = extension != "ics" or head.lstrip(b"\xef\xbb\xbf").startswith(b"BEGIN:VCALENDAR")
        return begins and b"\x00" not in head and not _is_markup(head)
    try:
        return _is_archive(upload, extension)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError):
        return False
    finally:
        upload.seek(0)


def _is_markup(head: bytes) -> bool:
    """Return whether it begins as a tag, a comment or a declaration."""
    return bool(MARKUP.match(head.lstrip(b"\xef\xbb\xbf \t\r\n\f")))


def _is_archive(upload, extension: str) -> bool:
    if not upload.read(4).startswith(b"PK"):
        return False
    upload.seek(0)
    with zipfile.ZipFile(upload) as archive:
        names = archive.namelist()
        if sum(part.file_size for part in archive.infolist()) > UNPACKED:
            return False
        if extension in OFFICE_FOLDERS:
            macros = any(name.lower().endswith("vbaproject.bin") for name in names)
            folder = OFFICE_FOLDERS[extension]
            return "[Content_Types].xml" in names and any(n.startswith(folder) for n in names) and not macros
        if extension in OPEN_DOCUMENTS:
            return archive.open("mimetype").read(100).strip() == OPEN_DOCUMENTS[extension]
        return extension == "zip"
