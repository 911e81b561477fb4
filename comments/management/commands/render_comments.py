"""Make the stored HTML of comments anew after the rules of `comments.markup` have changed."""

from django.core.management.base import BaseCommand

from comments.services.render import render_again


class Command(BaseCommand):
    help = "Render comments whose stored HTML was made by an older version of the renderer."

    def handle(self, *args, verbosity, **options):
        number = render_again()
        if verbosity:
            self.stdout.write(f"{number} comments rendered.")
