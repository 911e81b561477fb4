"""What everybody owes, worked out a second time from the rows of the tables; no code of the services."""

import json
from collections import defaultdict
from decimal import Decimal

from django.db import connection

ACTIVE = ("unconfirmed", "review", "confirmed")


def offences() -> dict[str, int]:
    """The number of registrations that owe something else, of places that must not cost, and of
    organisations that owe the series twice."""
    registrations = _rows(
        "SELECT id, status, rules_id, payer, price_class, price_list, confirmed_at"
        " FROM registration_registration"
    )
    places, charges = defaultdict(list), defaultdict(list)
    for place in _rows(
        "SELECT b.registration_id, b.session_id, b.seats FROM registration_booking b"
        " WHERE b.status IN ('held', 'confirmed') AND NOT EXISTS (SELECT 1 FROM events_eventpage e"
        " WHERE e.seats_id = b.session_id AND e.status = 'cancelled') ORDER BY b.id"
    ):
        places[place["registration_id"]].append(place)
    for charge in _rows("SELECT registration_id, amount, unit, kind FROM registration_charge"):
        if charge["kind"] != "fee":
            charges[charge["registration_id"]].append(charge)
    groups = defaultdict(list)
    for row in registrations:
        alone = row["status"] not in ACTIVE or not row["payer"]
        groups[row["id"] if alone else (row["rules_id"], row["payer"])].append(row)
    wrong = 0
    for group in groups.values():
        for row, owed in _owed(group, places, charges):
            wrong += owed != sum(_decimal(charge["amount"]) for charge in charges[row["id"]])
    return {"registrations that owe something else than their places cost": wrong} | _counted()


def _counted() -> dict[str, int]:
    unpaid = """SELECT c.id FROM registration_charge c JOIN registration_booking b ON b.id = c.booking_id
        WHERE c.kind <> 'fee' AND b.status NOT IN ('held', 'confirmed')"""
    twice = """SELECT r.rules_id FROM registration_charge c
        JOIN registration_registration r ON r.id = c.registration_id
        WHERE c.kind IN ('series', 'remaining') AND c.unit = 'organisation' AND c.reason <> 'covered'
        AND r.status = 'confirmed' AND r.payer <> '' GROUP BY r.rules_id, r.payer HAVING COUNT(*) > 1"""
    return {
        "charges for turns on a waiting list and what was given up": len(_rows(unpaid)),
        "organisations that owe a series more than once": len(_rows(twice)),
    }


def _owed(group, places, charges):
    """Each registration of an organisation with its sum: confirmed ones first, of these who owes already."""

    def order(row):
        owes = any(_decimal(one["amount"]) and one["unit"] != "person" for one in charges[row["id"]])
        confirmed = row["confirmed_at"]
        return row["status"] != "confirmed", not owes, confirmed is None, str(confirmed), row["id"]

    shared = {"all": False, "sessions": set(), "paid": Decimal(0)}
    for row in sorted(group, key=order):
        yield row, _sum(row, places[row["id"]], shared)


def _sum(row, places, shared) -> Decimal:
    prices = row["price_list"]
    prices = json.loads(prices) if isinstance(prices, str) else prices
    if not places or not prices or row["price_class"] in ("free", "unclear"):
        return Decimal(0)
    amount, whole, sessions, city = _listed(row, prices, places, shared)
    if "fixed" in prices:
        amount, city = Decimal(prices["fixed"]), Decimal(prices["fixed"]) if whole or sessions else Decimal(0)
    if row["status"] == "confirmed":
        shared["all"] |= whole
        shared["sessions"] |= sessions
        shared["paid"] += city
    return amount


def _listed(row, prices, places, shared) -> tuple[Decimal, bool, set[int], Decimal]:
    """The sum; whether it is for all of the organisation, or for which sessions; and what of it is."""
    if shared["all"]:
        return Decimal(0), True, set(), Decimal(0)
    best = _singles(row, prices, places, shared)
    scopes = ["remaining"] if prices.get("running") else []
    for scope in [*scopes, "series"]:
        found = _cheapest(row, prices["rates"], scope, max(place["seats"] for place in places))
        if found is None:
            continue
        amount, per_city = found
        if per_city and scope == "series":
            amount = max(amount - shared["paid"], Decimal(0))
        if best is None or amount < best[0]:
            best = amount, per_city, set(), amount if per_city else Decimal(0)
    return best or (Decimal(0), False, set(), Decimal(0))


def _singles(row, prices, places, shared):
    total, sessions, city, missing = Decimal(0), set(), Decimal(0), False
    for place in places:
        own = prices["own"].get(str(place["session_id"]), [])
        found = _cheapest(row, own, None, place["seats"])
        found = found or _cheapest(row, prices["rates"], "session", place["seats"])
        if found is None:
            missing = True
            continue
        amount, per_city = found
        if per_city:
            amount = Decimal(0) if place["session_id"] in shared["sessions"] else amount
            sessions.add(place["session_id"])
            city += amount
        total += amount
    whole = ["series", "remaining"] if prices.get("running") else ["series"]
    if missing and any(_cheapest(row, prices["rates"], scope, 1) for scope in whole):
        return None
    return total, False, sessions, city


def _cheapest(row, rates, scope, people):
    """The least amount of a scope for that class, and whether it holds per organisation."""
    fitting = [rate for rate in rates if scope in (None, rate[0])]
    own = [rate for rate in fitting if rate[1] == row["price_class"]]
    own = own or [rate for rate in fitting if rate[1] == "non_partner"]
    sums = [(Decimal(rate[3]) * (people if rate[2] == "person" else 1), rate[2] != "person") for rate in own]
    return min(sums, key=lambda found: found[0], default=None)


def _decimal(value) -> Decimal:
    """SQLite keeps decimals as numbers."""
    return Decimal(str(value)).quantize(Decimal("0.01"))


def _rows(query: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
