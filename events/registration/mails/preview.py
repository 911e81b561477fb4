"""A letter as nobody gets it: made-up people at the call's own sessions, for a preview."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from events.display.session_items import entries_for
from events.models import EventPage
from events.registration.bill import Bill, bill_of
from events.registration.models import (
    Attendance,
    Booking,
    CallRules,
    LetterWording,
    Participant,
    Registration,
)
from events.registration.price_lists import current
from events.registration.pricing import Party, Place, PriceChange, account
from events.registration.session_snapshot import Before
from events.registration.summary import Line, Summary, call_page, pages_in

from .compose import compose, context_of, greeting
from .text import Letter


def preview(
    rules: CallRules, locale: Locale, occasion: str, own: LetterWording | None = None, now=None
) -> Letter:
    """The letter for an occasion, in the words `own` (saved or not), else in those that
    hold now. Nothing is written; the links in it lead nowhere."""
    now = now or timezone.now()
    with translation.override(locale.language_code):
        registration = _registration(rules, locale, now)
        context = context_of(registration, _summary(registration, locale, now))
        nowhere = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/…"
        context |= {"mine_url": nowhere, "confirm_url": nowhere, "recap_url": nowhere, "session_url": nowhere}
        context |= _occasion(context["summary"], occasion, now)
        return compose(occasion, context | greeting(context, _("Kim Sample")), own)


def _registration(rules, locale, now):
    return Registration(
        rules=rules,
        code="K7RDW4E",
        status=Registration.Status.UNCONFIRMED,
        organisation_name=_("City of Sample"),
        contact_name=_("Kim Sample"),
        contact_email="kim@example.org",
        language=locale.language_code,
        created_at=now,
        confirm_by=now + timedelta(hours=rules.confirm_hours),
    )


def _bill(registration: Registration, titles: dict[int, str]) -> Bill:
    """What its places would cost by the prices of today, as no partner."""
    prices = current(registration.rules.call_key, timezone.now())
    places = tuple(Place(session=pk, booking=pk) for pk in titles)
    (dues,) = account([Party(prices, Registration.PriceClass.NON_PARTNER, places)])
    return bill_of(dues, titles)


def _summary(registration, locale, now):
    key = registration.rules.call_key
    sessions = EventPage.objects.filter(series_key=key).values_list("translation_key", flat=True)
    pages = list(pages_in(EventPage, [*sessions.distinct(), key], locale))
    pages.sort(key=lambda page: (page.start_date is None, page.start_date, page.pk))
    person = Participant(registration=registration, name=_("Robin Sample"), email="robin@example.org")
    lines = []
    for entry in entries_for(pages[:2], locale, now):
        booking = Booking(
            pk=0, registration=registration, session=entry.page.seats, status=Booking.Status.CONFIRMED
        )
        seat = Attendance(booking=booking, participant=person)
        lines.append(
            Line(
                booking=booking,
                entry=entry,
                people=[seat],
                place_in_queue=None,
                may_change=True,
                may_cancel=True,
            )
        )
    titles = {line.booking.session_id: line.entry.page.title for line in lines}
    return Summary(
        registration=registration,
        call_page=call_page(registration, locale),
        lines=lines,
        bill=_bill(registration, titles),
    )


def _occasion(summary, occasion, now):
    """What only some letters speak of."""
    other = Attendance(participant=Participant(name=_("Sascha Sample")))
    more = {
        "is_contact": occasion not in {"named", "withdrawn", "place_certain", "substitute_named"},
        "reason": _("This is where the reason stands."),
        "before": Before(when="", place="") if occasion == "session_moved" else (_("Robin Sample"), ""),
        "gone": [other],
        "lost": [0],
        "price_change": PriceChange(Decimal(580), Decimal(290)),
    }
    if not summary.lines:
        return more
    booking = summary.lines[0].booking
    if occasion in {"moved_up_offered", "interest_offered"}:
        hours = summary.registration.rules.offer_hours
        booking.offer_expires = now + timedelta(hours=hours)
    if occasion.startswith("substitute"):
        other.booking, other.substitute_name = booking, _("Sascha Sample")
        return more | {"attendance": other}
    if occasion in {
        "confirm",
        "in_review",
        "confirmed",
        "named",
        "declined",
        "lapsed",
        "cancelled",
        "address",
        "price_changed",
        "price_settled",
    }:
        return more
    return more | {"booking": booking}
