"""What accepting an offered place costs, and that its contact agreed to it."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from events.registration.models import Booking
from events.registration.price_lists import current, loaded, stored, with_session
from events.registration.pricing import Due

from .charges import cost_of_place
from .errors import RegistrationError
from .promises import is_dated


def price_of_offer(booking: Booking) -> Due:
    """Return what this place adds to what its registration owes, by the prices that hold for it.

    Writes nothing. Where nothing in the registration has bound anybody yet, the prices of today hold.
    """
    registration = booking.registration
    bound = registration.bookings.filter(binding=True).exclude(pk=booking.pk).exists()
    if booking.binding or bound:
        prices = with_session(loaded(registration.price_list), booking.session_id)
    else:
        prices = current(registration.rules.call_key, timezone.now())
    registration.price_list = stored(prices)
    return cost_of_place(booking)


def bind(booking: Booking, *, agreed: Decimal, invoice: dict[str, str]) -> None:
    """Make an offered place of a locked registration binding, at the amount that its contact agreed to.

    Raises RegistrationError where the price or the date is another by now; the caller saves the booking.
    """
    if not booking.binding and not is_dated(booking.session_id):
        raise RegistrationError(
            _("The date of this session is open again. We offer you a place anew once it is set."),
            code="undated",
        )
    registration = booking.registration
    cost = price_of_offer(booking)
    if cost.amount != agreed:
        raise RegistrationError(
            _("The price has changed meanwhile. Please look at the offer again."), code="price"
        )
    booking.binding = True
    values = dict(invoice) if cost.amount else {}
    if registration.agreed_amount is not None:
        values["agreed_amount"] = registration.agreed_amount + cost.amount
    values["price_list"] = registration.price_list
    for name, value in values.items():
        setattr(registration, name, value)
    registration.save(update_fields=list(values))
