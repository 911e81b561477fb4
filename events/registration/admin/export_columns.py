"""The columns of exports: plain values, needs on request only.

Words are in the organiser's language, whatever the language of whoever registered.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import make_naive
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.registration.bill import bill_of, note
from events.registration.models import Attendance, Booking, Need, Registration
from home.formatting.dates import short_date
from home.formatting.money import vat_note
from home.formatting.postal_addresses import country_name

LANGUAGES = {"de": _("German"), "nl": _("Dutch")}


def yes_or_no(value: bool) -> str:
    """Return the word for a tick."""
    return gettext("yes") if value else gettext("no")


def comma(amount: Decimal) -> str:
    """Return a number as German and Dutch spreadsheets read it: 290,00."""
    return str(amount).replace(".", ",")


def office_time(moment: datetime | None) -> datetime | None:
    """As the clocks of the office show it, to the second: spreadsheets know no time zones."""
    return make_naive(moment).replace(microsecond=0) if moment else None


def session_title(seats) -> str:
    """The title and day of a session, the original's; its pages are prefetched where many are listed."""
    pages = sorted(seats.pages.all(), key=lambda page: page.pk)
    if not pages:
        return str(seats.translation_key)
    day = pages[0].start_date
    return f"{pages[0].title}, {short_date(day)}" if day else pages[0].title


def _people(registration: Registration) -> str:
    return "; ".join(
        ", ".join(filter(None, [person.name, person.email, person.department]))
        for person in registration.participants.all()
    )


def _sessions(registration: Registration) -> str:
    return "; ".join(
        f"{session_title(booking.session)} ({booking.seats}, {booking.get_status_display()})"
        for booking in registration.bookings.all()
        if booking.status in Booking.ACTIVE
    )


def _substitutes(registration: Registration) -> str:
    return "; ".join(
        f"{attendance.participant.name} → {_substitute(attendance)} ({session_title(booking.session)})"
        for booking in registration.bookings.all()
        if booking.status in Booking.ACTIVE
        for attendance in booking.attendances.all()
        if attendance.substitute_name
    )


def _substitute(attendance: Attendance) -> str:
    return ", ".join(filter(None, [attendance.substitute_name, attendance.substitute_email]))


def _needs(kind: str) -> Callable[[Registration], str]:
    def values(registration: Registration) -> str:
        return "; ".join(
            f"{person.name}: {need.text}"
            for person in registration.participants.all()
            for need in person.needs.all()
            if need.kind == kind
        )

    return values


COLUMNS: dict[str, tuple[str, Callable[[Registration], object]]] = {
    "code": (_("Code"), lambda row: row.code),
    "status": (_("Status"), lambda row: row.get_status_display()),
    "call": (_("Series or event"), lambda row: row.call_title or ""),
    "organisation": (_("Organisation"), lambda row: row.organisation_name),
    "contact": (_("Contact"), lambda row: row.contact_name),
    "email": (_("E-mail address"), lambda row: row.contact_email),
    "phone": (_("Phone"), lambda row: row.contact_phone),
    "language": (_("Language"), lambda row: str(LANGUAGES.get(row.language, row.language))),
    "people": (_("People"), _people),
    "sessions": (_("Sessions"), _sessions),
    "substitutes": (_("Substitutes"), _substitutes),
    "price_class": (_("Price class"), lambda row: row.get_price_class_display()),
    "amount": (_("Amount"), lambda row: row.amount),
    "currency": (_("Currency"), lambda row: bill_of(row.charges.all()).currency),
    "list": (_("On the list of participants"), lambda row: yes_or_no(row.consent_list)),
    "photos": (_("Photos allowed"), lambda row: yes_or_no(row.consent_photo)),
    "received": (_("Received"), lambda row: office_time(row.created_at)),
    "confirmed": (_("Confirmed"), lambda row: office_time(row.confirmed_at)),
}
NEEDS: dict[str, tuple[str, Callable[[Registration], object]]] = {
    f"need_{kind}": (label, _needs(kind)) for kind, label in Need.Kind.choices
}
INVOICE: dict[str, tuple[str, Callable[[Registration], object]]] = {
    "code": COLUMNS["code"],
    "invoice": (_("Invoice"), lambda row: row.get_invoice_status_display()),
    "invoice_name": (_("Invoice to"), lambda row: row.invoice_name),
    "street": (_("Street and number"), lambda row: row.invoice_street),
    "postcode": (_("Postcode"), lambda row: row.invoice_postcode),
    "city": (_("City"), lambda row: row.invoice_city),
    "country": (_("Country"), lambda row: country_name(row.invoice_country) if row.invoice_country else ""),
    "order_number": (_("Order number"), lambda row: row.order_number),
    "einvoice_id": (_("Leitweg-ID, OIN or Peppol id"), lambda row: row.einvoice_id),
    "amount": COLUMNS["amount"],
    "invoiced": (_("Invoiced"), lambda row: row.invoiced_amount),
    "currency": COLUMNS["currency"],
    "vat": (_("VAT"), lambda row: vat_note(bill_of(row.charges.all()).vat)),
    "price_note": (_("How the price came about"), lambda row: note(row.charges.all())),
    "organisation": COLUMNS["organisation"],
    "contact": COLUMNS["contact"],
    "email": COLUMNS["email"],
    "sessions": COLUMNS["sessions"],
    "confirmed": COLUMNS["confirmed"],
}
