import hashlib
import io
import json
import os
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from config.backup import databases, files


class Command(BaseCommand):
    help = "Write database and files into one tar, while the site goes on. `restore` makes a site of it."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="var/backup/<time>.tar when it is not given.")

    def handle(self, *, file, **options):
        now = timezone.now()
        target = file or settings.VAR / "backup" / f"kwartier-{now:%Y%m%d-%H%M%S}.tar"
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.part")
        known: set[str] = set()
        try:
            # Personal data: readable by its owner only, from the first byte.
            with (
                os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream,
                tarfile.open(fileobj=stream, mode="w") as tar,
                tempfile.TemporaryDirectory() as folder,
            ):
                files.add(tar, known)
                dumped = Path(folder, "database")
                databases.dump(dumped)
                tar.add(dumped, "database")
                files.add(tar, known)
                manifest = {
                    "site": "kwartier",
                    "written": now.isoformat(timespec="seconds"),
                    "engine": connection.vendor,
                    "database_sha256": digest(dumped),
                    "files": len(known),
                }
                content = json.dumps(manifest, indent=1).encode()
                member = tarfile.TarInfo("manifest.json")
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
            os.replace(unfinished, target)
        except databases.BackupError as error:
            raise CommandError(str(error)) from None
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"{target}: database and {len(known)} files, {target.stat().st_size} bytes.")
        if lost := files.missing(known):
            self.stderr.write(f"{len(lost)} files were missing before already, the first: {lost[0]}")


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
