from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from post_office.models import PRIORITY, STATUS, Email

# Nobody's out-of-office note answers a machine (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated"}


def queue(to: str, occasion: str, *, language: str, headers: dict | None = None, **context) -> None:
    """Queue the mail of an occasion, in a language, in the caller's transaction.

    Renders `mail/comments/<occasion>.txt` and `.html`; the first line of the text is the subject. Rolled back
    with the transaction, sent at least once after it. The row is written here, as it is: `post_office.mail`
    would read it as a Django template, and it holds what strangers typed.
    """
    with translation.override(language):
        context = {"language": language, **context}
        rendered = render_to_string(f"mail/comments/{occasion}.txt", context).strip()
        subject, _newline, text = rendered.partition("\n")
        html = render_to_string(f"mail/comments/{occasion}.html", context | {"subject": subject.strip()})
    Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        subject=" ".join(subject.split()),
        message=text.strip() + "\n",
        html_message=html,
        headers=HEADERS | (headers or {}),
        status=STATUS.queued,
        priority=PRIORITY.medium,
    )
