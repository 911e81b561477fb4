from django.core.management.commands import makemessages


class Command(makemessages.Command):
    help = (
        "Django's makemessages, sorted and without line numbers, so that a change touches only its own lines."
    )

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--sort-output", "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        options["no_location"] = True
        options["no_obsolete"] = True
        options["ignore_patterns"] += ["var", "tests", "bench", "node_modules"]
        super().handle(*args, **options)
