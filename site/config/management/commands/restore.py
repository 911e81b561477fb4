import json
import tarfile
import tempfile
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.backup import databases, files
from config.pagecache import changes

from .backup import digest


class Command(BaseCommand):
    help = (
        "Make a site of a backup: its database into an empty one, its files beside what is there, then "
        "migrate. Stop the site and its workers before."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Throw away what the database holds.")

    def handle(self, *, file, replace, **options):
        try:
            with tarfile.open(file) as tar, tempfile.TemporaryDirectory() as folder:
                manifest = self.checked(tar, Path(folder))
                if not databases.is_empty():
                    if not replace:
                        raise CommandError("The database is not empty. With --replace all it holds is lost.")
                    databases.clear()
                databases.load(Path(folder, "database"))
                written = files.restore(tar)
        except (databases.BackupError, OSError, tarfile.TarError) as error:
            raise CommandError(f"Nothing can be restored from {file}: {error}") from None
        call_command("migrate", interactive=False, verbosity=0)
        self.forget_pages()
        self.stdout.write(f"Restored the site of {manifest['written']}: database and {written} files.")

    def checked(self, tar: tarfile.TarFile, folder: Path) -> dict:
        """The manifest, with the database unpacked beside; a backup that is not whole is refused."""
        try:
            manifest = json.load(tar.extractfile("manifest.json"))
            tar.extract("database", folder, filter="data")
        except KeyError:
            raise CommandError("This is no backup, or it was not finished.") from None
        if manifest["engine"] != connection.vendor:
            raise CommandError(f"The backup is of {manifest['engine']}, the database is not.")
        if manifest["database_sha256"] != digest(folder / "database"):
            raise CommandError("The backup is damaged.")
        return manifest

    def forget_pages(self) -> None:
        """Caches know the pages of another time."""
        call_command("createcachetable", verbosity=0)
        cache.clear()
        changes.note(changes.SITE)
