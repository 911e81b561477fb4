"""Files on a disk: whole or not there, and refused in words when the disk is full."""

import contextlib
import os
import shutil
from pathlib import Path
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import gettext_lazy as _

UNFINISHED = ".part"  # how a file is called while it is written
SPARE = 20_000_000  # bytes beside the upload itself: sizes of a picture, and what others upload meanwhile
FULL = _(
    "There is no room left for this file: the disk of the website is full. Please tell an administrator, and "
    "upload it again later."
)


class WholeFiles(FileSystemStorage):
    """Writes a file under another name and gives it its own when it is whole: nobody finds half of one, and
    one that could not be written leaves nothing behind."""

    def _save(self, name, content):
        folder, _slash, base = name.rpartition("/")
        aside = os.path.join(folder, f".{uuid4().hex}{UNFINISHED}")
        try:
            super()._save(aside, content)
            while True:
                try:
                    # Takes the name, which somebody else may have taken a moment ago.
                    os.close(os.open(self.path(name), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                    break
                except FileExistsError:
                    name = self.get_available_name(name)
            os.replace(self.path(aside), self.path(name))
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(self.path(aside))
            raise
        return name.replace("\\", "/")


def demand_room(upload) -> None:
    """Raise ValidationError when the disk has no room for an upload; a bucket has."""
    if not isinstance(default_storage, FileSystemStorage):
        return
    folder = Path(default_storage.location)
    while not folder.exists():
        folder = folder.parent
    if shutil.disk_usage(folder).free < upload.size + SPARE:
        raise ValidationError(FULL, code="full")
