"""What somebody just did on the pages of a registration, in words: shown above it when the page comes back.

The address carries a short key only, so that nobody can put words of their own on the page.
"""

from django.utils.translation import gettext_lazy as _

from events.registration.models import Booking

DONE = {
    "confirmed": _("Your registration is confirmed. You receive a mail with everything."),
    "seats": _("These places are given up; the others stay booked. You receive a mail."),
    "session": _("Your places at this session are given up. You receive a mail."),
    "waiting": _("You are no longer on this waiting list. You receive a mail."),
    "interest": _("Your interest is withdrawn. You receive a mail."),
    "all": _("What you had booked and what is still to come is given up. You receive a mail."),
    "accepted": _("You have accepted the offer. You receive a mail."),
    "substitute": _("Somebody else goes to this session. Everybody concerned receives a mail."),
    "returned": _("The person who was named first goes after all. Everybody concerned receives a mail."),
    "asked": _("The organiser decides on your wish and writes to you."),
    "person": _("The change is saved. Whoever is new receives a mail."),
    "consents": _("What you agree to is saved."),
    "topic": _("Your topic is proposed to the organisers."),
    "topic-back": _("Your topic is taken back."),
}


def given_up(before: str, booking: Booking) -> str:
    """The key for what was given up at one session: `before` is the status of the booking until then."""
    if booking.status != Booking.Status.CANCELLED:
        return "seats"
    return before if before in (Booking.Status.WAITING, Booking.Status.INTEREST) else "session"
