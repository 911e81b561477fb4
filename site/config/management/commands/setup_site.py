from django.core.management.base import BaseCommand

from config.setup import set_up


class Command(BaseCommand):
    help = "Give an empty site its languages, start pages, lists, legal drafts and roles. Safe to repeat."

    def handle(self, **options):
        made = set_up()
        if options["verbosity"]:
            for what in made:
                self.stdout.write(f"Made: {what}")
            if not made:
                self.stdout.write("The site was set up already; nothing changed.")
