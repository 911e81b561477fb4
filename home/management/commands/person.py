from django.core.management.base import BaseCommand

from home.privacy.requests import as_text, erase, export


class Command(BaseCommand):
    help = "Export everything the site stores of one person as JSON, or erase it. Noted without the address."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["export", "erase"])
        parser.add_argument("email", help="The person's e-mail address.")

    def handle(self, *, action, email, **options):
        result = export(email) if action == "export" else erase(email)
        self.stdout.write(as_text(result))
