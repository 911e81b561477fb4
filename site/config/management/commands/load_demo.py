from django.core.management.base import BaseCommand

from config.demo import is_loaded, load
from config.demo.load import STEPS, own_content
from config.demo.people import load_logins
from config.setup import set_up


class Command(BaseCommand):
    help = (
        "Load the demo: a network with invented people, in German and Dutch. "
        "Changes nothing on a second run or on a site with content of its own."
    )

    def handle(self, **options):
        if is_loaded():
            self.stdout.write("The demo is loaded already; nothing changed.")
            return
        content = own_content()
        if content:
            self.stdout.write(f"This site has content of its own ({content}); the demo is not loaded.")
            return
        set_up()
        shelf = load(self.tell)
        self.stdout.write(f"Loaded the demo: {len(shelf.pages)} pages in German and Dutch.")
        logins = load_logins()
        if logins:
            self.stdout.write(f"Logins: {', '.join(logins)}")

    def tell(self, step: str) -> None:
        """One line a step: the whole takes a minute or two."""
        self.stdout.write(f"Loading the demo: {STEPS.index(step) + 1} of {len(STEPS)}, {step} …")
        self.stdout.flush()
