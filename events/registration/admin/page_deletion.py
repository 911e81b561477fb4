"""Deleting a page whose session somebody booked is refused, and the ways out are shown.

Seat rows and bookings hold each other in the database (RESTRICT); this says so before anything is tried,
whichever way the deletion was asked for: one page, a series above, many at once, either language.
"""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events.models import EventPage
from events.registration.models import Booking
from events.registration.services import leaving
from events.registration.services.locks import lock_seats, one_transaction
from home.localize.fate import following

TITLE = _("This cannot be deleted")


def before_delete_page(request, page):
    """Answer instead of the confirmation, on GET and POST alike."""
    return _refusal(request, [page])


def before_bulk_action(request, action_type, objects, action):
    pages = [one for one in objects if isinstance(one, Page)]  # records are deleted many at once as well
    return _refusal(request, pages) if action_type == "delete" and pages else None


def kept_sessions(pages, *, lock: bool = False) -> list[EventPage]:
    """The sessions among these pages and all below them that must stay, one page for each.

    One that somebody holds or awaits a place at stays in every language. One whose bookings have all ended
    may lose a translation, but not its last: the seat row goes with that, and bookings refer to it.
    `lock` locks the seat rows until the end of the transaction, so that nobody books meanwhile; raises
    RegistrationError ("busy") when others hold them for too long.
    """
    doomed = EventPage.objects.none()
    for page in pages:
        doomed |= EventPage.objects.descendant_of(page, inclusive=True)
    doomed = {page.pk: page for page in doomed.select_related("locale", "seats")}
    if lock:
        with one_transaction():
            lock_seats(page.seats_id for page in doomed.values())
    by_seats: dict[int, EventPage] = {}
    for page in doomed.values():
        by_seats.setdefault(page.seats_id, page)
    booked = Booking.objects.filter(session__in=by_seats).values_list("session_id", "status")
    live = {session for session, status in booked if status in Booking.ACTIVE}
    others = EventPage.objects.filter(seats__in=by_seats).exclude(pk__in=doomed)
    elsewhere = set(others.values_list("seats_id", flat=True))
    ended = {session for session, _status in booked} - live - elsewhere
    return [page for pk, page in by_seats.items() if pk in live | ended]


def _refusal(request, pages: list[Page]):
    post = request.method == "POST"
    going = [following(page) for page in pages]
    pages = [*pages, *(other for found in going for other in found.deleted)]
    offline = [page for found in going for page in found.kept]
    kept = kept_sessions(pages, lock=post)
    waiting = {
        one.page.seats_id: one.page
        for page in [*pages, *offline]
        for one in leaving.booked(leaving.withdrawn_with(page))
    }
    known = {page.seats_id for page in kept}
    kept += [page for key, page in waiting.items() if key not in known]
    if not kept:
        return None
    seats = [page.seats_id for page in kept]
    parties = Booking.objects.filter(session__in=seats, status__in=Booking.ACTIVE)
    numbers: dict[int, int] = {}
    for pk in parties.values_list("session_id", flat=True):
        numbers[pk] = numbers.get(pk, 0) + 1
    context = {
        "title": TITLE,
        "sessions": [
            (page, numbers.get(page.seats_id, 0), page.live and page.seats_id not in waiting) for page in kept
        ],
    }
    return render(request, "registration/desk/delete_refused.html", context, status=409 if post else 200)
