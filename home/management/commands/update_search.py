from django.core.management import BaseCommand, call_command

from home.search.compound_index import rebuild


class Command(BaseCommand):
    help = "Makes the index of the search anew: words by language, and parts of compounds."

    def handle(self, **options):
        call_command("update_index", verbosity=0)
        self.stdout.write(f"{rebuild()} entries.")
