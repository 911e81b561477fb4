from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.messages import catalogues, gaps, used_messages

FOLDERS = ["home", "authors", "news", "events", "comments", "site/config", "templates"]


class Command(BaseCommand):
    help = "Fail when a message is missing from a catalogue, fuzzy, not translated, or lost a placeholder."
    requires_system_checks = []

    def handle(self, **options):
        files = [
            path
            for folder in FOLDERS
            for path in sorted((settings.ROOT / folder).rglob("*"))
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts
        ]
        used = used_messages(files)
        sources = [source for folder in settings.LOCALE_PATHS for source in catalogues(Path(folder))]
        found = [gap for source in sources for gap in gaps(source, used)]
        if found:
            raise CommandError("\n".join(found))
        if options["verbosity"]:
            self.stdout.write(f"{len(sources)} message catalogues are complete: {len(used)} messages.")
