"""The prices that hold for a registration: read from the pages, kept with it as plain data."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from wagtail.models import Page

from events.models import EventPage, Price
from events.session_now import has_begun, takes_place

from .pricing import PriceList, Rate

Scope = Price.Scope


def current(call_key, now: datetime) -> PriceList:
    """Return the prices of a call as they are now, read from the original pages."""
    page = Page.objects.filter(translation_key=call_key, alias_of__isnull=True).order_by("pk").first()
    sessions = EventPage.objects.filter(series_key=call_key, live=True, alias_of__isnull=True)
    return price_list(page, list(sessions.order_by("pk")), now)


def price_list(page: Page | None, sessions: Iterable[EventPage], now: datetime) -> PriceList:
    """Return the prices of a series with its `sessions`, or of a single event, which has none.

    The own price of a session without a date is left out: it is looked up once somebody has a place there.
    """
    rates = tuple(map(rate, page.prices.all())) if page else ()
    sessions = list(sessions)
    if not sessions:
        return PriceList(tuple(replace(one, scope=Scope.SESSION) for one in rates if _holds_alone(one)))
    known: dict[int, EventPage] = {}
    for session in sessions:
        if session.starts_at:
            known.setdefault(session.seats_id, session)
    running = any(takes_place(session) and has_begun(session, now) for session in known.values())
    return PriceList(rates, own=_own(known), running=running)


def with_session(prices: PriceList, session: int) -> PriceList:
    """Add the prices of a session that came later; those known already stay as they were."""
    if session in prices.own:
        return prices
    pages = EventPage.objects.filter(seats_id=session, alias_of__isnull=True).exclude(series_key=None)
    page = pages.order_by("pk").first()
    return replace(prices, own={**prices.own, **_own({session: page})}) if page else prices


def rate(price: Price) -> Rate:
    return Rate(price.scope, price.audience, price.unit, price.amount, price.currency, price.vat)


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


def _own(sessions: dict[int, EventPage]) -> dict[int, tuple[Rate, ...]]:
    found = dict.fromkeys(sessions, ())
    pages = {page.pk: session for session, page in sessions.items()}
    for price in Price.objects.filter(page__in=list(pages)).order_by("sort_order", "pk"):
        if _holds_alone(one := rate(price)):
            found[pages[price.page_id]] += (one,)
    return found


def _holds_alone(one: Rate) -> bool:
    return one.scope != Scope.REMAINING


def _rows(rates: Iterable[Rate]) -> list[list[str]]:
    return [[one.scope, one.audience, one.unit, str(one.amount), one.currency, one.vat] for one in rates]


def _rates(rows: Iterable[list[str]]) -> tuple[Rate, ...]:
    return tuple(
        Rate(scope, audience, unit, Decimal(amount), currency, vat)
        for scope, audience, unit, amount, currency, vat in rows
    )
