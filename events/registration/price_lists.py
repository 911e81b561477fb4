"""The prices that hold for a registration: read from the pages, kept with it as plain data."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from wagtail.models import Page

from events.models import EventPage, Price
from events.session_now import has_begun, takes_place

from .pricing import PriceList, Rate

Scope = Price.Scope


def current(call_key, now: datetime) -> PriceList:
    """Return the prices of a call as they are now."""
    sessions = EventPage.objects.filter(series_key=call_key, live=True, alias_of__isnull=True)
    return price_list(call_key, sessions.order_by("pk"), now)


def price_list(call_key, sessions: Iterable[EventPage], now: datetime) -> PriceList:
    """Return the prices of a series with its `sessions` in any language, or of a single event, without any.

    They are read from the original pages. The own price of a session without a date is left out: it is looked
    up once somebody has a place there.
    """
    sessions = list(sessions)
    known = {session.seats_id: session for session in sessions if session.starts_at}
    found = _rates_of([call_key, *(session.translation_key for session in known.values())])
    rates = found.get(call_key, ())
    if not sessions:
        return PriceList(tuple(replace(one, scope=Scope.SESSION) for one in rates if _holds_alone(one)))
    own = {
        seats: tuple(filter(_holds_alone, found.get(session.translation_key, ())))
        for seats, session in known.items()
    }
    running = any(takes_place(session) and has_begun(session, now) for session in known.values())
    return PriceList(rates, own=own, running=running)


def with_session(prices: PriceList, session: int) -> PriceList:
    """Add the prices of a session that came later; those known already stay as they were."""
    if session in prices.own:
        return prices
    pages = EventPage.objects.filter(seats_id=session, alias_of__isnull=True).exclude(series_key=None)
    key = pages.order_by("pk").values_list("translation_key", flat=True).first()
    if key is None:
        return prices
    own = tuple(filter(_holds_alone, _rates_of([key]).get(key, ())))
    return replace(prices, own={**prices.own, session: own})


def stored(prices: PriceList, *, anyway: bool = False) -> dict:
    """Return a price list as data to keep; empty where nothing costs anything, unless it is kept anyway."""
    if not prices.costs and not anyway:
        return {}
    kept = {"rates": _rows(prices.rates), "running": prices.running}
    kept["own"] = {str(session): _rows(rates) for session, rates in prices.own.items()}
    for name in ("fixed", "most"):
        if getattr(prices, name) is not None:
            kept[name] = str(getattr(prices, name))
    return kept


def loaded(kept: dict) -> PriceList:
    """Return the price list that `stored` kept."""
    return PriceList(
        rates=_rates(kept.get("rates", ())),
        own={int(session): _rates(rows) for session, rows in kept.get("own", {}).items()},
        running=kept.get("running", False),
        fixed=Decimal(kept["fixed"]) if "fixed" in kept else None,
        most=Decimal(kept["most"]) if "most" in kept else None,
    )


def _rates_of(keys: list) -> dict:
    """The prices of the original page with each of these translation keys."""
    pages = Page.objects.filter(translation_key=OuterRef("page__translation_key"), alias_of__isnull=True)
    original = Subquery(pages.order_by("pk").values("pk")[:1])
    rows = Price.objects.filter(page__translation_key__in=keys, page_id=original)
    found: dict = {}
    for price in rows.select_related("page").order_by("sort_order", "pk"):
        found[price.page.translation_key] = (*found.get(price.page.translation_key, ()), rate(price))
    return found


def rate(price: Price) -> Rate:
    return Rate(price.scope, price.audience, price.unit, price.amount, price.currency, price.vat)


def _holds_alone(one: Rate) -> bool:
    return one.scope != Scope.REMAINING


def _rows(rates: Iterable[Rate]) -> list[list[str]]:
    return [[one.scope, one.audience, one.unit, str(one.amount), one.currency, one.vat] for one in rates]


def _rates(rows: Iterable[list[str]]) -> tuple[Rate, ...]:
    return tuple(
        Rate(scope, audience, unit, Decimal(amount), currency, vat)
        for scope, audience, unit, amount, currency, vat in rows
    )
