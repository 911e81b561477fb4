"""Mails go through the database: a row in the caller's transaction, sent by a worker."""

from collections.abc import Iterable
from email.mime.text import MIMEText

from django.conf import settings
from django.core.files.base import ContentFile
from post_office.models import PRIORITY, STATUS, Attachment, Email
from post_office.validators import validate_email_with_name

from .visitors.one_line import one_line

# Nobody's out-of-office note answers a machine (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated"}


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: dict[str, str] | None = None,
    files: Iterable[MIMEText] = (),
) -> Email:
    """Queue one finished mail to one address: rolled back with its cause, sent at least once after it.

    `post_office.mail.send` and its backend would read subject and texts as Django templates, so that a name
    such as `{% debug %}` that somebody typed into a form ran on the server. The row is therefore
    written here,
    as it is. `files` are MIME parts with a file name and all their headers. Raises ValidationError for
    what is
    no address.
    """
    validate_email_with_name(to)
    mail = Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        subject=one_line(subject),
        message=text,
        html_message=html,
        headers=HEADERS | (headers or {}),
        status=STATUS.queued,
        priority=PRIORITY.medium,
    )
    parts = list(files)
    if parts:
        mail.attachments.add(*Attachment.objects.bulk_create(map(_attachment, parts)))
    return mail


def _attachment(part: MIMEText) -> Attachment:
    name = part.get_filename()
    return Attachment(
        name=name,
        file=ContentFile(part.get_payload().encode("ascii"), name=name),
        mimetype=part.get_content_type(),
        headers=dict(part.items()),
    )
