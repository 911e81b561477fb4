from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from config.accounts.reset import reset


class Command(BaseCommand):
    help = (
        "Take away the second factor of a user who lost it; for the case that no administrator can sign in."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError("There is no such user.")
        self.stdout.write("Reset." if reset(user) else "This user has no second factor.")
