"""Addresses and telephone numbers; each row is named by the requirement it holds."""

import pytest
from django.core.exceptions import ValidationError

from home.formatting import postal_addresses


@pytest.mark.parametrize(
    ("typed", "country", "expected"),
    [
        pytest.param("3941ka", "NL", "3941 KA", id="L42-SD4"),
        pytest.param(" 3941  KA ", "NL", "3941 KA", id="L42-blanks"),
        pytest.param("NL-3941 ka", "NL", "3941 KA", id="L42-prefix"),
        pytest.param("45880", "DE", "45880", id="L41"),
        pytest.param("D-45880", "DE", "45880", id="L41-prefix"),
        pytest.param("01067", "DE", "01067", id="L41-saxony"),
        pytest.param("sw1a  1aa", "GB", "SW1A 1AA", id="elsewhere"),
    ],
)
def test_postcodes(typed, country, expected):
    assert postal_addresses.normalise_postcode(typed, country) == expected


@pytest.mark.parametrize(
    ("typed", "country"),
    [("0941 KA", "NL"), ("3941", "NL"), ("3941 SS", "NL"), ("3941 KAB", "NL"), ("٣٩٤١ KA", "NL"), ("", "NL")]
    + [("4588", "DE"), ("00000", "DE"), ("458801", "DE"), ("", "DE"), ("4588\0", "DE"), ("9" * 99_999, "DE")],
)
def test_impossible_postcodes(typed, country):
    with pytest.raises(ValidationError) as refused:
        postal_addresses.normalise_postcode(typed, country)
    assert refused.value.code == "postcode"


DOORN = {"street": "Postweg 9", "postcode": "3941ka", "city": "Doorn", "country": "NL"}
ESSEN = {"street": "Straße 14", "postcode": "45880", "city": "Gelsenkirchen", "country": "DE"}


@pytest.mark.parametrize(
    ("parts", "lang", "expected"),
    [
        pytest.param(DOORN, "nl", ["Postweg 9", "3941 KA Doorn"], id="SD4-L42-L43-at-home"),
        pytest.param(DOORN, "de", ["Postweg 9", "3941 KA Doorn", "Niederlande"], id="SD4-L43-abroad"),
        pytest.param(ESSEN, "de", ["Straße 14", "45880 Gelsenkirchen"], id="L41-L43-at-home"),
        pytest.param(ESSEN, "nl", ["Straße 14", "45880 Gelsenkirchen", "Duitsland"], id="L41-L43-abroad"),
        pytest.param(
            {"city": "Doorn", "country": "NL", "name": "Hof"}, "nl", ["Hof", "Doorn"], id="no-street"
        ),
        pytest.param({"country": "NL"}, "de", [], id="nothing-known"),
        pytest.param({"city": "X", "postcode": "abc"}, "de", ["abc X"], id="bad-postcode-as-typed"),
        pytest.param({"city": "X", "country": "??"}, "de", ["X", "??"], id="unknown-country"),
    ],
)
def test_lines(parts, lang, expected):
    assert postal_addresses.address_lines(**parts, lang=lang) == expected


def test_one_line():
    assert postal_addresses.address_text(**DOORN, lang="de") == "Postweg 9, 3941 KA Doorn, Niederlande"


@pytest.mark.parametrize(
    ("typed", "country", "shown", "href"),
    [
        pytest.param(
            "+49 341 1234567-111", "DE", "+49 341 1234567-111", "tel:+493411234567111", id="L41-extension"
        ),
        pytest.param("0341 / 12 34 567", "DE", "+49 341 12 34 567", "tel:+493411234567", id="L41-national"),
        pytest.param("0341-1234567", "DE", "+49 341 1234567", "tel:+493411234567", id="area-code-hyphen"),
        pytest.param(
            "0049 (0) 341 1234567", "DE", "+49 341 1234567", "tel:+493411234567", id="bracketed-zero"
        ),
        pytest.param("+49(0)341.1234567 – 0", "DE", "+49 341 1234567-0", "tel:+4934112345670", id="dots"),
        pytest.param("+493411234567", "DE", "+49 3411234567", "tel:+493411234567", id="no-groups"),
        pytest.param("030-234 56 78", "NL", "+31 30 234 56 78", "tel:+31302345678", id="L42-dutch"),
        pytest.param("06-12345678", "NL", "+31 6 12345678", "tel:+31612345678", id="L42-mobile"),
        pytest.param("+1 212 555 0100", "DE", "+1 212 555 0100", "tel:+12125550100", id="elsewhere"),
        pytest.param("112", "DE", "112", "tel:112", id="emergency"),
        pytest.param("bitte mailen", "DE", "bitte mailen", "", id="words"),
        pytest.param('"><script>', "DE", '"><script>', "", id="markup"),
        pytest.param("1" * 99, "DE", "1" * 99, "", id="too-long"),
        pytest.param("+", "DE", "+", "", id="sign-only"),
        pytest.param("\u202e0341", "DE", "\u202e0341", "", id="right-to-left"),
        pytest.param("", "DE", "", "", id="empty"),
    ],
)
def test_phones(typed, country, shown, href):
    assert postal_addresses.format_phone(typed, country) == shown
    assert postal_addresses.phone_href(typed, country) == href
