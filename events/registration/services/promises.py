"""Return whether places at a session may still be offered, given, confirmed or reminded of."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from events import session_now
from events.models import EventPage

from .errors import RegistrationError


def originals(sessions: Iterable[int]) -> dict[int, EventPage]:
    """Return the page whose facts hold, the oldest, of each of these sessions (seat rows by primary key)."""
    pages = EventPage.objects.filter(seats_id__in=list(sessions), alias_of__isnull=True)
    found: dict[int, EventPage] = {}
    for page in pages.order_by("pk"):
        found.setdefault(page.seats_id, page)
    return found


def not_promised(sessions: Iterable[int], now) -> set[int]:
    """Return those of these sessions of which nothing is promised any more: begun, cancelled or withdrawn.

    One query. A seat row of which there is no page has nothing that speaks against it.
    """
    pages = originals(sessions)
    return {pk for pk, page in pages.items() if not session_now.can_be_promised(page, now)}


def can_be_promised(session: int, now) -> bool:
    """Return whether places at one session may still be promised."""
    return not not_promised([session], now)


def is_dated(session: int) -> bool:
    """Return whether the day of a session is known; one of which there is no page has none."""
    page = originals([session]).get(session)
    return page is not None and session_now.is_dated(page)


def called_off(sessions: Iterable[int]) -> set[int]:
    """Return those of these sessions that do not take place at all; what is over did."""
    return {pk for pk, page in originals(sessions).items() if not session_now.takes_place(page)}


def refuse_called_off(session: int) -> None:
    """Raise RegistrationError ("off") where that session does not take place: there is nothing to give up,
    and nobody goes there in another's place."""
    if called_off([session]):
        raise off()


def off() -> RegistrationError:
    return RegistrationError(
        _("This session does not take place. There is nothing to give up or to change."), code="off"
    )


def too_late() -> RegistrationError:
    """The refusal of whatever would promise such a place."""
    return RegistrationError(
        _("This session has begun or does not take place: no places are given any more."), code="over"
    )
