"""What a registration owes follows what is booked, in the transaction of every change."""

from collections.abc import Sequence
from decimal import Decimal

from events.registration import mails
from events.registration.choices import Kind, Reason
from events.registration.models import Booking, Charge, Registration
from events.registration.price_lists import loaded, stored, with_session
from events.registration.pricing import NOTHING, Due, Place, PriceChange, total

from .account import Account, Member, place_of
from .late import fees
from .locks import lock_call, one_transaction
from .log import log

Invoice = Registration.Invoice
ONCE = (Kind.SERIES, Kind.REMAINING)


SAME = PriceChange(NOTHING, NOTHING)


def recharge(registration: Registration, *, late: Sequence[Place] = (), waive: str = "") -> PriceChange:
    """Write what a registration owes now, and what others of its organisation owe because of that.

    Called in the transaction that changed what is booked, under the locks of `lock_registration`. `late` are
    the places that were given up too late to be free of charge, `waive` the reason why no fee is due for them
    after all. Returns the change for this registration; the contacts of others are written to. Safe to
    repeat without `late`.
    """
    if not registration.is_priced:
        return SAME
    lock_call(registration.rules_id)
    account = Account.of(registration)
    found = _write(account, own=registration)
    due = fees(account, registration, late) if late else {}
    for booking, fee in due.items():
        _add_fee(registration, booking, fee, waive)
    if due and not waive:
        fee = sum(due.values(), NOTHING)
        found = PriceChange(found.before, found.after + fee, fee)
        _follow(registration, found)
    return found


def _write(account: Account, *, own: Registration | None = None) -> PriceChange:
    owed = account.dues()
    changed = [one for one in account.members if _rows(one, owed) != list(map(_values, one.charges))]
    Charge.objects.filter(pk__in=[row.pk for one in changed for row in one.charges]).delete()
    Charge.objects.bulk_create(row for one in changed for row in _charges(one, owed))
    found = SAME
    for one in account.members:
        more = total(one.fees)
        change = PriceChange(total(one.charges) + more, total(owed[one.registration.pk]) + more)
        if one in changed:
            _follow(one.registration, change)
        if one.registration is own:
            found = change
        elif change and one.is_confirmed:
            mails.price_changed(one.registration, change)
    return found


def _add_fee(registration: Registration, booking: int, fee: Decimal, waive: str) -> None:
    """A row for each booking, which grows when more of its places are given up too late."""
    known = Charge.objects.filter(booking_id=booking, kind=Kind.FEE).first()
    if waive:
        fee = NOTHING
    if known is None:
        Charge.objects.create(
            registration=registration,
            booking_id=booking,
            rules_id=registration.rules_id,
            kind=Kind.FEE,
            reason=Reason.WAIVED if waive else Reason.LATE,
            price_class=registration.price_class,
            unit_amount=fee,
            amount=fee,
            note=waive,
            **_money_of(registration),
        )
    elif fee:
        known.amount += fee
        known.unit_amount, known.reason = known.amount, Reason.LATE
        known.save(update_fields=["amount", "unit_amount", "reason"])
    log(registration, "fee waived" if waive else "fee for late cancellation", amount=f"{fee:.2f}")


def _money_of(registration: Registration) -> dict:
    """Currency and VAT of its price list."""
    prices = loaded(registration.price_list)
    rates = [rate for rates in (prices.rates, *prices.own.values()) for rate in rates if rate.amount]
    return {"currency": rates[0].currency, "vat": rates[0].vat} if rates else {}


def waive_fee(charge_id: int, *, reason: str, user) -> Charge:
    """Ask no fee for what was given up too late; the reason stands with it. Safe to repeat."""
    with one_transaction():
        registration_id, rules_id = Charge.objects.values_list("registration_id", "rules_id").get(
            pk=charge_id, kind=Kind.FEE
        )
        lock_call(rules_id)
        registration = Registration.objects.select_for_update(no_key=True).get(pk=registration_id)
        charge = Charge.objects.get(pk=charge_id)
        if charge.reason == Reason.WAIVED:
            return charge
        before = registration.amount
        change = PriceChange(before, before - charge.amount)
        charge.amount = charge.unit_amount = NOTHING
        charge.reason, charge.note = Reason.WAIVED, reason
        charge.save(update_fields=["amount", "unit_amount", "reason", "note"])
        log(registration, "fee waived", user=user)
        _follow(registration, change)
        mails.price_changed(registration, change)
        return charge


