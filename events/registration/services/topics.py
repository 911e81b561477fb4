"""Topics that participants propose for a session, until it begins."""

from django.utils.translation import gettext as _

from events.registration.models import Booking, TopicProposal

from .errors import RegistrationError
from .locks import one_transaction
from .log import log

MOST = 5


def propose_topic(booking_id: int, text: str) -> TopicProposal:
    """Note a topic for the session of this booking. Safe to repeat with the same words.

    Raises RegistrationError where the call asks for none, for what was given up, and for too many.
    """
    with one_transaction():
        booking = (
            Booking.objects.select_for_update(no_key=True, of=("self",))
            .select_related("registration__rules")
            .get(pk=booking_id)
        )
        if booking.status == Booking.Status.CANCELLED or not booking.registration.rules.ask_topics:
            raise RegistrationError(_("No topics are asked for here."), code="topics")
        known = booking.topics.filter(text=text).first()
        if known:
            return known
        if booking.topics.count() >= MOST:
            raise RegistrationError(
                _("%(number)s topics at most: take one back first.") % {"number": MOST}, code="many"
            )
        log(booking.registration, "topic proposed", session=booking.session_id)
        return TopicProposal.objects.create(booking=booking, text=text)


def take_back_topic(booking_id: int, topic_id: int) -> None:
    """Forget a topic of this booking. Safe to repeat."""
    TopicProposal.objects.filter(pk=topic_id, booking_id=booking_id).delete()
