"""Days as people type them, German and Dutch."""

import datetime
import re

from babel.dates import get_month_names
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[.\-/]\s*(\d{1,2})\s*[.\-/]\s*(\d{4})")
_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d]+)\.?\s+(\d{4})")
# A weekday may stand before it: it is read over.
_WEEKDAY = re.compile(r"^[^\W\d]+\.?,?\s+(?=\d)")


def parse_day(text: str) -> datetime.date:
    """The day that a text names: 12.03.2027, 12-3-2027, 2027-03-12, 12. März 2027, vr 12 maart 2027.

    Day before month, years with four digits. Raises ValidationError with a remedy.
    """
    wanted = _WEEKDAY.sub("", text.strip())
    try:
        if found := _ISO.fullmatch(wanted):
            return datetime.date(*map(int, found.groups()))
        if found := _NUMBERS.fullmatch(wanted):
            day, month, year = map(int, found.groups())
            return datetime.date(year, month, day)
        if found := _WORDS.fullmatch(wanted):
            return datetime.date(int(found[3]), _month(found[2]), int(found[1]))
    except (KeyError, ValueError):
        pass
    raise ValidationError(
        _("“%(text)s” is no date. Write it as 12.03.2027, 12-03-2027 or 2027-03-12.") % {"text": text.strip()}
    )


def _month(word: str) -> int:
    """The number of a month by its German or Dutch name, whole or short; KeyError for any other word."""
    names = {}
    for code in ("de", "nl"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=code).items():
                names[name.rstrip(".").lower()] = number
    return names[word.lower()]
