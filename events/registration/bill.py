"""What is owed, line by line, in the words of the active language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.models import Price
from home.formatting.money import money, vat_note

from .choices import Kind, Reason
from .pricing import NOTHING, total


@dataclass(frozen=True)
class BillLine:
    """What a row is for, how its amount came about, and the amount."""

    title: str
    how: str
    amount: Decimal
    is_fee: bool
    covered: bool


@dataclass(frozen=True)
class Bill:
    """The rows with their sum; `vat` is one note for all of them, "" where they differ or nothing is due."""

    lines: tuple[BillLine, ...] = ()
    amount: Decimal = NOTHING
    currency: str = "EUR"
    vat: str = ""

    @property
    def covered(self) -> bool:
        """Return whether another registration of the organisation owes all of it."""
        return bool(self.lines) and all(line.covered for line in self.lines)

    @property
    def words(self) -> str:
        """The sum in one line: 580 €, zzgl. MwSt."""
        amount = money(self.amount, currency=self.currency)
        note = vat_note(self.vat) if self.amount else ""
        return f"{amount}, {note}" if note else amount


def bill_of(rows: Iterable, titles: Mapping[int, str] | None = None) -> Bill:
    """Return the bill of charges or dues; `titles` are those of sessions, by booking or session."""
    rows = sorted(rows, key=lambda row: row.kind == Kind.FEE)
    paid = [row for row in rows if row.amount]
    notes = {row.vat for row in paid}
    return Bill(
        lines=tuple(_line(row, titles or {}) for row in rows),
        amount=total(rows),
        currency=next((row.currency for row in [*paid, *rows]), "EUR"),
        vat=notes.pop() if len(notes) == 1 else "",
    )


def _line(row, titles: Mapping[int, str]) -> BillLine:
    key = getattr(row, "booking_id", None) or getattr(row, "session", None)
    title = titles.get(key, "")
    kind = Kind(row.kind)
    return BillLine(
        title=title or str(kind.label),
        how=how(row),
        amount=row.amount,
        is_fee=kind == Kind.FEE,
        covered=row.reason == Reason.COVERED,
    )


def how(row) -> str:
    """Return how an amount came about: 2 × 80 €, je Person, Partner."""
    parts = []
    if row.unit and row.reason != Reason.COVERED:
        each = money(row.unit_amount, currency=row.currency)
        counted = Price.Unit(row.unit).label
        parts += [f"{row.quantity} × {each}" if row.quantity > 1 else each, str(counted)]
        if row.price_class in Price.Audience.values:
            parts.append(str(Price.Audience(row.price_class).label))
    if row.reason:
        parts.append(str(Reason(row.reason).label))
    if getattr(row, "note", ""):
        parts.append(row.note)
    return ", ".join(parts)


def note(rows: Iterable) -> str:
    """Return how all amounts came about, for a table: a row after the other."""
    return "; ".join(f"{Kind(row.kind).label}, {how(row)}" for row in rows)


def changed(before: Decimal, after: Decimal, currency: str = "EUR") -> str:
    """Return what a change means: bisher 580 €, jetzt 290 €."""

    def words(amount: Decimal) -> str:
        return money(amount, currency=currency) if amount else pgettext("amount", "nothing")

    return _("until now %(before)s, now %(after)s") % {"before": words(before), "after": words(after)}
