from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from config.messages import catalogues, compile_catalogue


class Command(BaseCommand):
    help = "Compile the message catalogues that changed. GNU gettext is not needed."
    requires_system_checks = []

    def handle(self, **options):
        for folder in settings.LOCALE_PATHS:
            for source in catalogues(Path(folder)):
                if compile_catalogue(source) and options["verbosity"]:
                    self.stdout.write(f"Compiled {source.relative_to(settings.ROOT)}")
