"""Letters in the organiser's own words: which occasions there are, what each may speak of, and how a text
is checked and filled in."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .placeholders import BLOCKS, CONTEXT_NAMES, INLINE, plain, value
from .text import split, tidy

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
EVERYWHERE = ("name", "series", "code", "organisation", "registrar", "hello", "questions", "closing")
SESSION = ("session", "when", "where", "place", "session_link")
OWN = ("sessions", "manage")
# To the contact and to the people on the seats alike.
ALL = (*SESSION, "cannot_come", "manage")


@dataclass(frozen=True)
class Occasion:
    """`more` are its placeholders besides those of every letter; `required` ones a letter cannot do without:
    what it is sent for, or what the law asks of it."""

    label: str
    more: tuple[str, ...] = ()
    required: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*EVERYWHERE, *self.more, *self.required)))


OCCASIONS = {
    "confirm": Occasion(
        _("Received: please confirm"), ("sessions", "price", "costs", "deadline"), ("confirm_link",)
    ),
    "in_review": Occasion(_("Confirmed, held for the organiser"), OWN),
    "price_settled": Occasion(
        _("Price settled: please confirm"), ("sessions", "price", "costs", "deadline"), ("confirm_link",)
    ),
    "confirmed": Occasion(
        _("Registration confirmed"), (*OWN, "without_mail", "price", "costs", "cancelling")
    ),
    "named": Occasion(_("To people named by others"), ("sessions", "event_link", "days"), ("data_notice",)),
    "declined": Occasion(_("Registration declined"), ("reason_given",)),
    "lapsed": Occasion(_("Registration lapsed"), ("register_link",)),
    "cancelled": Occasion(_("Registration cancelled"), ("reason_given", "price_change")),
    "session_cancelled": Occasion(_("One session given up"), (*SESSION, *OWN, "price_change")),
    "seats_given_up": Occasion(_("Some places given up"), (*SESSION, *OWN, "people_gone", "price_change")),
    "withdrawn": Occasion(_("To people whose place was given up"), ("sessions_gone",)),
    "moved_up_offered": Occasion(
        _("Waiting list: a place is offered"), (*SESSION, "price", "deadline"), ("accept_link",)
    ),
    "moved_up_held": Occasion(_("Waiting list: a place is held"), (*SESSION, "deadline"), ("next_step",)),
    "moved_up_confirmed": Occasion(_("Waiting list: a place is certain"), (*SESSION, *OWN)),
    "interest_offered": Occasion(
        _("Interest: the date is set, a place is offered"),
        (*SESSION, "facts", "price", "deadline"),
        ("accept_link",),
    ),
    "interest_waits": Occasion(_("Interest: the date is set, no place is free"), (*SESSION, *OWN, "facts")),
    "promoted": Occasion(_("Offer accepted"), (*SESSION, *OWN, "price_change")),
    "offer_lapsed": Occasion(_("Offer ended"), SESSION),
    "place_certain": Occasion(_("To people whose place became certain"), (*SESSION, "cannot_come")),
    "substitute_named": Occasion(
        _("To a substitute"), (*SESSION, "facts", "before", "goes", "days"), ("data_notice",)
    ),
    "substitute_relieved": Occasion(_("To somebody who is replaced"), (*SESSION, "goes")),
    "substitute_contact": Occasion(_("People changed: to the contact"), (*SESSION, *OWN, "before", "goes")),
    "change_declined": Occasion(_("Late change declined"), (*SESSION, "manage", "goes")),
    "session_moved": Occasion(
        _("Date or place set or changed"), (*ALL, "changes", "facts", "reason_given", "price_change")
    ),
    "session_called_off": Occasion(
        _("Session does not take place"), (*SESSION, "manage", "reason_given", "price_change")
    ),
    "booking_moved": Occasion(
        _("Moved to another session by the organiser"), (*ALL, "facts", "price_change")
    ),
    "price_changed": Occasion(_("The price has changed"), (*OWN, "costs"), ("price_change",)),
    "reminder": Occasion(pgettext_lazy("mail", "Reminder"), (*ALL, "facts")),
    "thanks": Occasion(_("Thanks with the recap"), (*SESSION, "recap_link", "materials_link")),
    "address": Occasion(_("The address again"), ("sessions",), ("manage",)),
}

# What an organiser writes to a filtered set of registrations, at no occasion of its own.
MESSAGE = Occasion(_("Message"), ("manage",))


def standard(occasion: str, language: str) -> tuple[str, str]:
    """Subject and text that hold without words of the organiser's own, with their placeholders in braces."""
    marks = {name: f"{{{name}}}" for name in (*INLINE, *BLOCKS)}
    context = marks | {own: marks[name] for name, own in CONTEXT_NAMES.items()} | {"seats": 1}
    with translation.override(language):
        return split(plain(f"mail/registration/{occasion}.txt", context))


def check(text: str, occasion: Occasion, *, blocks: bool = True) -> None:
    """Raise ValidationError, naming what is allowed, for a placeholder that this occasion does not have, a
    brace that is none, and (in a text, not in a subject) a required one that is missing."""
    allowed = [name for name in occasion.allowed if blocks or name in INLINE]
    words = {"allowed": ", ".join(f"{{{name}}}" for name in allowed)}
    unknown = [name for name in PLACEHOLDER.findall(text) if name not in allowed]
    if unknown:
        unknown = ", ".join(f"{{{name}}}" for name in dict.fromkeys(unknown))
        raise ValidationError(
            gettext("%(unknown)s cannot be filled in here. Possible are: %(allowed)s.")
            % ({"unknown": unknown} | words)
        )
    if set(PLACEHOLDER.sub("", text)) & {"{", "}"}:
        raise ValidationError(
            gettext("A brace stands alone. Braces are for these only: %(allowed)s.") % words
        )
    missing = [name for name in occasion.required if blocks and f"{{{name}}}" not in text]
    if missing:
        missing = ", ".join(f"{{{name}}}" for name in missing)
        raise ValidationError(gettext("This letter needs %(missing)s.") % {"missing": missing})


def filled(subject: str, text: str, context: dict) -> tuple[str, str]:
    """Return subject and text, with marks, with every placeholder filled in from the context of a letter."""

    def fill(match):
        return value(match[1], context)

    return PLACEHOLDER.sub(fill, subject), tidy(PLACEHOLDER.sub(fill, text).split("\n"))
