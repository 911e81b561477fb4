import io
import json
import os
import tarfile
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.backup import archive, databases, files
from config.models import JobState
from config.readiness import BACKUP

NAME = "kwartier-{:%Y%m%d-%H%M%S}.tar"
OURS = "kwartier-????????-??????.tar"  # what --keep may delete


class Command(BaseCommand):
    help = "Write database and files into one tar, while the site goes on. `restore` makes a site of it."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="BACKUP_ROOT/<time>.tar when it is not given.")
        parser.add_argument(
            "--keep", type=int, metavar="DAYS", help="Delete those in BACKUP_ROOT that are older, afterwards."
        )

    def handle(self, *, file, keep, **options):
        now = timezone.now()
        target = file or Path(settings.BACKUP_ROOT, NAME.format(now))
        unfinished = target.with_name(f"{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            added = self.write(unfinished, now)
            os.replace(unfinished, target)
        except (archive.BackupError, OSError) as error:
            raise CommandError(f"No backup was written: {error}") from None
        finally:
            unfinished.unlink(missing_ok=True)
        JobState.objects.update_or_create(name=BACKUP, defaults={"finished_at": timezone.now()})
        size = target.stat().st_size
        self.stdout.write(f"{target}: database and {len(added.names)} files, {size} bytes.")
        self.stdout.write(
            "SECRET_KEY is not in it: keep that (.env) in another safe place. Without it second factors and "
            "the links in mails are lost."
        )
        if lost := files.missing(added.names):
            self.stderr.write(f"{len(lost)} files were missing before already, the first: {lost[0]}")
        if keep is not None:
            self.delete_older(now - timedelta(days=keep))

    def write(self, path: Path, now) -> files.Added:
        """The whole tar; what it is about stands at its end, so that one that breaks off has none of it."""
        added = files.Added()
        # Personal data: readable by its owner only, from the first byte.
        with (
            os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream,
            tarfile.open(fileobj=stream, mode="w") as tar,
            tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder,
        ):
            files.add(tar, added)
            dumped = Path(folder, archive.DATABASE)
            databases.dump(dumped)
            tar.add(dumped, archive.DATABASE)
            files.add(tar, added)
            manifest = {
                "site": "kwartier",
                "written": now.isoformat(timespec="seconds"),
                "engine": connection.vendor,
                "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
                "database_sha256": archive.digest(dumped),
                "files": len(added.names),
                "media_sha256": added.hexdigest(),
                "key": archive.fingerprint(settings.SECRET_KEY),
            }
            content = json.dumps(manifest, indent=1).encode()
            member = tarfile.TarInfo(archive.MANIFEST)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        return added

    def delete_older(self, than) -> None:
        for path in Path(settings.BACKUP_ROOT).glob(OURS):
            if path.stat().st_mtime < than.timestamp():
                path.unlink()
                self.stdout.write(f"Deleted {path.name}")
