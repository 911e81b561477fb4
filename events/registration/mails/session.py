"""Letters that a session causes, not the one who booked it: moved, called off, soon, over."""

from urllib.parse import urljoin

from django.conf import settings

from events.models import EventPage
from events.registration.models import Booking, Registration
from events.registration.session_snapshot import Before

from .compose import context_of, queue
from .people import people_of


def session_moved(booking: Booking, *, before: dict, price=None) -> None:
    """Date or place changed, or became known: everybody gets the new entry for their calendar."""
    words = Before.of(before, booking.registration.language)
    _to_all(booking, "session_moved", calendar="invite", before=words, price_change=price)


def session_called_off(booking: Booking, price=None) -> None:
    _to_all(booking, "session_called_off", calendar="uninvite", price_change=price)


def booking_moved(booking: Booking, price=None) -> None:
    """The organiser moved the party to another session."""
    _to_all(booking, "booking_moved", calendar="invite", price_change=price)


def reminder(booking: Booking) -> None:
    _to_all(booking, "reminder")


def thanks(booking: Booking) -> None:
    """To those who were there, or of whom nobody noted that they were not."""
    absent = {row.email.lower() for row in booking.attendances.all() if row.present is False}
    _to_all(booking, "thanks", without=absent)


def _to_all(booking: Booking, occasion: str, *, calendar: str = "", without=frozenset(), **more) -> None:
    """To the contact, and to the people on the booking's seats once the registration is confirmed.

    Only a confirmed booking is in anybody's calendar.
    """
    registration = booking.registration
    base = context_of(registration)
    line = next((line for line in base["summary"].lines if line.booking.pk == booking.pk), None)
    if line is None or line.entry is None:
        return
    certain = booking.status == Booking.Status.CONFIRMED
    if calendar and certain:
        more[calendar] = [booking.pk]
    action = line.entry.state.action
    more |= {
        **_reason(line.entry.page, registration.language),
        "recap_url": urljoin(settings.WAGTAILADMIN_BASE_URL, action.url) if action else "",
        "booking": booking,
    }
    if registration.contact_email.lower() not in without:
        queue(registration, occasion, base=base, **more)
    if registration.status != Registration.Status.CONFIRMED:
        return
    for to in people_of(base["summary"], [booking.pk]):
        if to[1].lower() not in without:
            queue(registration, occasion, base=base, to=to, **more)


def _reason(page: EventPage, language: str) -> dict[str, str]:
    """The reason in the reader's language; where it was not given in that one, the one that was, with its
    language."""
    if page.status_reason:
        own = page.locale.language_code == language
        return {"reason": page.status_reason, "reason_language": "" if own else page.locale.language_code}
    if page.status == EventPage.Status.SCHEDULED:
        return {"reason": "", "reason_language": ""}
    others = EventPage.objects.filter(translation_key=page.translation_key, status=page.status, live=True)
    rows = (
        others.exclude(status_reason="").order_by("pk").values_list("status_reason", "locale__language_code")
    )
    reason, given = rows.first() or ("", "")
    return {"reason": reason, "reason_language": given}
