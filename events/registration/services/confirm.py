"""From unconfirmed to confirmed, held for the organiser, declined or lapsed."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.registration import mails
from events.registration.models import Booking, Registration
from events.registration.pricing import PriceChange

from .charges import agree_to, recharge
from .errors import RegistrationError
from .follow import tell_called_off
from .late import late_places
from .locks import lock_registration, one_transaction, recount
from .log import log
from .promises import called_off, not_promised, too_late
from .rows import for_each
from .waiting import fill

Status = Registration.Status


def confirm(registration_id: int, *, agreed: Decimal | None = None, now=None) -> Registration:
    """The contact confirms. Safe to repeat; raises RegistrationError when it has lapsed or was cancelled, and
    where it costs more than `agreed`, the amount that the page named.

    Seats stay held where the organiser still has a word: approval, an unclear price class, a second
    registration. What has begun meanwhile, or does not take place, is given up; RegistrationError ("over")
    where nothing else was asked for.
    """
    now = now or timezone.now()
    with one_transaction():
        registration, seats = lock_registration(registration_id)
        if registration.status in (Status.CONFIRMED, Status.REVIEW):
            return registration
        if registration.status != Status.UNCONFIRMED or registration.confirm_by <= now:
            raise RegistrationError(
                _("This registration was not confirmed in time. Please register again."), code="lapsed"
            )
        gone = not_promised(seats, now)
        if gone == seats.keys():
            raise too_late()
        _give_up(registration, seats, gone, now=now)
        owes = recharge(registration).after
        if agreed is not None and owes > agreed:
            raise RegistrationError(
                _("The price has changed meanwhile. Please check it once more."), code="price"
            )
        agree_to(registration, owes)
        unclear = registration.price_class == Registration.PriceClass.UNCLEAR
        held = registration.needs_review or unclear or registration.rules.approval
        if held and not registration.approved_at:
            registration.status = Status.REVIEW
            registration.save(update_fields=["status"])
            log(registration, "held for review")
            mails.in_review(registration)
            return registration
        return _confirm(registration, seats, user=None, now=now)


def approve(registration_id: int, *, user, now=None) -> Registration:
    """The organiser approves a registration that was held, or confirms one on its contact's behalf.

    What does not take place is given up. What has begun is confirmed for the attendance list and the
    certificates; where nothing is ahead any more, no mail promises a place. Who would owe more than they were
    shown is asked to confirm that first; their places are held meanwhile.
    """
    now = now or timezone.now()
    with one_transaction():
        registration, seats = lock_registration(registration_id)
        if registration.status == Status.CONFIRMED:
            return registration
        if registration.status not in (Status.REVIEW, Status.UNCONFIRMED):
            raise RegistrationError(_("This registration has ended."), code="ended")
        if registration.price_class == Registration.PriceClass.UNCLEAR:
            raise RegistrationError(_("Settle the price class first."), field="price_class", code="price")
        gone = called_off(seats)
        if gone == seats.keys():
            raise too_late()
        _give_up(registration, seats, gone, now=now)
        owes = recharge(registration).after
        agreed = registration.agreed_amount
        if registration.status == Status.REVIEW and agreed is not None and owes > agreed:
            return _ask(registration, user=user, now=now)
        agree_to(registration, owes)
        return _confirm(registration, seats, user=user, now=now)


def decline(registration_id: int, *, user, reason: str, now=None) -> Registration:
    """The organiser declines; the seats go to those who wait. Safe to repeat."""
    with one_transaction():
        registration, seats = lock_registration(registration_id)
        if not registration.is_active:
            return registration
        before, _price = end(registration, seats, Status.DECLINED, now=now or timezone.now())
        log(registration, "declined", user=user)
        mails.declined(registration, reason, before=before)
        return registration


def lapse_due(*, now=None) -> int:
    """Let every registration lapse whose time to confirm is over, and return how many did. Safe on
    several machines:
    each is locked and looked at again."""
    now = now or timezone.now()
    due = Registration.objects.filter(status=Status.UNCONFIRMED, confirm_by__lte=now)
    return for_each(due.values_list("pk", flat=True), lambda pk: _lapse(pk, now))


def end(
    registration: Registration, seats: dict, status: str, *, now, waive: str = ""
) -> tuple[dict[int, str], PriceChange]:
    """Give up all bookings of a locked registration and hand their seats on.

    `waive` is a reason to ask no fee for what is given up late. Returns the status of each booking that was
    given up, or nothing where its people had not been told of it yet; and what the registration owed and
    owes. What was called off ends as that: its people were told so, and nobody gave it up.
    """
    was_confirmed = registration.status == Status.CONFIRMED
    if was_confirmed:
        tell_called_off(registration, now)
    late = late_places(registration, registration.bookings.filter(status__in=Booking.ACTIVE), now)
    registration.status = status
    registration.ended_at = now
    registration.save(update_fields=["status", "ended_at"])
    active = registration.bookings.filter(status__in=Booking.ACTIVE)
    off = called_off(seats)
    given_up = active.exclude(session_id__in=off)
    before = dict(given_up.values_list("pk", "status")) if was_confirmed else {}
    _end(active, off, now)
    price = recharge(registration, late=late, waive=waive)
    for row in seats.values():
        recount(row)
        fill(row, now=now)
    return before, price


def _lapse(pk: int, now) -> int:
    with one_transaction():
        registration, seats = lock_registration(pk)
        if registration.status != Status.UNCONFIRMED or registration.confirm_by > now:
            return 0
        end(registration, seats, Status.LAPSED, now=now)
        log(registration, "lapsed")
        if not_promised(seats, now) != seats.keys():
            mails.lapsed(registration)
        return 1


def _ask(registration: Registration, *, user, now) -> Registration:
    """Have the contact confirm a price above the one that was shown."""
    registration.status, registration.approved_at = Status.UNCONFIRMED, now
    registration.confirm_by = now + timedelta(hours=registration.rules.confirm_hours)
    registration.save(update_fields=["status", "approved_at", "confirm_by"])
    log(registration, "asked to confirm the price", user=user)
    mails.price_settled(registration)
    return registration


def _confirm(registration: Registration, seats: dict, *, user, now) -> Registration:
    registration.status = Status.CONFIRMED
    registration.confirmed_at = now
    registration.save(update_fields=["status", "confirmed_at"])
    registration.bookings.filter(status=Booking.Status.HELD).update(
        status=Booking.Status.CONFIRMED, changed_at=now
    )
    for row in seats.values():
        recount(row)
    recharge(registration)
    log(registration, "confirmed", user=user)
    if not_promised(seats, now) != seats.keys():
        mails.confirmed(registration)
    return registration


def _give_up(registration: Registration, seats: dict, sessions: set[int], *, now) -> None:
    """End the bookings of a locked registration at these sessions; nobody moves up there."""
    if not sessions:
        return
    active = registration.bookings.filter(session_id__in=sessions, status__in=Booking.ACTIVE)
    off = called_off(sessions)
    _end(active, off, now)
    for pk in sorted(sessions):
        recount(seats[pk])
        log(registration, "session called off" if pk in off else "session given up", session=pk)


def _end(bookings: QuerySet[Booking], off: set[int], now) -> None:
    """End these bookings; those at sessions that are called off say so."""
    bookings.filter(session_id__in=off).update(called_off=True)
    bookings.update(
        status=Booking.Status.CANCELLED, offer_expires=None, changed_at=now, sequence=F("sequence") + 1
    )
