"""The recurring work that belongs to no app: mail, scheduled publishing, tidying."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from post_office.mail import get_queued, send_queued

from .pagecache import changes

# Sent mails hold personal links; what was sent two weeks ago no longer helps anybody who asks.
KEEP_MAILS_DAYS = 14


def send_mail():
    """Send what is queued, batch by batch. A mail that fails is put off by post_office, so this ends."""
    while get_queued().exists():
        send_queued(processes=1)


def publish_scheduled():
    quietly("publish_scheduled")


def forget_old_mails():
    quietly("cleanup_mail", days=KEEP_MAILS_DAYS, delete_attachments=True)


def forget_old_sessions():
    quietly("clearsessions")


def tidy_page_changes():
    changes.tidy()


def quietly(command, **options):
    """Run a command without what it would tell a person at a terminal."""
    call_command(command, stdout=StringIO(), **options)


JOBS = {
    send_mail: timedelta(seconds=5),
    publish_scheduled: timedelta(minutes=1),
    tidy_page_changes: timedelta(minutes=2),
    forget_old_mails: timedelta(days=1),
    forget_old_sessions: timedelta(days=1),
}
