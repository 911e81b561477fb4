import shutil
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from config.backup import archive, databases, files
from config.pagecache import changes

ROOM = 6  # times the dump of PostgreSQL, which is compressed


class Command(BaseCommand):
    help = (
        "Make a site of a backup: its database instead of the one that is here, its files beside and over "
        "those that are here, an older state migrated. When anything fails, the site is as it was. Stop the "
        "site and its workers before."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Throw away what the database holds.")

    def handle(self, *, file, replace, **options):
        try:
            with tarfile.open(file) as tar:
                contents = archive.contents(tar)
                archive.demand_fitting(contents.manifest)
                self.demand_room(contents, file)
                if not (replace or databases.is_empty()):
                    raise CommandError("The database is not empty. With --replace all it holds is lost.")
                written = self.restore(tar, contents, databases.folder_for_restoring(file))
        except (archive.BackupError, Error, OSError, EOFError, tarfile.TarError) as error:
            raise CommandError(
                f"Nothing can be restored from {file}: {error}\nThe site is as it was."
            ) from None
        moment = contents.manifest["written"]
        self.stdout.write(f"Restored the site of {moment}: database and {written} files.")
        if not archive.key_is_known(contents.manifest):
            self.stderr.write(
                "That site had another SECRET_KEY: put it into SECRET_KEY_FALLBACKS, or second factors have "
                "to be set up anew (reset_second_factor) and links in mails that were sent lead nowhere."
            )

    def restore(self, tar: tarfile.TarFile, contents: archive.Contents, folder: Path | None) -> int:
        """Lay all of it beside what is here, and swap; how many files there were."""
        with (
            tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as unpacked,
            files.laid_beside(tar, contents) as laid,
        ):
            path = Path(unpacked, archive.DATABASE)
            if archive.unpack(tar, contents.database, path) != contents.manifest["database_sha256"]:
                raise archive.BackupError("Its database is damaged.")
            databases.demand_readable(path)
            with databases.loaded_beside(path):
                call_command("migrate", interactive=False, verbosity=0)
                self.forget_pages()
                return laid.take_places()

    def demand_room(self, contents: archive.Contents, file: Path) -> None:
        """Raise BackupError where the disks are too small for what is laid beside."""
        size = contents.database.size
        folder = databases.folder_for_restoring(file) or Path(tempfile.gettempdir())
        needs = {folder: size if contents.manifest["engine"] == "sqlite" else size * ROOM}
        media = _existing(Path(settings.MEDIA_ROOT))
        needs[media] = needs.get(media, 0) + sum(member.size for member in contents.media.values())
        for place, bytes_needed in needs.items():
            if (free := shutil.disk_usage(place).free) < bytes_needed:
                raise archive.BackupError(
                    f"{place} has {free // 1_000_000} MB left, and {bytes_needed // 1_000_000} MB are needed."
                )

    def forget_pages(self) -> None:
        """Caches know the pages of another time."""
        call_command("createcachetable", verbosity=0)
        cache.clear()
        changes.note(changes.SITE)


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
