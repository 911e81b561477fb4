"""How long what is kept (domain.md#retention). `RULES` is what the site tells, `forget` does it, every
day."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import EventPage

from .models import Answer, Booking, Need, Notice, Participant, Registration, TopicProposal
from .services.log import log

Status = Registration.Status

NEEDS = timedelta(days=14)
ENDED = timedelta(days=30)
SENDERS = timedelta(days=7)
# Ten years, counted from the last session on the safe side of every calendar year.
INVOICES = timedelta(days=11 * 366)

RULES = [
    {
        "data": _("Registrations: names, addresses, answers, after the last session"),
        "kept": None,
        "setting": "registration.CallRules.retention_days",
        "then": _("emptied"),
    },
    {
        "data": _("Dietary, access and other needs, after the last session"),
        "kept": NEEDS,
        "then": _("deleted"),
    },
    {"data": _("Registrations that lapsed or were declined"), "kept": ENDED, "then": _("emptied")},
    {"data": _("Hashed network addresses of registrations"), "kept": SENDERS, "then": _("emptied")},
    {"data": _("What belongs to an invoice"), "kept": INVOICES, "then": _("emptied")},
]
PERSONAL = ("contact_name", "contact_email", "contact_phone", "note", "sender_hash")
INVOICE = (
    "invoice_name",
    "invoice_street",
    "invoice_postcode",
    "invoice_city",
    "order_number",
    "einvoice_id",
)


def forget(now=None) -> dict[str, int]:
    """Carry out all rules and return how many rows each touched. Safe to repeat and to run twice at once."""
    now = now or timezone.now()
    return {
        "needs": Need.objects.filter(participant__registration__in=_over(now - NEEDS)).delete()[0],
        "registrations": sum(purge(pk, now=now) for pk in _due(now)),
        "senders": Registration.objects.filter(created_at__lt=now - SENDERS)
        .exclude(sender_hash="")
        .update(sender_hash=""),
        "invoices": Registration.objects.filter(
            pk__in=_over(now - INVOICES).values("pk"), purged_at__isnull=False
        )
        .exclude(invoice_name="")
        .update(**dict.fromkeys(INVOICE, "")),
    }


def purge(registration_id: int, *, now=None) -> bool:
    """Empty one registration of personal data; seats, price and log stay as numbers. False if it was empty.

    What an invoice needs stays where there is one. Every address to it becomes invalid.
    """
    now = now or timezone.now()
    with transaction.atomic():
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        if registration.purged_at:
            return False
        Notice.objects.filter(booking__registration=registration).delete()
        TopicProposal.objects.filter(booking__registration=registration).delete()
        Answer.objects.filter(registration=registration).delete()
        Participant.objects.filter(registration=registration).delete()
        fields = PERSONAL if registration.amount or registration.invoiced_amount else (*PERSONAL, *INVOICE)
        for name in fields:
            setattr(registration, name, "")
        registration.purged_at = now
        registration.address_version += 1
        registration.save(update_fields=[*fields, "purged_at", "address_version"])
        log(registration, "personal data deleted")
        return True


def _over(before):
    """Registrations whose last session ended by then; one with a session that has no date yet is not over."""
    open_ended = EventPage.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=before))
    ahead = Booking.objects.filter(session__in=open_ended.values("seats_id"), status__in=Booking.ACTIVE)
    return (
        Registration.objects.annotate(last=Max("bookings__session__pages__ends_at"))
        .filter(last__lte=before)
        .exclude(pk__in=ahead.values("registration_id"))
    )


def _due(now) -> list[int]:
    """Registrations whose time is over, by the rules of their call."""
    kept = Registration.objects.filter(purged_at__isnull=True)
    over = _over(now).filter(purged_at__isnull=True).select_related("rules")
    due = [row.pk for row in over if row.last + timedelta(days=row.rules.retention_days) <= now]
    ended = kept.filter(status__in=(Status.LAPSED, Status.DECLINED), ended_at__lt=now - ENDED)
    # Cancelled before any date was known: counted from the cancellation.
    undated = kept.filter(status=Status.CANCELLED, ended_at__isnull=False).select_related("rules")
    undated = undated.annotate(last=Max("bookings__session__pages__ends_at")).filter(last__isnull=True)
    due += [row.pk for row in undated if row.ended_at + timedelta(days=row.rules.retention_days) <= now]
    return sorted({*due, *ended.values_list("pk", flat=True)})
