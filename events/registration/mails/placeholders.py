"""What a letter may leave to be filled in: `{name}` and the like.

Inline ones are words within a sentence; blocks are whole paragraphs, lists or links, written by the templates
in `mail/registration/parts/` and able to be empty. Values are put in once and never looked at again, so that
nothing that somebody typed into a form is run.
"""

from functools import partial

from django.template import Context
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

INLINE = {
    "name": _("who reads the letter"),
    "series": _("the series or event that was registered for"),
    "code": _("code of the registration"),
    "organisation": _("the organisation that registered"),
    "registrar": _("the contact who registered"),
    "price": _("the price"),
    "deadline": _("until when to answer"),
    "session": _("the session's title"),
    "when": _("the session's date and time"),
    "where": _("venue, street and city"),
    "place": _("the city"),
    "before": _("who was to go until now"),
    "goes": _("who goes now"),
    "days": _("days until personal data are deleted"),
    "closing": _("the closing formula of the site"),
}
BLOCKS = {
    "hello": _("the salutation"),
    "sessions": _("list of the sessions with their states and people"),
    "confirm_link": _("the link to confirm"),
    "accept_link": _("the link to accept an offered place"),
    "register_link": _("the link to the form"),
    "next_step": _("what makes the held place certain, with the link"),
    "cancelling": _("until when one may cancel free of charge"),
    "costs": _("what is to be paid, line by line"),
    "price_change": _("what was and is to be paid, where that has changed"),
    "facts": _("list of date and place"),
    "changes": _("list of date and place, now and before"),
    "reason_given": _("the reason, where one was given"),
    "session_link": _("the link to the session's page"),
    "recap_link": _("the link to the report"),
    "materials_link": _("the link to the session and its materials"),
    "people_gone": _("list of those who no longer come"),
    "sessions_gone": _("list of the sessions given up"),
    "cannot_come": _("what to do when one cannot come"),
    "event_link": _("the link to the page of the series or event"),
    "without_mail": _("whom the contact has to tell, for want of a mail address"),
    "data_notice": _("who gave the data, for what, until when, and the rights (GDPR Art. 14)"),
    "manage": _("the contact's own link to the registration; empty for everybody else"),
    "questions": _("whom to ask"),
}
LABELS = INLINE | BLOCKS
# What the standard letters call by another name.
CONTEXT_NAMES = {"series": "call", "organisation": "of", "registrar": "giver"}


def blocks(context: dict) -> dict:
    """A function per block that writes it from this context, for templates to call by its name."""
    return {name: partial(_block, name, context) for name in BLOCKS}


def value(name: str, context: dict) -> str:
    """The words for one placeholder in a letter with this context; "" where the letter has none."""
    if name in BLOCKS:
        return _block(name, context)
    if name == "days":
        return str(context["rules"].retention_days)
    return str(context.get(CONTEXT_NAMES.get(name, name), ""))


def plain(template: str, context: dict) -> str:
    """A text is no HTML: “Bau & Boden” stays as it is."""
    return get_template(template).template.render(Context(context, autoescape=False))


def _block(name: str, context: dict) -> str:
    return plain(f"mail/registration/parts/{name}.txt", context).strip()
