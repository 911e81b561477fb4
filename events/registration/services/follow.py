"""What a change of a session's date, place or status means for those who booked it."""

from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from events.models import EventPage
from events.registration import mails
from events.registration.models import Booking, CallRules, Notice, Registration, SessionFacts
from events.registration.pricing import PriceChange
from events.registration.session_snapshot import change, facts_of, is_another_date, original_of

from .account import OWED
from .charges import recharge
from .locks import lock_call, one_transaction
from .promises import can_be_promised
from .rows import for_each


def follow_session(session_id: int, *, now=None) -> int:
    """Compare a session with what was last told of it; where it changed, note a letter for every active
    booking.

    Returns the number of letters noted. Each change is noted once, however often this is called: the
    row of the
    told facts is locked, never the seat row. Nothing is told of what is over.
    """
    now = now or timezone.now()
    page = original_of(session_id)
    if page is None:
        return 0
    with one_transaction():
        facts = facts_of(page)
        SessionFacts.objects.get_or_create(session_id=session_id, defaults={"told": facts})
        row = SessionFacts.objects.select_for_update(no_key=True).get(session_id=session_id)
        kind = change(row.told, facts)
        before, row.told = row.told, facts
        if before == facts:
            return 0
        if is_another_date(before, facts):
            row.moved_at = now
        row.save(update_fields=["told", "moved_at"])
        if not kind or (page.ends_at and page.ends_at <= now):
            return 0
        bookings = Booking.objects.filter(session_id=session_id, status__in=Booking.ACTIVE)
        if kind == Notice.Kind.MOVED:
            # Interest gets an offer instead once the date is set (services.interest).
            bookings = bookings.exclude(status=Booking.Status.INTEREST)
        found = list(bookings.order_by("pk"))
        Booking.objects.filter(pk__in=[booking.pk for booking in found]).update(
            sequence=F("sequence") + 1, changed_at=now
        )
        off = EventPage.Status.CANCELLED
        costs = _recharged(page) if off in (facts["status"], before["status"]) else {}
        Notice.objects.bulk_create(
            Notice(booking=booking, kind=kind, before=before | costs.get(booking.registration_id, {}))
            for booking in found
        )
        return len(found)


def _recharged(page: EventPage) -> dict[int, dict]:
    """Owe nothing for a session that does not take place, and again for one that does: what was owed before,
    by registration, where that is another amount now. Who registers meanwhile waits for the call."""
    calls = CallRules.objects.filter(call_key=page.series_key or page.translation_key)
    for rules in calls.values_list("pk", flat=True):
        lock_call(rules)
    owed = {}
    booked = Booking.objects.filter(session_id=page.seats_id, status__in=OWED)
    rows = Registration.objects.filter(pk__in=booked.values("registration")).exclude(price_list={})
    for registration in rows.order_by("pk"):
        change = recharge(registration)
        if change:
            owed[registration.pk] = {"price": str(change.before)}
    return owed


def follow_all(*, now=None) -> int:
    """Follow every session that somebody booked and that is not over: what a killed process did not get
    to."""
    now = now or timezone.now()
    booked = Booking.objects.filter(status__in=Booking.ACTIVE).values("session_id")
    over = EventPage.objects.filter(ends_at__lte=now).values("seats_id")
    keys = (
        EventPage.objects.filter(seats_id__in=booked, live=True)
        .exclude(seats_id__in=over)
        .order_by("seats_id")
        .values_list("seats_id", flat=True)
        .distinct()
    )
    return for_each(keys, lambda pk: follow_session(pk, now=now))


def send_notices(*, now=None) -> int:
    """Turn the noted letters into mails, one booking per transaction; returns the number of bookings told.

    A change of what has begun by now, or does not take place any more, is no news.
    """
    now = now or timezone.now()
    bookings = Notice.objects.order_by("booking_id").values_list("booking_id", flat=True).distinct()
    return for_each(bookings, lambda pk: _tell(pk, now))


def _price_change(notices: list[Notice], registration: Registration) -> PriceChange | None:
    """From what was owed before the first of these changes to what is owed now."""
    before = next((notice.before["price"] for notice in notices if "price" in notice.before), None)
    return PriceChange(Decimal(before), registration.amount) if before is not None else None


def _tell(booking_id: int, now) -> int:
    with one_transaction():
        notices = list(
            Notice.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(booking_id=booking_id)
            .order_by("pk")
        )
        if not notices:
            return 0
        booking = Booking.objects.select_related("registration__rules", "session").get(pk=booking_id)
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()
        if booking.status not in Booking.ACTIVE:
            return 0
        # Several changes at once are told as one: from what was known at first to what holds now.
        price = _price_change(notices, booking.registration)
        if notices[-1].kind == Notice.Kind.CALLED_OFF:
            mails.session_called_off(booking, price)
        elif can_be_promised(booking.session_id, now):
            mails.session_moved(booking, before=notices[0].before, price=price)
        else:
            return 0
        return 1


def tell_called_off(registration: Registration, now) -> None:
    """Send what is noted of called-off sessions to a registration that is about to end: while it holds, its
    people learn why, and their calendars follow."""
    noted = Notice.objects.filter(booking__registration=registration, kind=Notice.Kind.CALLED_OFF)
    for pk in noted.order_by("booking_id").values_list("booking_id", flat=True).distinct():
        _tell(pk, now)
