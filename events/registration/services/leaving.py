"""A booked session stays public, open and where it is: until it is over, or cancelled and all notified.

What takes a page away is refused where its row is saved or moved (events.registration.signals), whichever
screen, job or code it comes from. The functions here say which sessions such a change takes along.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from events.models import EventPage
from events.registration.models import Booking, Notice, SessionFacts
from events.session_now import is_over
from home.localize.fate import translations_of
from home.localize.shared_fields import is_original
from home.visibility import open_to_all

from .errors import RegistrationError
from .locks import lock_seats, one_transaction
from .promises import originals
from .rows import for_each

CANCELLED = EventPage.Status.CANCELLED
PUT_OFF = "registration.put_off_expiry"  # in the history of a page


@dataclass(frozen=True)
class BookedSession:
    """A session with its original page, and how many hold or await places at it."""

    page: EventPage
    registrations: int
    people: int

    @property
    def is_cancelled(self) -> bool:
        """It is cancelled, but some people are still to be notified."""
        return self.page.status == CANCELLED


class StillBookedError(RegistrationError):
    """A refusal to take away the pages of these sessions; `act`: unpublish, move, close, expire or delete."""

    def __init__(self, act: str, sessions: list[BookedSession]):
        self.act, self.sessions = act, sessions
        super().__init__(self.words, code="booked")

    @property
    def words(self) -> str:
        names = ", ".join(_("“%(title)s”") % {"title": one.page.title} for one in self.sessions[:5])
        number = sum(one.registrations for one in self.sessions)
        said = ngettext(
            "%(number)d registration for %(titles)s.", "%(number)d registrations for %(titles)s.", number
        ) % {"number": number, "titles": names}
        return f"{said} {self.way_out}"

    @property
    def way_out(self) -> str:
        if self.act == "delete":
            return _("Sessions with registrations are not deleted. Cancel them instead.")
        if all(one.is_cancelled for one in self.sessions):
            return _("The session is cancelled, but not everybody has been notified yet: wait a few minutes.")
        if self.act == "expire":
            return _("Choose a moment after the end of the session, or cancel the session first.")
        return _("Cancel the session first and wait until everybody has been notified.")


def withdrawn_with(page: Page) -> QuerySet[EventPage]:
    """Return the public sessions that lose their page, or one above it, when a page goes offline.

    Only originals: a translation may be withdrawn alone. The translations of an original go with it.
    """
    pages = [page, *translations_of(page)] if is_original(page) else [page]
    older = EventPage.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"), alias_of__isnull=True
    )
    return _public_below(pages).filter(~Exists(older))


def moved_with(page: Page) -> QuerySet[EventPage]:
    """Return the public sessions, in any language, whose address changes when a page is moved."""
    return _public_below([page, *translations_of(page)] if is_original(page) else [page])


def closed_with(page: Page) -> QuerySet[EventPage]:
    """Return the sessions that everybody may read now and not once a page is closed, in any language."""
    return open_to_all(_public_below(Page.objects.filter(translation_key=page.translation_key)))


def _public_below(pages: Iterable[Page]) -> QuerySet[EventPage]:
    below = reduce(or_, (Q(path__startswith=page.path) for page in pages))
    return EventPage.objects.filter(below, live=True, alias_of__isnull=True)


def booked(
    sessions: QuerySet[EventPage], *, lock: bool = False, now: datetime | None = None
) -> list[BookedSession]:
    """Return those of these sessions whose people still count on them.

    Everybody counts who holds or awaits a place, whether confirmed or not. `lock` locks the seat rows, so
    that nobody books until the transaction ends; raises RegistrationError ("busy") then.
    """
    now = now or timezone.now()
    keys = set(sessions.exclude(ends_at__lte=now).values_list("seats_id", flat=True))
    if not keys:
        return []
    if lock:
        with one_transaction():
            lock_seats(keys)
    numbers = _numbers(keys)
    told = _told_of_cancellation(numbers)
    return [
        BookedSession(page, *numbers[pk])
        for pk, page in originals(numbers).items()
        if not is_over(page, now) and not (page.status == CANCELLED and pk in told)
    ]


def booked_at(page: Page, moment: datetime) -> list[BookedSession]:
    """Return the sessions that lose their page if it goes offline then, and are not over by that moment."""
    return [one for one in booked(withdrawn_with(page)) if not is_over(one.page, moment)]


def refuse_if_booked(act: str, sessions: QuerySet[EventPage]) -> None:
    """Raise StillBookedError if people count on one of these sessions; inside a transaction it stays so."""
    found = booked(sessions, lock=transaction.get_connection().in_atomic_block)
    if found:
        raise StillBookedError(act, found)


def put_off_expiries(*, now: datetime | None = None) -> int:
    """Let pages that are to go offline now stay as long as people count on them; return how many do.

    Until the session is over; a day at a time where it has no date, or where people are still to be notified.
    It stands in the history of the page and on the organisers' start page. Safe to repeat.
    """
    now = now or timezone.now()
    due = Page.objects.filter(live=True, expire_at__lte=now).order_by("pk")
    return for_each(due.values_list("pk", flat=True), lambda pk: _put_off(pk, now))


def _put_off(pk: int, now: datetime) -> int:
    with one_transaction():
        page = Page.objects.get(pk=pk)
        found = booked(withdrawn_with(page), lock=True, now=now)
        if not found or not page.live or not page.expire_at or page.expire_at > now:
            return 0
        until = max(
            now + timedelta(days=1) if one.is_cancelled or not one.page.ends_at else one.page.ends_at
            for one in found
        )
        Page.objects.filter(pk=pk).update(expire_at=until)
        latest = Revision.objects.filter(pk=page.latest_revision_id).first()
        if latest and (typed := latest.content.get("expire_at")) and parse_datetime(typed) <= now:
            # The form of the page refuses moments that have passed.
            content = latest.content | {"expire_at": until.isoformat()}
            Revision.objects.filter(pk=latest.pk).update(content=content)
        log(page.specific, PUT_OFF, data={"until": until.isoformat()})
        return 1


def refuse_deletion(page: EventPage) -> None:
    """Raise StillBookedError if anybody holds or awaits a place, even at what is over or cancelled."""
    found = _numbers([page.seats_id])
    if found:
        raise StillBookedError("delete", [BookedSession(page, *found[page.seats_id])])


def _numbers(sessions: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return how many registrations and people count on each of these sessions that has any."""
    active = Booking.objects.filter(session__in=sessions, status__in=Booking.ACTIVE).order_by()
    rows = active.values("session").annotate(registrations=Count("pk"), people=Sum("seats"))
    return {row["session"]: (row["registrations"], row["people"]) for row in rows}


def _told_of_cancellation(sessions: Iterable[int]) -> set[int]:
    """Return those of these sessions of whose cancellation everybody has been notified."""
    facts = SessionFacts.objects.filter(session__in=sessions, told__status=CANCELLED)
    waiting = Notice.objects.filter(booking__session__in=sessions)
    told = set(facts.values_list("session_id", flat=True))
    return told - set(waiting.values_list("booking__session_id", flat=True))