def cost_of_place(booking: Booking) -> Due:
    """Return what one more place of a registration costs, for an offer: an amount with currency and VAT."""
    registration = booking.registration
    account = Account.of(registration)
    before = total(account.dues()[registration.pk])
    with_it = account.dues({registration.pk: [place_of(booking)]})[registration.pk]
    paid = next((due for due in with_it if due.amount), None)
    return Due(
        kind=Kind.SESSION,
        amount=max(total(with_it) - before, NOTHING),
        currency=paid.currency if paid else "EUR",
        vat=paid.vat if paid else "",
    )


def know_prices(registration: Registration, session: int) -> None:
    """Add the own prices of a session to the list of a registration that gets a place there."""
    before = loaded(registration.price_list)
    prices = with_session(before, session)
    if prices is not before and (prices.costs or registration.is_priced):
        registration.price_list = stored(prices)
        registration.save(update_fields=["price_list"])


def agree_to(registration: Registration, amount: Decimal) -> None:
    """Note that the contact knows and agreed to this amount."""
    if registration.agreed_amount is not None and amount > registration.agreed_amount:
        registration.agreed_amount = amount
        registration.save(update_fields=["agreed_amount"])


def pays_as(registration: Registration, payer: str) -> PriceChange:
    """Let a locked registration belong to another organisation, and write what both owe then."""
    if registration.payer == payer:
        return SAME
    left, registration.payer = registration.payer, payer
    registration.save(update_fields=["payer"])
    change = recharge(registration)
    others = Registration.objects.filter(
        rules_id=registration.rules_id, payer=left, status__in=Registration.ACTIVE
    )
    other = others.exclude(price_list={}).order_by("pk").first() if left else None
    if other:
        _write(Account.of(other))
    return change


def _follow(registration: Registration, change: PriceChange) -> None:
    """Note a change of the sum, in the log and for the invoice."""
    if change.before != change.after:
        log(registration, "price changed", before=f"{change.before:.2f}", after=f"{change.after:.2f}")
    owes = change.after or registration.charges.filter(amount__gt=0).exists()
    status = Invoice.OPEN if owes else Invoice.NONE
    if registration.invoice_status in (Invoice.NONE, Invoice.OPEN) and registration.invoice_status != status:
        registration.invoice_status = status
        registration.save(update_fields=["invoice_status"])


def _rows(member: Member, owed: dict[int, list[Due]]) -> list[tuple]:
    return [_values(row) for row in _charges(member, owed)]


def _values(row: Charge) -> tuple:
    return (
        row.kind, row.booking_id, row.payer, row.reason, row.price_class, row.unit, row.quantity,
        row.unit_amount, row.amount, row.currency, row.vat,
    )  # fmt: skip


def _charges(member: Member, owed: dict[int, list[Due]]) -> list[Charge]:
    registration = member.registration
    return [
        Charge(
            registration=registration,
            booking_id=due.booking,
            rules_id=registration.rules_id,
            payer=registration.payer if _carries(member, due) else "",
            kind=due.kind,
            reason=due.reason,
            price_class=due.price_class,
            unit=due.unit,
            quantity=due.quantity,
            unit_amount=due.unit_amount,
            amount=due.amount,
            currency=due.currency,
            vat=due.vat,
        )
        for due in owed[registration.pk]
    ]


def _carries(member: Member, due: Due) -> bool:
    """Return whether the organisation owes this once, here."""
    once = due.kind in ONCE and due.unit == "organisation" and due.reason != Reason.COVERED
    return once and member.is_confirmed
