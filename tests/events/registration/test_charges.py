"""What is owed, worked out by hand from the rules in docs/domain.md#prices: price list × what happens."""

from decimal import Decimal

import pytest

from events.models import Price
from events.registration.pricing import Party, Place, PriceList, Rate, account, total

CITY, HEAD = Price.Unit.ORGANISATION, Price.Unit.PERSON
WHOLE, REST, ONE = Price.Scope.SERIES, Price.Scope.REMAINING, Price.Scope.SESSION


def rates(*rows):
    """Rows as (scope, partners' amount or None, others' amount or None, unit)."""
    found = []
    for scope, partner, other, unit in rows:
        for audience, amount in (("partner", partner), ("non_partner", other)):
            if amount is not None:
                found.append(Rate(scope, audience, unit, Decimal(str(amount)), vat="excl"))
    return tuple(found)


SINGLE = rates((ONE, 290, 380, CITY))
LISTS = {
    "nothing": PriceList(),
    "free": PriceList(rates((ONE, 0, 0, HEAD))),  # seed A
    "city": PriceList(rates((WHOLE, 2500, 3000, CITY))),  # seed B
    "single": PriceList(SINGLE),
    "person": PriceList(rates((ONE, 80, 120, HEAD))),
    "cents": PriceList(rates((ONE, "12.50", "12.50", HEAD))),
    "series": PriceList(rates((WHOLE, 2400, 3000, CITY), (ONE, 700, 900, CITY))),
    "heads": PriceList(rates((WHOLE, 240, 300, HEAD), (ONE, 70, 90, HEAD))),
    "running": PriceList(
        rates((WHOLE, 2400, 3000, CITY), (REST, 1200, 1500, CITY), (ONE, 700, 900, CITY)), running=True
    ),
    "begun": PriceList(rates((WHOLE, 2400, 3000, CITY)), running=True),
    "rest only": PriceList(rates((REST, 1200, 1500, CITY), (ONE, 700, 900, CITY)), running=True),
    "not begun": PriceList(rates((WHOLE, 2400, 3000, CITY), (REST, 1200, 1500, CITY), (ONE, 700, 900, CITY))),
    "others": PriceList(rates((ONE, None, 80, CITY))),
    "mixed": PriceList(rates((WHOLE, None, 900, HEAD), (ONE, 100, 150, HEAD))),
    "either": PriceList(rates((ONE, None, 200, CITY), (ONE, None, 90, HEAD))),
    "own": PriceList(SINGLE, own={2: rates((ONE, 20, 50, CITY))}),
    "own, free": PriceList(SINGLE, own={2: rates((ONE, 0, 0, HEAD))}),
    "own, per head": PriceList(SINGLE, own={2: rates((ONE, None, 50, HEAD))}),
    "own, in a series": PriceList(rates((WHOLE, None, 3000, CITY)), own={2: rates((ONE, None, 50, CITY))}),
    "own for partners": PriceList(SINGLE, own={2: rates((ONE, 20, None, CITY))}),
    "event": PriceList(rates((ONE, 40, 60, HEAD))),  # a single event, seed D with a price
    "settled": PriceList(SINGLE, fixed=Decimal(500)),
    "earlier": PriceList(SINGLE, most=Decimal(600)),
    "earlier, list gone": PriceList(most=Decimal(600)),
    "waived": PriceList(SINGLE, fixed=Decimal(0)),
}

