"""What registrations owe for the places they have: pure, without a query. domain.md#prices states the rules.

Single prices add up, a session's own before its series' single price, but never to more than the price of
the series, nor, for those who register once it has begun, than the price of the remaining sessions. So
nobody pays more for giving up a place, and nothing depends on how many sessions were called off, lie behind
or open later. What holds per organisation is owed once by all its registrations, in the order of arrival.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from events.models import Price

from .choices import Kind, Reason

Scope, Unit, Audience = Price.Scope, Price.Unit, Price.Audience
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Rate:
    """A row of a price list."""

    scope: str
    audience: str
    unit: str
    amount: Decimal
    currency: str = "EUR"
    vat: str = ""


@dataclass(frozen=True)
class PriceList:
    """The prices that hold for one registration, as they were when it came in.

    `rates` are those of the series, or of the single event; `own` those of single sessions in a series, by
    the primary key of their seat row. `running`: the series had begun. `fixed` is what the organiser settled
    for all together, `most` what an earlier version of this site charged: never more than that.
    """

    rates: tuple[Rate, ...] = ()
    own: Mapping[int, tuple[Rate, ...]] = field(default_factory=dict)
    running: bool = False
    fixed: Decimal | None = None
    most: Decimal | None = None

    @property
    def costs(self) -> bool:
        """Return whether anything in it costs something."""
        rates = (rate for rates in (self.rates, *self.own.values()) for rate in rates)
        return bool(self.fixed or self.most) or any(rate.amount for rate in rates)


@dataclass(frozen=True)
class Place:
    """Seats that a registration has at a session which is not called off."""

    session: int
    seats: int = 1
    booking: int | None = None


@dataclass(frozen=True)
class Due:
    """A row of what is owed. `booking` is None for what is not owed for one session."""

    kind: str
    amount: Decimal
    unit: str = ""
    quantity: int = 1
    unit_amount: Decimal = NOTHING
    currency: str = "EUR"
    vat: str = ""
    price_class: str = ""
    booking: int | None = None
    reason: str = ""
    session: int | None = None


FREE = Due(Kind.SESSION, NOTHING)


@dataclass(frozen=True)
class PriceChange:
    """What a registration owed before and owes now; `fee` of it is new, for what was given up too late."""

    before: Decimal
    after: Decimal
    fee: Decimal = NOTHING

    def __bool__(self) -> bool:
        return self.before != self.after or bool(self.fee)


@dataclass(frozen=True)
class Party:
    """A registration: its price list, its class ("partner", "non_partner", "free", "unclear"), its places.

    One that is not confirmed covers no other.
    """

    prices: PriceList
    price_class: str
    places: tuple[Place, ...]
    confirmed: bool = True


@dataclass
class Covered:
    """What earlier registrations of an organisation owe for all of it."""

    series: bool = False
    sessions: set[int] = field(default_factory=set)
    paid: Decimal = NOTHING


def account(parties: Iterable[Party]) -> list[list[Due]]:
    """Return what each of these registrations of one organisation owes; those before cover those after."""
    covered, owed = Covered(), []
    for party in parties:
        listed = _by_list(party, covered)
        dues = _agreed(party, listed)
        owed.append(dues)
        shared = [due for due in listed if due.unit == Unit.ORGANISATION and party.confirmed]
        covered.series |= any(due.kind in (Kind.SERIES, Kind.REMAINING) for due in shared)
        covered.sessions |= {due.session for due in shared if due.kind == Kind.SESSION}
        if shared:
            covered.paid += total(shared if dues is listed else dues)
    return owed


def total(dues: Iterable) -> Decimal:
    """Return the sum of these rows."""
    return sum((due.amount for due in dues), NOTHING)


def _by_list(party: Party, covered: Covered) -> list[Due]:
    """What the price list asks; an unclear class owes nothing until it is settled."""
    if party.price_class in ("free", "unclear") or not party.places:
        return []
    if covered.series:
        series = _least(party, Scope.SERIES, 1)
        vat, currency = (series.vat, series.currency) if series else ("", "EUR")
        row = Due(Kind.SERIES, NOTHING, Unit.ORGANISATION, currency=currency, vat=vat, reason=Reason.COVERED)
        return [row]
    offers = [_singles(party, covered)]
    people = max(place.seats for place in party.places)
    for scope in (Scope.REMAINING, Scope.SERIES):
        due = _least(party, scope, people) if scope in _for_all(party) else None
        if due:
            offers.append([_up_to(due, covered) if scope == Scope.SERIES else due])
    return min((offer for offer in offers if offer is not None), key=total, default=[])


def _singles(party: Party, covered: Covered) -> list[Due] | None:
    """A row for each session; None where one has no price of its own and a price for all would hold."""
    dues = [_single(party, place, covered) for place in party.places]
    priced = [due for due in dues if due is not None]
    if len(priced) == len(dues):
        return priced
    return None if any(_least(party, scope, 1) for scope in _for_all(party)) else priced


def _for_all(party: Party) -> set[str]:
    """The prices that can hold for all places together."""
    return {Scope.SERIES, Scope.REMAINING} if party.prices.running else {Scope.SERIES}


def _single(party: Party, place: Place, covered: Covered) -> Due | None:
    own = party.prices.own.get(place.session, ())
    rates = _rates(own, party.price_class) or _rates(party.prices.rates, party.price_class, Scope.SESSION)
    due = _cheapest(Kind.SESSION, party, rates, place.seats, place)
    if due and due.unit == Unit.ORGANISATION and place.session in covered.sessions:
        return _with(due, amount=NOTHING, reason=Reason.COVERED)
    return due


def _least(party: Party, scope: str, people: int) -> Due | None:
    return _cheapest(scope, party, _rates(party.prices.rates, party.price_class, scope), people)


def _rates(rates: Iterable[Rate], price_class: str, scope: str | None = None) -> list[Rate]:
    """The rates of a class; partners pay what all pay where nothing is said for them."""
    rates = [rate for rate in rates if scope in (None, rate.scope)]
    others = [rate for rate in rates if rate.audience == Audience.NON_PARTNER]
    if price_class != Audience.PARTNER:
        return others
    return [rate for rate in rates if rate.audience == Audience.PARTNER] or others


def _cheapest(kind: str, party: Party, rates: list[Rate], people: int, place: Place | None = None):
    dues = []
    for rate in rates:
        number = people if rate.unit == Unit.PERSON else 1
        where = (place.booking, place.session) if place else (None, None)
        dues.append(
            Due(
                kind=kind,
                amount=rate.amount * number,
                unit=rate.unit,
                quantity=number,
                unit_amount=rate.amount,
                currency=rate.currency,
                vat=rate.vat,
                price_class=party.price_class,
                booking=where[0],
                session=where[1],
            )
        )
    return min(dues, key=lambda due: due.amount, default=None)


def _up_to(due: Due, covered: Covered) -> Due:
    """The price for all less what the organisation owes already for single sessions."""
    if due.unit != Unit.ORGANISATION or not covered.paid:
        return due
    return _with(due, amount=max(due.amount - covered.paid, NOTHING), reason=Reason.REST)


def _agreed(party: Party, listed: list[Due]) -> list[Due]:
    """What holds instead of the list: an amount that the organiser settled, or that was charged before."""
    prices = party.prices
    if not party.places or party.price_class in ("free", "unclear"):
        return listed
    if prices.fixed is not None:
        return [_one_amount(party, listed, prices.fixed, Reason.SETTLED)]
    if prices.most is not None and (total(listed) > prices.most or not listed):
        return [_one_amount(party, listed, prices.most, Reason.EARLIER)]
    return listed


def _one_amount(party: Party, listed: list[Due], amount: Decimal, reason: str) -> Due:
    rate = next(iter(listed), None) or next(iter(party.prices.rates), None)
    return Due(
        kind=Kind.AGREED,
        amount=amount,
        unit_amount=amount,
        currency=rate.currency if rate else "EUR",
        vat=rate.vat if rate else "",
        price_class=party.price_class,
        reason=reason,
    )


def _with(due: Due, **values) -> Due:
    return Due(**(due.__dict__ | values))
