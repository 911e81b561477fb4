from django.template.loader import render_to_string
from django.utils import translation

from home.letterhead import letterhead
from home.mail import queue_mail


def queue(to: str, occasion: str, *, language: str, headers: dict | None = None, **context) -> None:
    """Queue the mail of an occasion, in a language, in the caller's transaction.

    Renders `mail/comments/<occasion>.txt` and `.html`; the first line of the text is the subject.
    """
    with translation.override(language):
        frame = letterhead(context.get("site"), context.get("policies") or ())
        context = {"language": language, "frame": frame, **context}
        rendered = render_to_string(f"mail/comments/{occasion}.txt", context).strip()
        subject, _newline, text = rendered.partition("\n")
        html = render_to_string(f"mail/comments/{occasion}.html", context | {"subject": subject.strip()})
    queue_mail(to=to, subject=subject, text=text.strip() + "\n", html=html, headers=headers)
