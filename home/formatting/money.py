"""Amounts and percentages in house style, and the reading of typed numbers.

CLDR prints "2.500,00 €"; the house prints cents only where there are some, and nothing to pay is a word.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.numbers import format_currency, format_decimal, format_percent
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..languages import GERMAN, language_code
from .dates import NBSP

CENT = Decimal("0.01")
FREE = {"de": "kostenlos", "nl": "gratis"}
WORDS = {"EUR": {"de": "Euro", "nl": "euro"}}
VAT = {
    "incl": {"de": "inkl. MwSt.", "nl": "incl. btw"},
    "excl": {"de": "zzgl. MwSt.", "nl": "excl. btw"},
    "exempt": {"de": "von der Umsatzsteuer befreit", "nl": "vrijgesteld van btw"},
}
# Longest number anyone needs to type, with its separators.
MAX_TYPED = 32

_SPACES = re.compile(r"[\s\u00a0\u202f'’]+")
_SIGNS = re.compile(r"^(?:€|EUR|Euro)|(?:€|EUR|Euro)$", re.IGNORECASE)
_WHOLE = re.compile(r"[,.][-–—]{1,2}$")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*")


def money(
    amount: Decimal | int | str, lang: str | None = None, currency: str = "EUR", *, words: bool = False
) -> str:
    """2.500 € · € 2.500; with cents 2.500,50 €; nothing to pay: kostenlos · gratis; `words`: 2.500 Euro.

    Amounts are in units of the currency and rounded to cents, half up. Raises ValueError for what is no
    number.
    """
    code = language_code(lang)
    try:
        value = Decimal(str(amount)).quantize(CENT, ROUND_HALF_UP)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValueError("An amount of money must be a finite decimal number.")
    if not value:
        return FREE[code]
    digits = "#,##0" if value == value.to_integral_value() else "#,##0.00"
    if words and currency in WORDS:
        return f"{format_decimal(value, digits, locale=code)}{NBSP}{WORDS[currency][code]}"
    pattern = f"{digits}{NBSP}¤" if code == GERMAN else f"¤{NBSP}{digits};¤{NBSP}-{digits}"
    return format_currency(value, currency, pattern, locale=code, currency_digits=False)


def vat_note(kind: str, lang: str | None = None) -> str:
    """Return the note after an amount for incl, excl, exempt: inkl. MwSt. · incl. btw; "" for others."""
    return VAT.get(kind, {}).get(language_code(lang), "")


def percent(fraction: Decimal | float, lang: str | None = None) -> str:
    """50 % · 50%, from a fraction (0.5); at most one decimal."""
    code = language_code(lang)
    return format_percent(fraction, f"#,##0.#{NBSP}%" if code == GERMAN else "#,##0.#%", locale=code)


def parse_number(text: str) -> Decimal:
    """Read a number typed the German, Dutch or English way: 2.500,50, 2500.50, 2,500.50, € 2.500,-.

    A single dot before exactly three figures groups thousands (2.500 is 2500), as in both languages of the
    site; a single comma is always a decimal comma. Raises ValueError for anything else, also for unclear
    grouping.
    """
    if len(text) > MAX_TYPED:
        raise ValueError("The number is too long.")
    typed = _WHOLE.sub("", _SIGNS.sub("", _SPACES.sub("", text))).replace("−", "-")
    if not _NUMBER.fullmatch(typed):
        raise ValueError("Not a number.")
    if typed.lstrip("+-").isdecimal():
        return Decimal(typed)
    last = max(typed.rfind("."), typed.rfind(","))
    mark, other = typed[last], "," if typed[last] == "." else "."
    whole, decimals = typed[:last], typed[last + 1 :]
    grouped = mark in whole or (mark == "." and len(decimals) == 3 and _leads(whole))
    if grouped:
        if other in whole:
            raise ValueError("Thousands and decimals are mixed.")
        return Decimal(_ungroup(typed, mark))
    return Decimal(f"{_ungroup(whole, other)}.{decimals}")


def _leads(whole: str) -> bool:
    """Tell whether these figures can begin a grouped number: one to three of them, not just a zero."""
    figures = whole.lstrip("+-")
    return len(figures) <= 3 and not figures.startswith("0")


def _ungroup(text: str, mark: str) -> str:
    first, *groups = text.split(mark)
    if groups and (not _leads(first) or any(len(group) != 3 for group in groups)):
        raise ValueError("Thousands are grouped in threes.")
    return first + "".join(groups)


def parse_amount(text: str) -> Decimal:
    """Read a typed amount of money, with at most two decimals: 2,500 is refused, as it may mean either.

    Raises ValueError as `parse_number` does.
    """
    value = parse_number(text)
    if -value.as_tuple().exponent > 2:
        raise ValueError("An amount has at most two decimals.")
    return value


class AmountField(forms.DecimalField):
    """A form field for an amount of money that takes comma and dot, as people type them."""

    default_error_messages = {"invalid": _("Enter an amount such as 2500 or 2500,50.")}
    widget = forms.TextInput

    def __init__(self, *, max_digits=10, decimal_places=2, **kwargs):
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_amount(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value):
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "decimal"}