# Price list, class, places ("2x3" is session 2 with three seats) and what they cost, what happens then, the
# places after it and what they cost.
CASES = [
    # without a price, and free of charge
    ("nothing", "non_partner", "1 2", 0, "one given up", "1", 0),
    ("free", "partner", "1x3 2x3", 0, "all given up", "", 0),
    # a price for the series only (seed B): due with the first place, once
    ("city", "partner", "1x3 2x3 3x3", 2500, "fewer people", "1x3 2x3 3", 2500),
    ("city", "non_partner", "1 2 3 4 5", 3000, "one given up", "1 2 3 4", 3000),
    ("city", "non_partner", "1", 3000, "promoted to a second session", "1 2", 3000),
    ("city", "non_partner", "1 2", 3000, "one called off", "2", 3000),
    ("city", "non_partner", "1 2", 3000, "both called off", "", 0),
    ("city", "unclear", "1 2", 0, "given up", "", 0),
    ("city", "free", "1 2", 0, "one given up", "1", 0),
    ("city", "non_partner", "", 0, "promoted from the waiting list", "3", 3000),
    # single prices per organisation add up
    ("single", "partner", "1 2", 580, "one given up", "1", 290),
    ("single", "non_partner", "1 2", 760, "one given up", "2", 380),
    ("single", "non_partner", "1x3 2x3", 760, "fewer people", "1x3 2", 760),
    ("single", "partner", "1 2 3", 870, "one called off", "1 3", 580),
    ("single", "partner", "1", 290, "moved to another session", "3", 290),
    ("single", "partner", "1", 290, "promoted", "1 2", 580),
    ("single", "partner", "1 2", 580, "all given up", "", 0),
    ("single", "partner", "", 0, "still waiting", "", 0),
    ("single", "unclear", "1", 0, "promoted", "1 2", 0),
    ("single", "free", "1x3", 0, "promoted", "1x3 2x3", 0),
    # single prices per person
    ("person", "non_partner", "1x3", 360, "one person less", "1x2", 240),
    ("person", "partner", "1x3 2x3", 480, "two people less at one", "1x3 2", 320),
    ("person", "partner", "1 2x2", 240, "called off", "1", 80),
    ("person", "non_partner", "1x2", 240, "promoted with two", "1x2 2x2", 480),
    ("cents", "partner", "1x3", "37.50", "one person less", "1x2", 25),
    # series and single prices per organisation: never more than the series
    ("series", "non_partner", "1 2 3", 2700, "a fourth", "1 2 3 4", 3000),
    ("series", "non_partner", "1 2 3 4 5", 3000, "one called off", "1 2 3 4", 3000),
    ("series", "non_partner", "1 2 3 4 5", 3000, "two called off", "1 2 3", 2700),
    ("series", "non_partner", "1 2 3 4 5", 3000, "one given up", "1 2 3 4", 3000),
    ("series", "non_partner", "1 2 3 4 5", 3000, "four given up", "5", 900),
    ("series", "partner", "1 2 3 4 5", 2400, "three given up", "1 2", 1400),
    ("series", "partner", "2 3 4 5", 2400, "the last opens later", "2 3 4 5 6", 2400),
    # the same per person
    ("heads", "non_partner", "1x2 2x2 3x2 4x2", 600, "one person less everywhere", "1 2 3 4", 300),
    ("heads", "partner", "1x3 2x3 3x3 4x3", 720, "fewer at one session", "1x3 2x3 3x3 4", 700),
    ("heads", "non_partner", "1x2", 180, "a second session", "1x2 2x2", 360),
    ("heads", "non_partner", "1x2 2x2 3x2", 540, "one called off", "1x2 3x2", 360),
    # a running series: the cheaper of the remaining price and the single prices
    ("running", "non_partner", "4 5", 1500, "one given up", "5", 900),
    ("running", "non_partner", "3 4 5", 1500, "one called off", "3 5", 1500),
    ("running", "partner", "4 5", 1200, "all given up", "", 0),
    ("running", "partner", "5", 700, "promoted", "4 5", 1200),
    ("begun", "non_partner", "4 5", 3000, "one given up", "5", 3000),
    ("rest only", "non_partner", "3 4 5", 1500, "two given up", "3", 900),
    ("not begun", "non_partner", "4 5", 1800, "two more", "2 3 4 5", 3000),
    # where one class or one unit is not named
    ("others", "partner", "1", 80, "another", "1 2", 160),
    ("mixed", "partner", "1x2", 200, "all ten", " ".join(f"{n}x2" for n in range(1, 11)), 1800),
    ("mixed", "non_partner", "1x2 2x2", 600, "one given up", "1x2", 300),
    ("either", "non_partner", "1x3", 200, "two people less", "1", 90),
    # a session's own price comes before that of its series for a single session
    ("own", "non_partner", "1 2", 430, "moved to the own price", "2", 50),
    ("own", "partner", "1 2", 310, "the own one given up", "1", 290),
    ("own", "non_partner", "2", 50, "moved away from it", "3", 380),
    ("own, free", "non_partner", "1 2x3", 380, "only the free one stays", "2x3", 0),
    ("own, per head", "non_partner", "1x3 2x3", 530, "two people less", "1x3 2", 430),
    ("own, in a series", "non_partner", "2", 50, "a session without a price of its own", "2 3", 3000),
    ("own for partners", "non_partner", "2", 380, "settled as before", "2", 380),
    # a single event
    ("event", "partner", "1x2", 80, "one person less", "1", 40),
    ("event", "non_partner", "1x2", 120, "called off", "", 0),
    # what the organiser settled, and what was charged before
    ("settled", "non_partner", "1 2", 500, "one given up", "1", 500),
    ("settled", "non_partner", "1", 500, "all given up", "", 0),
    ("waived", "non_partner", "1 2", 0, "another", "1 2 3", 0),
    ("earlier", "non_partner", "1 2", 600, "one given up", "1", 380),
    ("earlier", "non_partner", "1 2 3", 600, "all given up", "", 0),
    ("earlier, list gone", "non_partner", "1 2", 600, "one given up", "1", 600),
]


