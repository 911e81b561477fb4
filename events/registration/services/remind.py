"""Letters before and after a session; each booking gets each of them once."""

from datetime import timedelta

from django.utils import timezone

from events.models import EventPage
from events.registration import mails
from events.registration.models import Booking, CallRules
from events.session_now import can_be_promised, is_dated

from .locks import one_transaction
from .promises import originals
from .rows import for_each

# How long after a session its recap still brings a letter of thanks.
THANKS = timedelta(days=120)


def remind_due(*, now=None) -> int:
    """Remind everybody whose session begins within the days that its rules set; returns how many bookings.

    Who registered within those days has just been written to and gets none.
    """
    now = now or timezone.now()
    number = 0
    days_used = CallRules.objects.filter(remind_days__gt=0).order_by().values_list("remind_days", flat=True)
    for days in set(days_used):
        soon = EventPage.objects.can_be_promised(now).filter(starts_at__lte=now + timedelta(days=days))
        due = Booking.objects.filter(
            status=Booking.Status.CONFIRMED,
            reminded_at__isnull=True,
            registration__rules__remind_days=days,
            session_id__in=soon.values("seats_id"),
        )
        number += for_each(due.values_list("pk", flat=True), lambda pk, days=days: _remind(pk, days, now))
    return number


def thank_due(*, now=None) -> int:
    """Thank those who were there once the recap of their session is published; returns how many bookings."""
    now = now or timezone.now()
    told = EventPage.objects.filter(recap__live=True, ends_at__lte=now, ends_at__gt=now - THANKS)
    told = told.exclude(status=EventPage.Status.CANCELLED)
    due = Booking.objects.filter(
        status=Booking.Status.CONFIRMED,
        thanked_at__isnull=True,
        registration__rules__thank=True,
        registration__purged_at__isnull=True,
        session_id__in=told.values("seats_id"),
    )
    return for_each(due.values_list("pk", flat=True), lambda pk: _thank(pk, now))


def _remind(pk: int, days: int, now) -> int:
    with one_transaction():
        booking = _locked(pk)
        if booking.reminded_at or booking.status != Booking.Status.CONFIRMED:
            return 0
        Booking.objects.filter(pk=pk).update(reminded_at=now)
        page = originals([booking.session_id]).get(booking.session_id)
        if page is None or not can_be_promised(page, now) or not is_dated(page):
            return 0
        if booking.created_at > page.starts_at - timedelta(days=days):
            return 0
        mails.reminder(booking)
        return 1


def _thank(pk: int, now) -> int:
    with one_transaction():
        booking = _locked(pk)
        if booking.thanked_at or booking.status != Booking.Status.CONFIRMED:
            return 0
        Booking.objects.filter(pk=pk).update(thanked_at=now)
        mails.thanks(booking)
        return 1


def _locked(pk: int) -> Booking:
    return (
        Booking.objects.select_for_update(no_key=True, of=("self",))
        .select_related("registration__rules", "session")
        .get(pk=pk)
    )
