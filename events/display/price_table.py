"""Prices in words: the table of a series, the one line of a session, the cheapest of each class.

domain.md#prices: amounts are data with a currency and a note on VAT; nothing to pay is a word; where
nothing is entered nothing is printed (SD15).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext, override

from home.formatting.money import money, vat_note

from ..choices import Audience, Scope, Unit
from ..models.price import Price
from ..session_now import prices_of

AUDIENCES = [Audience.PARTNER, Audience.NON_PARTNER, Audience.FREE]
SCOPES = [Scope.SERIES, Scope.REMAINING, Scope.SESSION]


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """A table of prices: the variables of components/prices.html."""

    caption: str
    columns: list[str]
    rows: list[dict]


def tariffs(prices: Iterable[Price], lang: str, *, sessions: int = 0, remaining: str = "") -> list[Tariff]:
    """One table for each unit (organisation, person) that has prices.

    `sessions` is the number of sessions and `remaining` the numbers of those to come, as in "6–10".
    """
    prices = list(prices)
    with override(lang):
        units = [unit for unit in Unit if any(price.unit == unit for price in prices)]
        return [
            _tariff([price for price in prices if price.unit == unit], unit, lang, sessions, remaining)
            for unit in units
        ]


def cheapest(prices: Iterable[Price], lang: str) -> list[dict]:
    """For the sign: label and "ab 290 €" of each class, without "ab" where there is one amount only."""
    prices = list(prices)
    found = []
    with override(lang):
        for audience in AUDIENCES[:2]:
            own = [price for price in prices if price.audience == audience]
            if not own:
                continue
            least = min(own, key=lambda price: price.amount)
            text = money(least.amount, lang, least.currency)
            if len({price.amount for price in own}) > 1 and least.amount:
                text = gettext("from %(price)s") % {"price": text}
            found.append({"label": _class_name(audience, least.unit), "text": text})
    return found


def session_price(own: Iterable[Price], general: Iterable[Price], lang: str) -> tuple[str, str]:
    """Label and words of what one session costs: its own prices, else its series' for a single session,
    else its series' as a whole. ("", "") where nothing is entered."""
    general = list(general)
    single = prices_of(own, general)
    prices = single or [price for price in general if price.scope == Scope.SERIES]
    if not prices:
        return "", ""
    unit = prices[0].unit
    prices = [price for price in prices if price.unit == unit]
    with override(lang):
        if all(price.amount == 0 for price in prices):
            return gettext("Price"), money(Decimal(0), lang)
        text = _classes_text(prices, lang)
        if not single:
            text = gettext("%(price)s for the whole series") % {"price": text}
        return _unit_label(unit), text


def per_organisation(prices: Iterable[Price]) -> bool:
    """Return whether a city takes part rather than a person."""
    return any(price.unit == Unit.ORGANISATION for price in prices)


def _classes_text(prices: list[Price], lang: str) -> str:
    """290 € für Partner, sonst 380 €, zzgl. MwSt."""
    amounts = {price.audience: money(price.amount, lang, price.currency) for price in prices}
    partner, other = amounts.get(Audience.PARTNER), amounts.get(Audience.NON_PARTNER)
    if partner and other and partner != other:
        text = gettext("%(partner)s for partners, otherwise %(other)s") % {"partner": partner, "other": other}
    elif partner and not other:
        text = gettext("%(partner)s for partners") % {"partner": partner}
    else:
        text = other or next(iter(amounts.values()))
    notes = {price.vat for price in prices if price.amount}
    note = vat_note(notes.pop(), lang) if len(notes) == 1 else ""
    return f"{text}, {note}" if note else text


def _tariff(prices, unit, lang, sessions, remaining) -> Tariff:
    columns = [audience for audience in AUDIENCES if any(price.audience == audience for price in prices)]
    notes = {price.vat for price in prices if price.amount}
    caption = gettext("Prices per city") if unit == Unit.ORGANISATION else gettext("Prices per person")
    if len(notes) == 1:
        caption = f"{caption}, {vat_note(next(iter(notes)), lang)}"
    cells = {(price.scope, price.audience): _cell(price, lang, len(notes) > 1) for price in prices}
    rows = [
        {
            "label": _scope_label(scope, sessions, remaining),
            "cells": [cells.get((scope, audience), "–") for audience in columns],
        }
        for scope in SCOPES
        if any(price.scope == scope for price in prices)
    ]
    return Tariff(caption=caption, columns=[_class_name(column, unit) for column in columns], rows=rows)


def _cell(price: Price, lang: str, with_vat: bool) -> str:
    text = money(price.amount, lang, price.currency)
    return f"{text}, {vat_note(price.vat, lang)}" if with_vat and price.amount else text


def _scope_label(scope: str, sessions: int, remaining: str) -> str:
    if scope == Scope.SERIES and sessions:
        text = ngettext("Whole series, %(count)d session", "Whole series, %(count)d sessions", sessions)
        return text % {"count": sessions}
    if scope == Scope.SERIES:
        return gettext("Whole series")
    if scope == Scope.REMAINING:
        if remaining:
            return gettext("Remaining sessions %(numbers)s") % {"numbers": remaining}
        return gettext("Remaining sessions")
    return gettext("Single session")


def _class_name(audience: str, unit: str) -> str:
    if audience == Audience.FREE:
        return gettext("Free places")
    if unit == Unit.PERSON:
        return gettext("Partners") if audience == Audience.PARTNER else gettext("Others")
    return gettext("Partner city") if audience == Audience.PARTNER else gettext("Other cities")


def _unit_label(unit: str) -> str:
    return gettext("Price per city") if unit == Unit.ORGANISATION else gettext("Price per person")
