"""A call to register, as the form needs it: its page, its sessions with their states, its prices and
its rules."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from wagtail.models import Locale

from events.choices import Mode
from events.display.availability import State
from events.display.session_items import SessionEntry, entries_for
from events.models import EventPage, EventSeriesPage
from events.session_now import Availability

from .models import CallRules
from .price_lists import price_list
from .pricing import PriceList

BOOKABLE = {"open", "few", "waiting", "email"}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A session as one can or cannot book it now."""

    entry: SessionEntry

    @property
    def page(self) -> EventPage:
        return self.entry.page

    @property
    def state(self) -> State:
        return self.entry.state

    @property
    def pk(self) -> int:
        """The primary key of the seat row: the same whichever language's page is shown."""
        return self.page.seats_id

    @property
    def bookable(self) -> bool:
        """Open, or full with a waiting list, or without a date where one could register otherwise."""
        return self.state.key in BOOKABLE or self.state.now.takes_interest

    @property
    def opens_later(self) -> bool:
        """It cannot be booked alone yet; the whole series includes it."""
        return self.state.key == Availability.LATER

    @property
    def interest_only(self) -> bool:
        """Without a date nobody can be bound to come or to pay; booked alone it is an interest."""
        return not self.state.now.is_dated


@dataclass(frozen=True, kw_only=True)
class OpenCall:
    """What is called for, in the reader's language. `series` is None for a single event."""

    series: EventSeriesPage | None
    sessions: list[EventPage]
    chosen: EventPage | None
    locale: Locale
    now: datetime

    @classmethod
    def find(cls, key, locale: Locale, now: datetime) -> "OpenCall | None":
        """The call of the series or session with that translation key; None where nothing is published."""
        series_pages = EventSeriesPage.objects.in_language(locale).select_related("contact", "kind", "locale")
        session_pages = EventPage.objects.in_language(locale).for_lists()
        series = series_pages.filter(translation_key=key).first()
        chosen = None
        if series is None:
            chosen = session_pages.filter(translation_key=key).first()
            if chosen is None:
                return None
            if chosen.series_key:
                series = series_pages.filter(translation_key=chosen.series_key).first()
        if series is None:
            return cls(series=None, sessions=[chosen], chosen=chosen, locale=locale, now=now)
        sessions = list(session_pages.of_series(series.translation_key).chronological())
        return cls(series=series, sessions=sessions, chosen=chosen, locale=locale, now=now)

    @property
    def page(self):
        """The page that calls: the series, or the single event."""
        return self.series or self.chosen

    @cached_property
    def rules(self) -> CallRules:
        """The organiser's rules, with the usual ones where none were set yet."""
        return CallRules.objects.get_or_create(call_key=self.page.translation_key)[0]

    @cached_property
    def entries(self) -> list[SessionEntry]:
        """Every session with its state."""
        return list(entries_for(self.sessions, self.locale, self.now, series=self.series))

    @cached_property
    def offers(self) -> list[Offer]:
        """Those that are registered for on this site; only these can be bookable."""
        return [Offer(entry=entry) for entry in self.entries if entry.state.call.mode == Mode.FORM]

    @property
    def bookable(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.bookable]

    @property
    def whole(self) -> list[Offer]:
        """What the whole series is: all that can be booked, and what opens later."""
        return [offer for offer in self.offers if offer.bookable or offer.opens_later]

    @property
    def left_out(self) -> list[Offer]:
        """The sessions ahead that are not part of what is booked as the whole series."""
        part = {offer.pk for offer in self.whole}
        ahead = [entry for entry in self.entries if entry.state.now.is_ahead]
        return [Offer(entry=entry) for entry in ahead if entry.page.seats_id not in part]

    @cached_property
    def price_list(self) -> PriceList:
        """The prices as they are now, for whoever registers now."""
        sessions = self.sessions if self.series else ()
        return price_list(self.page.translation_key, sessions, self.now)
