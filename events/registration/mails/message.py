"""What an organiser writes to many: in each reader's language, each address once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation
from wagtail.models import Locale

from events.registration import tokens
from events.registration.models import Registration
from events.registration.summary import Summary, call_page
from home.mail import queue_mail

from .compose import context_of, greeting, parties, sheets
from .text import Letter
from .wording import filled


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whoever gets it, for which registration; `is_contact` when that one is theirs to change."""

    registration: Registration
    name: str
    address: str
    is_contact: bool


def message(recipients: Iterable[Recipient], words: dict[str, dict[str, str]]) -> int:
    """Queue the message to these recipients in the caller's transaction and return how many it went to.

    `words` holds subject and text by language code. What a call says in a language is looked up once.
    """
    bases: dict[tuple, dict] = {}
    number = 0
    for recipient in recipients:
        context = _context(recipient, bases)
        letter = _written(recipient, words, context)
        with translation.override(recipient.registration.language):
            text, html = sheets(letter, context)
        contact = context["contact"]
        headers = {"Reply-To": contact.email} if contact and contact.email else {}
        queue_mail(to=recipient.address, subject=letter.subject, text=text, html=html, headers=headers)
        number += 1
    return number


def message_preview(recipient: Recipient, words: dict[str, dict[str, str]]) -> Letter:
    """The letter as this recipient would get it; the own address is left out."""
    return _written(recipient, words, _context(recipient, {}) | {"mine_url": "https://…"})


def _context(recipient, bases) -> dict:
    registration = recipient.registration
    base = _base(registration, bases)
    with translation.override(registration.language):
        context = base | parties(registration) | greeting(base, recipient.name)
        context |= {"registration": registration, "is_contact": recipient.is_contact}
        return context | {"mine_url": tokens.absolute("mine", registration)}


def _written(recipient, words, context) -> Letter:
    own = words[recipient.registration.language]
    with translation.override(recipient.registration.language):
        return Letter.of(*filled(own["subject"], own["text"], context))


def _base(registration, bases) -> dict:
    key = (registration.rules_id, registration.language)
    if key not in bases:
        locale = Locale.objects.get(language_code=registration.language)
        page = call_page(registration, locale)
        bases[key] = context_of(registration, Summary(registration=registration, call_page=page, lines=[]))
    return bases[key]
