"""Postal addresses and telephone numbers, German and Dutch.

A country is named across the border only.
"""

import contextlib
import re

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..languages import language_code

HOME_COUNTRY = {"de": "DE", "nl": "NL"}
DIAL_CODE = {"DE": "49", "NL": "31", "AT": "43", "BE": "32", "CH": "41", "LU": "352"}

_GERMAN_POSTCODE = re.compile(r"(?:D-?)?([0-9]{5})", re.IGNORECASE)
# SA, SD and SS are never issued.
_DUTCH_POSTCODE = re.compile(r"(?:NL-?)?([1-9][0-9]{3})(?!SA|SD|SS)([A-Z]{2})", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_PHONE = re.compile(r"\+?[0-9()/.\-\u2010-\u2015\s]+")


def normalise_postcode(postcode: str, country: str = "DE") -> str:
    """3941ka → 3941 KA; D-45880 → 45880; other countries' codes in capitals with single blanks.

    Raises ValidationError for a code that cannot exist in Germany or the Netherlands.
    """
    if country == "NL":
        if match := _DUTCH_POSTCODE.fullmatch(_BLANKS.sub("", postcode)):
            return f"{match[1]} {match[2].upper()}"
        raise ValidationError(_("Enter a Dutch postcode such as 3941 KA."), code="postcode")
    if country == "DE":
        match = _GERMAN_POSTCODE.fullmatch(_BLANKS.sub("", postcode))
        if match and match[1] >= "01001":
            return match[1]
        raise ValidationError(_("Enter a German postcode of five figures."), code="postcode")
    return _BLANKS.sub(" ", postcode).strip().upper()


def country_name(country: str, lang: str | None = None) -> str:
    """Return the name of an ISO 3166 country: Niederlande · Duitsland; an unknown code as it is."""
    return Locale(language_code(lang)).territories.get(country.upper(), country)


def is_abroad(country: str, lang: str | None = None) -> bool:
    """Tell whether a country must be named on a page of this language."""
    return bool(country) and country.upper() != HOME_COUNTRY[language_code(lang)]


def place_line(city: str, postcode: str = "", country: str = "DE") -> str:
    """45880 Gelsenkirchen · 3941 KA Doorn; a postcode that is not valid is printed as it was typed."""
    code = postcode.strip()
    if code:
        with contextlib.suppress(ValidationError):
            code = normalise_postcode(code, country.upper())
    return " ".join(part for part in (code, city.strip()) if part)


def address_lines(
    *,
    street: str = "",
    postcode: str = "",
    city: str = "",
    country: str = "DE",
    name: str = "",
    lang: str | None = None,
) -> list[str]:
    """Return the lines of an address from the recipient down, without empty ones.

    The country comes last, only if it is not the home of the page's language.
    """
    place = place_line(city, postcode, country)
    abroad = country_name(country, lang) if is_abroad(country, lang) and (place or street) else ""
    return [line for line in (name.strip(), street.strip(), place, abroad) if line]


def address_text(**parts) -> str:
    """Return an address in one line: Postweg 9, 3941 KA Doorn, Niederlande; arguments as `address_lines`."""
    return ", ".join(address_lines(**parts))


def format_phone(number: str, country: str = "DE") -> str:
    """Return a number for reading: +49 341 1234567-111 · +31 30 2345678.

    The typed groups are kept, as area codes differ in length; a German hyphen after the main number marks
    the extension. What is no telephone number comes back unchanged but trimmed.
    """
    text = _BLANKS.sub(" ", number).strip()
    if not _PHONE.fullmatch(text) or not any(char.isdigit() for char in text):
        return text
    text = re.sub(r"[\u2010-\u2015]", "-", text.replace("(0)", " "))
    text = re.sub(r"^00\s*", "+", text)
    text = re.sub(r"\s*-\s*", "-", re.sub(r"[/().\s]+", " ", text)).strip(" -")
    if text.startswith("+"):
        prefix, groups = _split_dial_code(text[1:])
    elif text.startswith("0") and country in DIAL_CODE:
        prefix, groups = DIAL_CODE[country], text[1:]
    else:
        return text
    groups = groups.strip(" -")
    if prefix != DIAL_CODE["DE"]:
        groups = groups.replace("-", " ")
    elif " " not in groups:
        groups = groups.replace("-", " ", 1)
    return f"+{prefix} {groups}"


def _split_dial_code(text: str) -> tuple[str, str]:
    known = next((code for code in DIAL_CODE.values() if text.startswith(code)), None)
    if known:
        return known, text[len(known) :]
    prefix, _blank, groups = text.partition(" ")
    return prefix, groups


def phone_href(number: str, country: str = "DE") -> str:
    """Return tel:+493411234567111 for a number of any spelling, "" for what cannot be dialled."""
    shown = format_phone(number, country)
    if not _PHONE.fullmatch(shown):
        return ""
    digits = re.sub(r"[^0-9]", "", shown)
    if not 3 <= len(digits) <= 15:
        return ""
    return f"tel:{'+' if shown.startswith('+') else ''}{digits}"
