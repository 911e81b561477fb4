"""Mails to one person, and an account of the editorial team; the protocol is told in home.privacy."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from .accounts import attempts, data
from .jobs import KEEP_MAILS_DAYS

SEARCHES = timedelta(days=getattr(settings, "WAGTAILSEARCH_HITS_MAX_AGE", 7))
SESSIONS = timedelta(seconds=settings.SESSION_COOKIE_AGE)

READERS = _("administrators")
RETENTION = [
    {"data": _("Mails that were sent"), "kept": timedelta(days=KEEP_MAILS_DAYS), "then": _("deleted")},
    {"data": _("Words that readers searched for, without a reader"), "kept": SEARCHES, "then": _("deleted")},
    {"data": _("Sessions of people who are signed in"), "kept": SESSIONS, "then": _("deleted")},
    {
        "data": _("Hashed networks that the editorial team signs in from"),
        "kept": attempts.KNOWN_FOR,
        "then": _("deleted"),
    },
    {
        "data": _("Accounts of the editorial team: name, e-mail address, second factor, what they changed"),
        "kept": None,
        "until": _("as long as the account exists"),
        "then": _("deleted by an administrator"),
    },
]


def export(email: str) -> dict[str, list[dict]]:
    return {
        "mails": [
            {
                "subject": mail.subject,
                "text": mail.message,
                "written": mail.created.isoformat(timespec="seconds"),
                "state": mail.get_status_display(),
            }
            for mail in _mails(email)
        ]
    } | data.export(email)


def erase(email: str) -> dict[str, int]:
    gone = [mail.pk for mail in _mails(email)]
    Email.objects.filter(pk__in=gone).delete()
    return {"mails": len(gone)} | data.erase(email)


def refusal(email: str, user) -> str:
    if not user.is_superuser and data.has_superuser(email):
        return _("This is the address of an account with all rights: only another such account may erase it.")
    if data.has_last_administrator(email):
        return _(
            "This is the address of the only account with all rights. Make another one before you erase it."
        )
    return ""


def _mails(email: str) -> list[Email]:
    """Mails whose recipient is this address. The column is a text of addresses with commas: what contains it
    is looked at again."""
    email = email.strip().lower()
    if not email:
        return []
    found = Email.objects.filter(to__icontains=email).order_by("pk")
    return [mail for mail in found if email in (address.strip().lower() for address in mail.to)]
