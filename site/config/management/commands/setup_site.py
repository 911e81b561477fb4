from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.urls import reverse

from config.setup import set_up


class Command(BaseCommand):
    help = "Give an empty site its languages, start pages, lists, legal drafts and roles. Safe to repeat."

    def handle(self, **options):
        made = set_up()
        if options["verbosity"]:
            for what in made:
                self.stdout.write(f"Set up: {what}")
            if not made:
                self.stdout.write("The site was set up already; nothing changed.")
            if not get_user_model().objects.filter(is_superuser=True, is_active=True).exists():
                admin = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_home')}"
                self.stdout.write(
                    "Nobody can sign in yet. manage.py createsuperuser makes the first administrator, "
                    f"who sets up a second factor at {admin}"
                )
