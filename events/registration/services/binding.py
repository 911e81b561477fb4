"""The price of an offered place where only interest was registered: it is added when accepted."""

from decimal import Decimal

from django.utils.translation import gettext as _
from wagtail.models import Page

from events.models import EventPage, Price
from events.registration.models import Booking, Registration
from events.registration.quotes import Quote, quote

from .errors import RegistrationError
from .promises import is_dated

Invoice = Registration.Invoice


def price_of_offer(booking: Booking) -> Quote:
    """Return what this place adds to the price of its registration: by the prices of today, for its seats.

    A price for the whole series is due once: with what else is booked already, a further place adds nothing.
    """
    registration = booking.registration
    key = registration.rules.call_key
    prices = list(Price.objects.filter(page=_original(key))) if _pays(registration) else []
    sessions = EventPage.objects.filter(series_key=key, live=True).values("seats_id").distinct().count()
    asked = {
        "price_class": registration.price_class,
        "of": max(sessions, 1),
        "remaining": 0,
        "people": booking.seats,
    }
    bound = registration.bookings.filter(status__in=Booking.ACTIVE, binding=True).count()
    total = quote(prices, sessions=bound + 1, **asked)
    before = quote(prices, sessions=bound, **asked).amount if bound else Decimal(0)
    return Quote(
        amount=max(total.amount - before, Decimal(0)),
        currency=total.currency,
        vat=total.vat if total.vat in Price.Vat.values else "",
        note=total.note,
    )


def bind(booking: Booking, *, agreed: Decimal, invoice: dict[str, str]) -> None:
    """Make an offered place of a locked registration binding, at the amount that its contact agreed to.

    Raises RegistrationError where the price or the date is another by now; the caller saves the booking.
    """
    if not is_dated(booking.session_id):
        raise RegistrationError(
            _("The date of this session is open again. We offer you a place anew once it is set."),
            code="undated",
        )
    cost = price_of_offer(booking)
    if cost.amount != agreed:
        raise RegistrationError(
            _("The price has changed meanwhile. Please look at the offer again."), code="price"
        )
    booking.binding = True
    if cost.amount:
        _charge(booking.registration, cost, invoice)


def _charge(registration: Registration, cost: Quote, invoice: dict[str, str]) -> None:
    values = dict(invoice)
    if not registration.price_amount:
        values |= {"price_currency": cost.currency, "price_vat": cost.vat, "price_note": cost.note}
    values["price_amount"] = registration.price_amount + cost.amount
    if registration.invoice_status == Invoice.NONE:
        values["invoice_status"] = Invoice.OPEN
    for name, value in values.items():
        setattr(registration, name, value)
    registration.save(update_fields=list(values))


def _pays(registration: Registration) -> bool:
    return registration.price_class != Registration.PriceClass.FREE


def _original(key):
    """The page with the prices that hold: the oldest with that translation key."""
    return Page.objects.filter(translation_key=key, alias_of__isnull=True).order_by("pk").first()
