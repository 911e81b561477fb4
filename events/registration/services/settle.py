"""What the organiser settles: price class, invoice, note, another session."""

from dataclasses import replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from events.registration import mails
from events.registration.membership import BY_HAND, payer_of_registration
from events.registration.models import Booking, Registration
from events.registration.price_lists import loaded, stored
from home.formatting.money import money

from .charges import agree_to, know_prices, pays_as, recharge
from .errors import RegistrationError
from .locks import fits, lock_call, lock_prices, lock_registration, one_transaction, recount
from .log import log
from .promises import can_be_promised, too_late
from .waiting import fill

Invoice = Registration.Invoice


def settle_price(
    registration_id: int, *, price_class: str, amount: Decimal | None = None, user
) -> Registration:
    """Set the price class, and an amount for all places together instead of the price list. Safe to repeat.

    Raises RegistrationError for a class that is still unclear, for a price of the free class, and where a
    confirmed registration would owe more than its contact agreed to.
    """
    classes = Registration.PriceClass
    if price_class == classes.UNCLEAR:
        raise RegistrationError(_("Settle the price class first."), field="price_class", code="price")
    if price_class == classes.FREE and amount:
        raise RegistrationError(_("What is free of charge costs nothing."), field="amount", code="price")
    with one_transaction():
        lock_call(Registration.objects.values_list("rules_id", flat=True).get(pk=registration_id))
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        fixed = None if price_class == classes.FREE else amount
        kept = stored(replace(loaded(registration.price_list), fixed=fixed), anyway=True)
        if (registration.price_class, registration.price_list) == (price_class, kept):
            return registration
        registration.price_class, registration.price_list = price_class, kept
        registration.save(update_fields=["price_class", "price_list"])
        log(registration, "price settled", user=user, price_class=price_class, amount=str(amount or ""))
        price = recharge(registration)
        if registration.status == Registration.Status.CONFIRMED and price:
            _refuse_more(registration, price.after)
            mails.price_changed(registration, price)
        return registration


def _refuse_more(registration: Registration, amount: Decimal) -> None:
    agreed = registration.agreed_amount
    if agreed is not None and amount > agreed:
        raise RegistrationError(
            _("The contact agreed to %(amount)s at the most. Ask them first, and register them anew.")
            % {"amount": money(agreed)},
            field="amount",
            code="agreed",
        )


def set_invoice(registration_id: int, *, status: str, user) -> Registration:
    """Note where the invoice stands. Safe to repeat."""
    with one_transaction():
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        if registration.invoice_status != status:
            registration.invoice_status = status
            if status in (Invoice.NONE, Invoice.OPEN):
                registration.invoiced_amount = None
            elif registration.invoiced_amount is None:
                registration.invoiced_amount = registration.amount
            registration.save(update_fields=["invoice_status", "invoiced_amount"])
            log(registration, "invoice noted", user=user, status=status)
        return registration


def write_note(registration_id: int, *, note: str, user) -> Registration:
    """Replace the organiser's note; the log says that, not what."""
    with one_transaction():
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        if registration.note != note:
            registration.note = note
            registration.save(update_fields=["note"])
            log(registration, "note written", user=user)
        return registration


def move_booking(booking_id: int, *, session_id: int, user, now=None) -> Booking:
    """Move a party to another session under the locks of both, and hand its old seats on. Safe to repeat.

    Raises RegistrationError where it does not fit, where others wait already, where it is booked there too,
    where only interest was registered, or where that session has begun or does not take place. The calendar
    entry keeps its identity, so that it moves in people's calendars.
    """
    now = now or timezone.now()
    with one_transaction():
        found = Booking.objects.get(pk=booking_id)
        registration, seats = lock_registration(found.registration_id, also=frozenset({session_id}))
        booking = Booking.objects.select_related("registration__rules").get(pk=booking_id)
        if booking.session_id == session_id:
            return booking
        if booking.status not in Booking.ACTIVE:
            raise RegistrationError(_("This session was given up."), code="cancelled")
        if not booking.binding:
            raise RegistrationError(
                _("Only interest was registered there: it can be offered a place, not moved."),
                code="interest",
            )
        if registration.bookings.filter(session_id=session_id, status__in=Booking.ACTIVE).exists():
            raise RegistrationError(_("This session is booked already."), field="session", code="twice")
        if not can_be_promised(session_id, now):
            raise too_late()
        target = recount(seats[session_id])
        if target.waiting or not fits(target, booking.seats):
            raise RegistrationError(
                _("There are not enough places at that session."), field="session", code="full"
            )
        left = seats[booking.session_id]
        confirmed = registration.status == Registration.Status.CONFIRMED
        booking.session = target
        booking.status = Booking.Status.CONFIRMED if confirmed else Booking.Status.HELD
        booking.offer_expires, booking.reminded_at, booking.moved_at = None, None, now
        booking.sequence += 1
        booking.save()
        recount(target)
        know_prices(registration, target.pk)
        price = recharge(registration)
        agree_to(registration, price.after)
        fill(recount(left), now=now)
        log(registration, "moved", user=user, before=left.pk, session=target.pk)
        mails.booking_moved(booking, price=price)
        return booking


def change_contact(registration_id: int, *, values: dict, user) -> Registration:
    """Change contact, organisation or invoice address: `values` by field name. Safe to repeat.

    Another mail address makes the addresses sent to the old one invalid, and gets one of its own.
    """
    with one_transaction():
        lock_prices(registration_id)
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        changed = [name for name, value in values.items() if getattr(registration, name) != value]
        if not changed:
            return registration
        for name in changed:
            setattr(registration, name, values[name])
        if "contact_email" in changed:
            registration.address_version += 1
            changed.append("address_version")
        registration.save(update_fields=changed)
        if not registration.payer.startswith(BY_HAND):
            pays_as(registration, payer_of_registration(registration))
        log(registration, "contact changed", user=user, fields=sorted(changed))
        if "contact_email" in changed and registration.is_active:
            if registration.status == Registration.Status.UNCONFIRMED:
                mails.received(registration)
            else:
                mails.address(registration)
        return registration
