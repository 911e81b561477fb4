"""Mail by SMTP; what the mail server took is noted at once.

post_office notes a whole batch at its end: a worker that is killed in the middle would have all of it sent
once more. A mail keeps its Message-ID from try to try, so its receiver can tell one that comes twice.
"""

import logging
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.db import Error, connection
from django.db.models.signals import pre_save
from django.utils import timezone
from post_office.models import STATUS, Email

logger = logging.getLogger(__name__)


class Backend(EmailBackend):
    def _send(self, email_message):
        sent = super()._send(email_message)
        if sent and (number := email_message.extra_headers.get("Message-ID")):
            _note(number)
        return sent


def start() -> None:
    """Every mail that is queued has its number, whoever queues it."""
    pre_save.connect(_number, sender=Email, dispatch_uid="config.delivery")


def _number(instance: Email, **kwargs) -> None:
    if not instance.message_id:
        instance.message_id = make_msgid(domain=urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname)


def _note(number: str) -> None:
    """Runs in a thread of the batch, which has a connection of its own."""
    try:
        waiting = Email.objects.filter(message_id=number, status__in=[STATUS.queued, STATUS.requeued])
        waiting.update(status=STATUS.sent, last_updated=timezone.now())
    except Error:
        logger.exception("A mail was sent and could not be noted at once")
    finally:
        connection.close()