def places(text: str) -> tuple[Place, ...]:
    found = []
    for word in text.split():
        session, _x, seats = word.partition("x")
        found.append(Place(session=int(session), seats=int(seats or 1), booking=int(session)))
    return tuple(found)


def party(name: str, price_class: str, booked: str) -> Party:
    return Party(LISTS[name], price_class, places(booked))


def owed(name, price_class, booked) -> Decimal:
    (dues,) = account([party(name, price_class, booked)])
    return total(dues)


@pytest.mark.parametrize(
    ("name", "price_class", "before", "cost", "happens", "after", "then"),
    CASES,
    ids=[f"{case[0]}, {case[1]}, {case[2] or 'no place'}: {case[4]}" for case in CASES],
)
def test_a_price_follows_what_is_booked(name, price_class, before, cost, happens, after, then):
    assert owed(name, price_class, before) == Decimal(str(cost)), "at first"
    assert owed(name, price_class, after) == Decimal(str(then)), happens


def test_there_are_enough_cases():
    assert len(CASES) + len(TOGETHER) >= 60


# Registrations of one organisation in the order of arrival, as (list, class, places), and what each owes.
TOGETHER = [
    ([("city", "partner", "1"), ("city", "partner", "2")], [2500, 0]),
    ([("city", "partner", ""), ("city", "partner", "2")], [0, 2500]),  # the first is given up: it passes on
    ([("city", "partner", "1"), ("city", "partner", ""), ("city", "partner", "3")], [2500, 0, 0]),
    ([("city", "unclear", "1"), ("city", "non_partner", "2")], [0, 3000]),
    ([("city", "free", "1"), ("city", "non_partner", "2")], [0, 3000]),
    ([("single", "partner", "1x3"), ("single", "partner", "1x2 2")], [290, 290]),  # session 1 once
    ([("single", "partner", ""), ("single", "partner", "1x2 2")], [0, 580]),
    ([("person", "partner", "1x2"), ("person", "partner", "1")], [160, 80]),  # people pay each
    ([("series", "non_partner", "1 2 3"), ("series", "non_partner", "4 5")], [2700, 300]),
    ([("series", "non_partner", "1 2 3 4"), ("series", "non_partner", "5")], [3000, 0]),
    ([("series", "non_partner", "1 2"), ("series", "non_partner", "4 5")], [1800, 1200]),
    ([("running", "partner", "4 5"), ("running", "partner", "3")], [1200, 0]),
    ([("settled", "partner", "1"), ("single", "partner", "1 2")], [500, 290]),
    ([("earlier", "partner", "1 2"), ("earlier", "partner", "1 2")], [580, 0]),
]


@pytest.mark.parametrize(("parties", "amounts"), TOGETHER)
def test_what_holds_per_organisation_is_owed_once(parties, amounts):
    found = account(party(*one) for one in parties)
    assert [total(dues) for dues in found] == amounts
    for dues, (_name, _class, booked) in zip(found, parties, strict=True):
        assert all(due.reason == "covered" for due in dues if not due.amount)
        assert len(dues) <= max(1, len(booked.split()))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("price_class", ["partner", "non_partner"])
def test_nobody_pays_more_for_giving_something_up(name, price_class):
    """From all to nothing, one place at a time; and a partner never pays more than others."""
    booked = ["1x3", "2x2", "3", "4", "5x3"]
    sums = [owed(name, price_class, " ".join(booked[:number])) for number in range(len(booked) + 1)]
    assert sums == sorted(sums)
    assert sums[-1] >= owed(name, price_class, "1 2 3 4 5")
    assert owed(name, "partner", " ".join(booked)) <= owed(name, "non_partner", " ".join(booked))


def test_rows_say_how_an_amount_came_about():
    (dues,) = account([party("own, per head", "non_partner", "1x3 2x3")])
    assert [(due.kind, due.booking, due.quantity, due.unit_amount, due.amount, due.vat) for due in dues] == [
        ("session", 1, 1, 380, 380, "excl"),
        ("session", 2, 3, 50, 150, "excl"),
    ]
    (dues,) = account([party("heads", "partner", "1x3 2x3 3x3 4x3")])
    assert [(due.kind, due.booking, due.quantity, due.unit_amount) for due in dues] == [
        ("series", None, 3, 240)
    ]
    _first, (rest,) = account([party("series", "partner", "1 2 3"), party("series", "partner", "4")])
    assert (rest.kind, rest.reason, rest.amount) == ("series", "rest", 300)
