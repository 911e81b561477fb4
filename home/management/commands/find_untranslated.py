import sys

from django.core.management import BaseCommand
from django.utils.html import strip_tags

from home.localize.untranslated import untranslated

SHOWN = 80  # characters of each text


class Command(BaseCommand):
    help = (
        "List what is published in a translation although it is still in the original's words, or blank. "
        "Ends with 1 if there is any."
    )

    def handle(self, **options):
        found = 0
        for gap in untranslated():
            found += 1
            obj, original, words = gap.obj, _short(gap.original), _short(gap.words) or "–"
            self.stdout.write(f"{obj._meta.verbose_name} {obj.pk}, {obj.locale.language_code}: {obj}")
            self.stdout.write(f"  {gap.path}\n    {original}\n    {words}")
        if found:
            self.stdout.write(f"Not translated though published: {found}.")
            sys.exit(1)
        self.stdout.write("Every string of every published translation is translated.")


def _short(text: str) -> str:
    words = " ".join(strip_tags(text).split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
