"""The files of a site, on a disk or in a bucket, into a tar and back."""

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import FileField

from home.media.storage import UNFINISHED

from . import archive

SPOOL = 20_000_000  # bytes of one file that are held in memory
RESTORING = ".restoring-"  # and the folder of those that are about to take their places


def names(folder: str = "") -> Iterator[str]:
    """Each whole file of the storage, by its name there."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if not name.endswith(UNFINISHED):
            yield f"{folder}{name}"
    for name in sorted(folders):
        if not name.startswith(RESTORING):
            yield from names(f"{folder}{name}/")


class Added:
    """Names of the files in a tar, and one digest over all of them."""

    def __init__(self):
        self.names: set[str] = set()
        self._digest = hashlib.sha256()

    def note(self, name: str, digest: str) -> None:
        self.names.add(name)
        self._digest.update(f"{name}\n{digest}\n".encode())

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def add(tar: tarfile.TarFile, added: Added) -> None:
    """Put every file that is not in the tar yet into it."""
    for name in names():
        if name in added.names:
            continue
        with tempfile.SpooledTemporaryFile(max_size=SPOOL) as copy:
            try:
                with default_storage.open(name) as file:
                    for chunk in file.chunks():
                        copy.write(chunk)
            except FileNotFoundError:
                continue  # deleted a moment ago
            member = tarfile.TarInfo(f"{archive.MEDIA}/{name}")
            member.size = copy.tell()
            copy.seek(0)
            digest = hashlib.file_digest(copy, "sha256").hexdigest()
            copy.seek(0)
            tar.addfile(member, copy)
        added.note(name, digest)


@contextmanager
def laid_beside(tar: tarfile.TarFile, contents: archive.Contents) -> Iterator["Laid"]:
    """Unpack the files of a backup where they can be moved into place; what was not moved is deleted.

    Raises BackupError when they are not those that the manifest tells of.
    """
    on_disk = isinstance(default_storage, FileSystemStorage)
    parent = Path(default_storage.location) if on_disk else None
    if parent:
        parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent, prefix=RESTORING) as folder:
        found = Added()
        paths = {}
        for number, (name, member) in enumerate(contents.media.items()):
            paths[name] = Path(folder, str(number))
            found.note(name, archive.unpack(tar, member, paths[name]))
        if contents.manifest.get("media_sha256", found.hexdigest()) != found.hexdigest():
            raise archive.BackupError("Its pictures and documents are damaged.")
        yield Laid(paths, Path(folder), on_disk=on_disk)


class Laid:
    """Files that are whole, each beside its place."""

    def __init__(self, paths: dict[str, Path], folder: Path, *, on_disk: bool):
        self.paths, self.folder, self.on_disk = paths, folder, on_disk

    def take_places(self) -> int:
        """Move all of them into place, over others of the same name; how many there were.

        On a disk those others come back when one cannot be moved. A bucket takes them one by one.
        """
        if not self.on_disk:
            for name, path in self.paths.items():
                _save_over(name, path)
            return len(self.paths)
        moved: list[tuple[Path, Path | None]] = []
        try:
            for name, path in self.paths.items():
                self._move(path, Path(default_storage.path(name)), moved)
        except BaseException:
            for target, before in reversed(moved):
                if before:
                    os.replace(before, target)
                else:
                    target.unlink(missing_ok=True)
            raise
        return len(self.paths)

    def _move(self, path: Path, target: Path, moved: list) -> None:
        if target.is_dir():
            raise archive.BackupError(f"{target} is a folder here, and a file there.")
        target.parent.mkdir(parents=True, exist_ok=True)
        if settings.FILE_UPLOAD_PERMISSIONS is not None:
            path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        before = self.folder / f"{path.name}-before" if target.exists() else None
        if before:
            os.replace(target, before)
        moved.append((target, before))
        os.replace(path, target)


def _save_over(name: str, path: Path) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    with path.open("rb") as file:
        default_storage.save(name, File(file))


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
