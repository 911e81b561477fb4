"""What the log says, in the reader's language: its entries keep short English keys."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.registration.bill import changed
from events.registration.models import LogEntry
from home.formatting.money import money

ACTIONS = {
    "registered": _("Registered"),
    "confirmed": _("Confirmed"),
    "held for review": _("Confirmed by the contact, held for the organiser"),
    "declined": _("Declined"),
    "lapsed": _("Lapsed: not confirmed in time"),
    "cancelled": pgettext_lazy("registration", "Cancelled"),
    "session given up": _("Session given up"),
    "session called off": _("Session does not take place"),
    "seats given up": _("Places given up"),
    "moved up": _("Moved up from the waiting list"),
    "moved": _("Moved to another session"),
    "date set": _("Date set: on the waiting list, no longer only interested"),
    "date open again": _("Date open again: only interested"),
    "offer accepted": _("Offer accepted"),
    "offer lapsed": _("Offer ended"),
    "substitute named": _("Substitute named"),
    "substitute taken back": _("Substitute taken back"),
    "address corrected": _("Mail address corrected"),
    "address sent again": _("Address sent again"),
    "addresses revoked": _("Earlier addresses made invalid"),
    "fee for late cancellation": _("Fee for late cancellation"),
    "fee waived": _("Fee waived"),
    "joined": _("Pays together with another registration"),
    "parted": _("Pays apart"),
    "asked to confirm the price": _("Approved; the contact is asked to confirm the price"),
    "price changed": _("Price changed"),
    "price settled": _("Price settled"),
    "invoice noted": _("Invoice noted"),
    "note written": _("Note written"),
    "attendance noted": _("Attendance noted"),
    "contact changed": _("Contact or invoice changed"),
    "person exchanged": _("Person changed"),
    "change asked for": _("Late change of people asked for"),
    "change declined": _("Late change declined"),
    "consents changed": _("Consents changed"),
    "topic proposed": _("Topic proposed"),
    "message sent": _("Written to"),
    "personal data deleted": _("Personal data deleted"),
}


def action_words(action: str) -> str:
    return str(ACTIONS.get(action, action))


def entry_words(entry: LogEntry, names: dict[tuple[str, int], str]) -> str:
    """What an entry says, with the sums that it keeps, and whom it was about.

    The log itself has no names: `names` are those of now, by the kind and the key that an entry keeps.
    """
    details = entry.details
    if entry.action == "price changed":
        change = changed(Decimal(details["before"]), Decimal(details["after"]))
        return f"{action_words(entry.action)}: {change}"
    if entry.action == "fee for late cancellation":
        return f"{action_words(entry.action)}: {money(details['amount'])}"
    name = next((names[item] for item in details.items() if _is_key(item) and item in names), "")
    return f"{action_words(entry.action)}: {name}" if name else action_words(entry.action)


def _is_key(item: tuple[str, object]) -> bool:
    return item[0] in ("participant", "attendance")
