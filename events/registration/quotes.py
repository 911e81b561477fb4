"""What one number a registration costs, until its charges are rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product

from django.conf import settings
from django.utils.translation import override

from events.models import Price

from .models import Registration

PriceClass = Registration.PriceClass


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What it costs: for all seats together, before any discount that an organiser may give."""

    amount: Decimal
    currency: str
    vat: str
    note: str


def quote(
    prices: Iterable[Price], *, price_class: str, sessions: int, of: int, remaining: int, people: int
) -> Quote:
    """The least that these prices ask for `sessions` of `of` sessions (`remaining` still to come) and
    `people`.

    A whole-series price applies when every session is booked, a price for the remaining ones when all
    of those
    are and the series has begun; single sessions add up. An unclear class is quoted as no partner. No
    price at all costs nothing, and no session that binds neither.
    """
    if not sessions:
        return Quote(amount=Decimal(0), currency="EUR", vat="", note="")
    audience = Price.Audience.PARTNER if price_class == PriceClass.PARTNER else Price.Audience.NON_PARTNER
    prices = list(prices)
    own = [price for price in prices if price.audience == audience]
    if price_class == PriceClass.PARTNER and not own:
        own = [price for price in prices if price.audience == Price.Audience.NON_PARTNER]
    candidates = []
    for price in own:
        times = people if price.unit == Price.Unit.PERSON else 1
        if price.scope == Price.Scope.SESSION:
            candidates.append((price.amount * sessions * times, price))
        elif (price.scope == Price.Scope.SERIES and (sessions == of or not _has_single(own))) or (
            price.scope == Price.Scope.REMAINING and sessions == remaining < of
        ):
            candidates.append((price.amount * times, price))
    if not candidates:
        return Quote(amount=Decimal(0), currency="EUR", vat="", note="")
    amount, price = min(candidates, key=lambda candidate: candidate[0])
    words = note(price.scope, price.audience, price.unit)
    return Quote(amount=amount, currency=price.currency, vat=price.vat, note=words)


def note(scope: str, audience: str, unit: str) -> str:
    """Return how a price came about, in the active language."""
    return f"{Price.Scope(scope).label}, {Price.Audience(audience).label}, {Price.Unit(unit).label}"


def translated_note(stored: str) -> str:
    """Return a stored note in the active language; one that the site did not write so stays as it is."""
    found = _notes().get(stored)
    return note(*found) if found else stored


@cache
def _notes() -> dict[str, tuple[str, str, str]]:
    """Every note in every language of the site, with what it says."""
    notes = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for says in product(Price.Scope.values, Price.Audience.values, Price.Unit.values):
                notes[note(*says)] = says
    return notes


def _has_single(prices: list[Price]) -> bool:
    return any(price.scope == Price.Scope.SESSION for price in prices)
