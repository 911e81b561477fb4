"""What a registration would cost that is not made yet, for the page on which it is checked."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from events.registration.membership import payer_of
from events.registration.models import CallRules, Registration
from events.registration.price_lists import stored
from events.registration.pricing import Due, Place, total

from .account import Account
from .register import Request

Classes = Registration.PriceClass


@dataclass(frozen=True)
class Quote:
    """`dues` are the rows for the places that one gets, `waiting` what all would cost together once the
    places on waiting lists are places too. Of an unclear class `partner` and `other` say what may be settled,
    and nothing is due until then."""

    dues: list[Due]
    waiting: list[Due]
    partner: list[Due]
    other: list[Due]

    @property
    def amount(self):
        return total(self.dues)

    @property
    def shown(self):
        """The amount to which whoever goes on binds themselves: more is to be confirmed once more."""
        return total(self.partner) if self.partner else self.amount

    @property
    def most(self):
        """The amount that is due if an unclear class is settled against whoever registers."""
        return total(self.other)

    @property
    def later(self):
        """What is due in addition once the places on waiting lists are places."""
        return total(self.waiting) - self.amount

    @property
    def is_open(self) -> bool:
        """Return whether the organiser is to settle which amount is due."""
        return bool(self.partner or self.other)

    @property
    def needs_invoice(self) -> bool:
        return bool(total(self.waiting) or total(self.other))


def quote(rules: CallRules, request: Request, waits: Collection[int]) -> Quote:
    """Return what `request` costs; `waits` are the sessions at which the party gets no place at once."""
    account, new = _with_new(rules, request)
    wanted = [Place(wish.session, len(request.people)) for wish in request.sessions if wish.binding]
    placed = [place for place in wanted if place.session not in waits]

    def dues(price_class: str, places: list[Place]) -> list[Due]:
        new.price_class = price_class
        return account.dues({None: places})[None]

    asked = request.price_class
    unclear = asked == Classes.UNCLEAR
    return Quote(
        dues=dues(asked, placed),
        waiting=dues(asked, wanted),
        partner=dues(Classes.PARTNER, placed) if unclear else [],
        other=dues(Classes.NON_PARTNER, placed) if unclear else [],
    )


def with_shown(request: Request, found: Quote) -> Request:
    return replace(request, shown=found.shown)


def _with_new(rules: CallRules, request: Request) -> tuple[Account, Registration]:
    payer = payer_of(
        kind=request.kind,
        organisation_id=request.organisation_id,
        name=request.organisation_name,
        email=request.contact_email,
    )
    new = Registration(rules=rules, price_list=stored(request.prices), payer=payer)
    return Account.of(new), new
