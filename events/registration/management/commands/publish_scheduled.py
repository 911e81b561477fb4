from wagtail.management.commands import publish_scheduled

from events.registration.services import leaving


class Command(publish_scheduled.Command):
    """Wagtail's command, but a session that people booked does not go offline by its date of expiry."""

    def handle(self, *args, **options):
        if not options["dryrun"]:
            leaving.put_off_expiries()
        super().handle(*args, **options)
