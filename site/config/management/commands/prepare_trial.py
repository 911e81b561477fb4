from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection


class Command(BaseCommand):
    help = "Make the site of a trial: tables, demo, and the address it is served at. `make run` calls it."
    requires_system_checks = []

    def handle(self, **options):
        if not settings.TRIAL:
            raise CommandError("This is for trials (make run); production runs `migrate` and `setup_site`.")
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database that DATABASE_URL names does not answer: {error}") from None
        self.say("Preparing the database (the first time about half a minute) …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_demo", stdout=self.stdout)
        call_command("setup_site", verbosity=0)

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
