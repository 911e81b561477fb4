"""The tar of a backup: what may be in it, and whether all of it is there."""

import hashlib
import json
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.crypto import constant_time_compare, salted_hmac

DATABASE = "database"
MANIFEST = "manifest.json"
MEDIA = "media"
LONGEST_MANIFEST = 10_000_000  # bytes


class BackupError(Exception):
    """Words for the person at the terminal."""


@dataclass(frozen=True)
class Contents:
    """What a whole backup holds; `media` by the names of the storage, in the order of the tar."""

    manifest: dict
    database: tarfile.TarInfo
    media: dict[str, tarfile.TarInfo]


def contents(tar: tarfile.TarFile) -> Contents:
    """What is in the tar. Raises BackupError for what no backup holds, and for one that is not whole.

    Nothing is unpacked by tarfile itself: its filter is not in every Python 3.11 (Debian 12 has 3.11.2).
    """
    members: dict[str, tarfile.TarInfo] = {}
    for member in tar.getmembers():
        path = PurePosixPath(member.name)
        plain = member.name == str(path) and ".." not in path.parts
        is_media = plain and path.parts[0] == MEDIA and len(path.parts) > 1
        if not member.isreg() or not (is_media or member.name in (DATABASE, MANIFEST)):
            raise BackupError(f"It holds {member.name!r}, which no backup of a site does.")
        if member.name in members:
            raise BackupError(f"It holds {member.name!r} twice.")
        members[member.name] = member
    if DATABASE not in members or MANIFEST not in members:
        raise BackupError("This is no backup, or it was not finished.")
    media = {name.partition("/")[2]: one for name, one in members.items() if name.startswith(f"{MEDIA}/")}
    manifest = _manifest(tar, members[MANIFEST])
    if manifest["files"] != len(media):
        raise BackupError(f"It is damaged: {len(media)} files instead of {manifest['files']}.")
    return Contents(manifest, members[DATABASE], media)


def demand_fitting(manifest: dict) -> None:
    """Raise BackupError where the backup is of another engine, or of a newer version of the site."""
    if manifest["engine"] != connection.vendor:
        raise BackupError(f"It is of {manifest['engine']}, and the database here is {connection.vendor}.")
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known |= set(migration.replaces)
    unknown = [
        (app, name)
        for app, name in manifest.get("migrations", [])
        if app in loader.migrated_apps and (app, name) not in known
    ]
    if unknown:
        app, name = unknown[0]
        raise BackupError(f"It is of a newer version of the site ({app} {name}): update the program first.")


def unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    """Write one member to a file; its SHA-256. Raises BackupError when the tar ends before it."""
    with tar.extractfile(member) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    if target.stat().st_size != member.size:
        raise BackupError("It is damaged: it ends too early.")
    return digest(target)


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fingerprint(key: str) -> str:
    """By which a restore tells whether SECRET_KEY is still the same; nobody finds the key by it."""
    return salted_hmac("config.backup", "fingerprint", secret=key, algorithm="sha256").hexdigest()[:16]


def key_is_known(manifest: dict) -> bool:
    """Return whether SECRET_KEY or a fallback is that of the site that was backed up; true where it is not
    told."""
    told = manifest.get("key")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return told is None or any(constant_time_compare(told, fingerprint(key)) for key in keys)


def _manifest(tar: tarfile.TarFile, member: tarfile.TarInfo) -> dict:
    try:
        content = tar.extractfile(member).read(LONGEST_MANIFEST)
        manifest = json.loads(content)
        if len(content) == member.size and {"engine", "written", "files", "database_sha256"} <= set(manifest):
            return manifest
    except (ValueError, TypeError):
        pass
    raise BackupError("It is damaged: its manifest cannot be read.")
