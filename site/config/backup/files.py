"""The files of a site, on a disk or in a bucket, into a tar and back."""

import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField

SPOOL = 20_000_000  # bytes of one file that are held in memory


def names(folder: str = "") -> Iterator[str]:
    """Each file of the storage, by its name there."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from names(f"{folder}{name}/")


def add(tar: tarfile.TarFile, known: set[str]) -> None:
    """Put every file that is not `known` yet into the tar, and make it known."""
    for name in names():
        if name in known:
            continue
        with tempfile.SpooledTemporaryFile(max_size=SPOOL) as copy:
            try:
                with default_storage.open(name) as file:
                    for chunk in file.chunks():
                        copy.write(chunk)
            except FileNotFoundError:
                continue  # deleted a moment ago
            member = tarfile.TarInfo(f"media/{name}")
            member.size = copy.tell()
            copy.seek(0)
            tar.addfile(member, copy)
        known.add(name)


def restore(tar: tarfile.TarFile) -> int:
    """Write the files of a tar under their own names; how many there were. None leads out of the storage."""
    written = 0
    for member in tar.getmembers():
        path = PurePosixPath(member.name)
        if path.parts[:1] != ("media",) or not member.isfile() or ".." in path.parts:
            continue
        name = str(PurePosixPath(*path.parts[1:]))
        if default_storage.exists(name):
            default_storage.delete(name)
        default_storage.save(name, tar.extractfile(member))
        written += 1
    return written


def missing(known: set[str]) -> list[str]:
    """Files that the database names and the storage does not have. Renditions are made again when needed."""
    found = set()
    for model in apps.get_models():
        if model._meta.model_name.endswith("rendition") or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, FileField) and field.storage is default_storage:
                found |= set(model._base_manager.values_list(field.name, flat=True))
    return sorted(name for name in found - known if name)
