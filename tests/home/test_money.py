"""Amounts of the house style; each row is named by the requirement it holds."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from home.formatting import money


@pytest.mark.parametrize(
    ("amount", "german", "dutch"),
    [
        pytest.param(2500, "2.500\u00a0€", "€\u00a02.500", id="L35-L36-SB17-SB18"),
        pytest.param(Decimal("2500.50"), "2.500,50\u00a0€", "€\u00a02.500,50", id="L35-L36-cents"),
        pytest.param(Decimal("2500.00"), "2.500\u00a0€", "€\u00a02.500", id="L35-L36-no-empty-cents"),
        pytest.param(0, "kostenlos", "gratis", id="SA18"),
        pytest.param(Decimal("0.004"), "kostenlos", "gratis", id="SA18-rounded"),
        pytest.param(Decimal("0.005"), "0,01\u00a0€", "€\u00a00,01", id="half-up"),
        pytest.param(-20, "-20\u00a0€", "€\u00a0-20", id="refund"),
        pytest.param("1234567.8", "1.234.567,80\u00a0€", "€\u00a01.234.567,80", id="millions"),
    ],
)
def test_amounts(amount, german, dutch):
    assert money.money(amount, "de") == german
    assert money.money(amount, "nl") == dutch


def test_words_and_other_currencies():
    assert money.money(2500, "de", words=True) == "2.500\u00a0Euro"
    assert money.money(2500, "nl", words=True) == "2.500\u00a0euro"
    assert money.money(90, "de", "CHF") == "90\u00a0CHF"
    assert money.money(90, "nl", "CHF", words=True) == "CHF\u00a090"


@pytest.mark.parametrize("amount", ["", "NaN", "Infinity", "12a", "\0", None])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValueError, match="finite decimal"):
        money.money(amount, "de")


def test_vat_and_percent():
    assert money.vat_note("excl", "de") == "zzgl. MwSt."
    assert money.vat_note("excl", "nl") == "excl. btw"
    assert money.vat_note("incl", "nl-NL") == "incl. btw"
    assert money.vat_note("", "nl") == ""
    assert money.percent(0.5, "de") == "50\u00a0%"
    assert money.percent(Decimal("0.125"), "nl") == "12,5%"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("2500", "2500", id="L37"),
        pytest.param("2.500", "2500", id="L37-thousands"),
        pytest.param("2.500,50", "2500.50", id="L37-comma"),
        pytest.param("2500,5", "2500.5", id="L37-one-decimal"),
        pytest.param("2500.50", "2500.50", id="L37-dot"),
        pytest.param("2,500.50", "2500.50", id="L37-english"),
        pytest.param("1.234.567", "1234567", id="L37-millions"),
        pytest.param("1.234.567,8", "1234567.8", id="L37-millions-comma"),
        pytest.param("0.500", "0.500", id="L37-zero-first"),
        pytest.param("0,125", "0.125", id="L37-three-decimals"),
        pytest.param(" € 2.500,- ", "2500", id="SB18-dutch"),
        pytest.param("2\u00a0500 Euro", "2500", id="SB18-words"),
        pytest.param("−5", "-5", id="minus"),
    ],
)
def test_typed_numbers(typed, expected):
    assert money.parse_number(typed) == Decimal(expected)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "€",
        "12a",
        "1.2.3",
        "1,2,3",
        "12.34,5.6",
        "1.23,4",
        "2500.500,00",
        "1,2.345.678",
        "0.123.456",
        ",5",
        "5,",
        "1e5",
    ]
    + ["NaN", "٢٥", "\0", "1\u202e5", "9" * 33, "9" * 100_000, "<b>5</b>", "1.234,567.89"],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        money.parse_number(typed)


def test_an_amount_that_may_mean_either_is_refused():
    with pytest.raises(ValueError, match="two decimals"):
        money.parse_amount("2,500")
    assert money.parse_amount("2.500") == 2500


def test_the_form_field_takes_comma_and_dot():
    field = money.AmountField(required=False)
    assert field.clean("2.500,50") == Decimal("2500.50")
    assert field.clean(Decimal("12.00")) == Decimal("12.00")
    assert field.clean("") is None
    assert field.clean("0") == 0
    assert field.prepare_value(Decimal("12.50")) == "12,50"
    assert 'inputmode="decimal"' in field.widget.render("price", "", field.widget_attrs(field.widget))
    with pytest.raises(ValidationError) as refused:
        field.clean("viel")
    assert refused.value.code == "invalid"
    with pytest.raises(ValidationError):
        field.clean("123456789,00")
