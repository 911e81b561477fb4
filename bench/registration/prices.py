"""Price lists of the kinds that networks have, for visitors of the bench."""

from decimal import Decimal

from events.registration.pricing import PriceList, Rate


def of(sessions: list[int]) -> list[PriceList]:
    """Nothing; per city for the series only, for sessions, for both; per person; a running series; and the
    same after the office changed its prices."""
    single = _rates("session", 290, 380)
    heads = (Rate("session", "non_partner", "person", Decimal("12.50")),)
    series = _rates("series", 800, 1000)
    own = {sessions[0]: _rates("session", 20, 50)}
    return [
        PriceList(),
        PriceList(series),
        PriceList(single, own=own),
        PriceList((*series, *single), own=own),
        PriceList(heads),
        PriceList((*series, *single, *_rates("remaining", 500, 600)), running=True),
        PriceList((*_rates("series", 900, 1100), *_rates("session", 300, 400))),
    ]


def _rates(scope: str, partner: int, other: int) -> tuple[Rate, ...]:
    return (
        Rate(scope, "partner", "organisation", Decimal(partner)),
        Rate(scope, "non_partner", "organisation", Decimal(other)),
    )
