"""Prices in words, case by case (domain.md#prices): nothing is said twice, nothing where none is."""

import pytest

from events.display.price_table import cheapest, session_price, tariffs
from events.models import Price


def price(scope="series", audience="partner", amount=290, unit="organisation", vat="excl", currency="EUR"):
    return Price(scope=scope, audience=audience, amount=amount, unit=unit, vat=vat, currency=currency)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


BOTH = [price(), price(audience="non_partner", amount=380)]


@pytest.mark.parametrize(
    ("own", "general", "expected"),
    [
        ([], [], ("", "")),
        ([price("session")], [], ("Beitrag je Stadt", "290 € für Partner, zzgl. MwSt.")),
        ([price("session", "non_partner")], [], ("Beitrag je Stadt", "290 €, zzgl. MwSt.")),
        ([price("session", unit="person")], [], ("Beitrag je Person", "290 € für Partner, zzgl. MwSt.")),
        (BOTH, [], ("Beitrag je Stadt", "290 € für Partner, sonst 380 €, zzgl. MwSt.")),
        # The same for both is one price.
        ([price(), price(audience="non_partner")], [], ("Beitrag je Stadt", "290 €, zzgl. MwSt.")),
        # Its own replace those of the series, those of a single session those of the whole.
        ([price("session")], BOTH, ("Beitrag je Stadt", "290 € für Partner, zzgl. MwSt.")),
        (
            [],
            [*BOTH, price("session", "non_partner", 50)],
            ("Beitrag je Stadt", "50 €, zzgl. MwSt."),
        ),
        ([], BOTH, ("Beitrag je Stadt", "290 € für Partner, sonst 380 €, zzgl. MwSt. für die ganze Reihe")),
        ([], [price("remaining")], ("", "")),
        # One unit in a line.
        (
            [price("session", "non_partner", 5, "person"), price("session", "partner", 9)],
            [],
            ("Beitrag je Person", "5 €, zzgl. MwSt."),
        ),
        # Nothing to pay is a word, without a note on taxes.
        ([price("session", amount=0)], [], ("Beitrag", "kostenlos")),
        (
            [price("session", amount=0), price("session", "non_partner", 20)],
            [],
            ("Beitrag je Stadt", "kostenlos für Partner, sonst 20 €, zzgl. MwSt."),
        ),
        (
            [price("session", vat="incl"), price("session", "non_partner", 380)],
            [],
            ("Beitrag je Stadt", "290 € für Partner, sonst 380 €"),
        ),
        (
            [price("session", amount=0, vat="incl"), price("session", "non_partner", 380)],
            [],
            ("Beitrag je Stadt", "kostenlos für Partner, sonst 380 €, zzgl. MwSt."),
        ),
    ],
)
def test_the_price_of_one_session(own, general, expected):
    label, text = session_price(own, general, "de")
    assert (label, plain(text)) == expected


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        ([], []),
        (BOTH, [("Partnerstadt", "290 €"), ("Andere Städte", "380 €")]),
        (BOTH[1:], [("Andere Städte", "380 €")]),
        ([*BOTH, price("session", amount=50)], [("Partnerstadt", "ab 50 €"), ("Andere Städte", "380 €")]),
        ([*BOTH, price("session")], [("Partnerstadt", "290 €"), ("Andere Städte", "380 €")]),
        ([price(amount=0), price("session")], [("Partnerstadt", "kostenlos")]),
        ([price(unit="person")], [("Partner", "290 €")]),
        ([price(unit="person", audience="non_partner", currency="CHF")], [("Andere", "290 CHF")]),
        ([price(audience="free", amount=0)], []),
    ],
)
def test_the_cheapest_of_each_class(prices, expected):
    assert [(one["label"], plain(one["text"])) for one in cheapest(prices, "de")] == expected


def table(prices, **options) -> list[tuple]:
    found = tariffs(prices, "de", **options)
    return [
        (
            plain(one.caption),
            one.columns,
            [(row["label"], [plain(cell) for cell in row["cells"]]) for row in one.rows],
        )
        for one in found
    ]


def test_a_table_for_each_unit_with_the_rows_and_columns_that_have_prices():
    assert table([]) == []
    assert table([*BOTH, price("session", amount=50)]) == [
        (
            "Preise je Stadt, zzgl. MwSt.",
            ["Partnerstadt", "Andere Städte"],
            [("Ganze Reihe", ["290 €", "380 €"]), ("Einzelner Termin", ["50 €", "–"])],
        )
    ]
    units = table([price(), price(unit="person", audience="free", amount=0)])
    assert [(caption, columns) for caption, columns, _rows in units] == [
        ("Preise je Stadt, zzgl. MwSt.", ["Partnerstadt"]),
        ("Preise je Person", ["Kostenfreie Plätze"]),
    ]
    person = table([price(unit="person"), price(unit="person", audience="non_partner")])
    assert person[0][1] == ["Partner", "Andere"]


def test_taxes_that_differ_stand_at_each_amount():
    (found,) = table([price(), price(audience="non_partner", amount=380, vat="incl")])
    assert found[0] == "Preise je Stadt"
    assert found[2] == [("Ganze Reihe", ["290 €, zzgl. MwSt.", "380 €, inkl. MwSt."])]
    (free,) = table([price(amount=0, vat="exempt"), price(audience="non_partner", amount=380)])
    assert (free[0], free[2][0][1]) == ("Preise je Stadt, zzgl. MwSt.", ["kostenlos", "380 €"])
    three = [price(), price(audience="non_partner", vat="incl"), price(audience="free", amount=0, vat="incl")]
    assert table(three)[0][2][0][1] == ["290 €, zzgl. MwSt.", "290 €, inkl. MwSt.", "kostenlos"]


@pytest.mark.parametrize(
    ("scope", "options", "expected"),
    [
        ("series", {}, "Ganze Reihe"),
        ("series", {"sessions": 1}, "Ganze Reihe, 1 Termin"),
        ("series", {"sessions": 10}, "Ganze Reihe, 10 Termine"),
        ("remaining", {"sessions": 10}, "Verbleibende Termine"),
        ("remaining", {"sessions": 10, "remaining": "6–10"}, "Verbleibende Termine 6–10"),
        ("session", {"sessions": 10, "remaining": "6–10"}, "Einzelner Termin"),
    ],
)
def test_each_row_says_what_it_is_for(scope, options, expected):
    (found,) = table([price(scope)], **options)
    assert [label for label, _cells in found[2]] == [expected]
