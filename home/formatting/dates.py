"""Dates in house style, German and Dutch.

Babel (CLDR) writes single dates; what it gets wrong is written here: the no-break space after the dot of a
German day, "bis" and "t/m" in ranges, and years that never vanish. Every long date prints its year, so
nothing goes stale. Functions take `datetime.date` or `datetime.datetime`; an aware datetime counts on its
day in Berlin.
"""

import datetime
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext

from ..languages import GERMAN, language_code

NBSP = "\u00a0"
ZONE = ZoneInfo("Europe/Berlin")

UNTIL = {"de": "bis", "nl": "t/m"}
SINCE = {"de": "seit", "nl": "sinds"}

# A German ordinal day and its month stay on one line; "1. März" must not break after the dot.
_DAY_MONTH = re.compile(r"(?<=\d\.) (?=\w)")


class DateRange(NamedTuple):
    """A range cut where a template sets its `<time>` elements; one day has an empty joiner and end."""

    start: str
    joiner: str
    end: str

    def __str__(self) -> str:
        return self.start + self.joiner + self.end


def as_day(value: datetime.date) -> datetime.date:
    """Return the calendar day in Berlin of a date, an aware datetime or a naive (local) one."""
    if isinstance(value, datetime.datetime):
        return (value.astimezone(ZONE) if value.tzinfo else value).date()
    return value


def _write(value: datetime.date, pattern: str, code: str) -> str:
    text = format_date(as_day(value), pattern, locale=code)
    return _DAY_MONTH.sub(NBSP, text) if code == GERMAN else text


def long_date(value: datetime.date, lang: str | None = None) -> str:
    """15. März 2017 · 15 maart 2017."""
    return _write(value, "long", language_code(lang))


def weekday_date(value: datetime.date, lang: str | None = None, *, short: bool = False) -> str:
    """Mittwoch, 15. März 2017 · woensdag 15 maart 2017; short: Mi., 15. März 2017 · wo 15 maart 2017."""
    code = language_code(lang)
    if not short:
        return _write(value, "full", code)
    return _write(value, "EEE, d. MMMM y" if code == GERMAN else "EEE d MMMM y", code)


def short_date(value: datetime.date, lang: str | None = None) -> str:
    """15.03.2017 · 15-03-2017."""
    code = language_code(lang)
    return format_date(as_day(value), "dd.MM.y" if code == GERMAN else "dd-MM-y", locale=code)


def plate_month(value: datetime.date, lang: str | None = None) -> str:
    """Month on a day plate: März, Sept. · mrt, sep."""
    return format_date(as_day(value), "MMM", locale=language_code(lang))


def month_year(value: datetime.date, lang: str | None = None, *, heading: bool = False) -> str:
    """März 2017 · maart 2017; as the first words of a heading the Dutch month takes a capital."""
    text = format_date(as_day(value), "MMMM y", locale=language_code(lang))
    return text[0].upper() + text[1:] if heading else text


def split_date_range(
    start: datetime.date,
    end: datetime.date | None = None,
    lang: str | None = None,
    *,
    dash: bool = False,
    repeat_month: bool = False,
) -> DateRange:
    """Return the parts of a range of days, both included.

    `dash` is for tables ("29.–31. August 2018"); `repeat_month` writes "29 augustus t/m 31 augustus 2018".
    Over a year's end both years are written. Raises ValueError if the end is before the start.
    """
    code = language_code(lang)
    first, last = as_day(start), as_day(end or start)
    if last < first:
        raise ValueError("A range of days ends before it starts.")
    if first == last:
        return DateRange(long_date(first, code), "", "")
    day, day_month = ("d.", "d. MMMM") if code == GERMAN else ("d", "d MMMM")
    same_month = (first.year, first.month) == (last.year, last.month) and not repeat_month
    if same_month:
        begin = _write(first, day, code)
    elif first.year == last.year:
        begin = _write(first, day_month, code)
    else:
        begin = long_date(first, code)
    joiner = f" {UNTIL[code]} "
    if dash:
        joiner = "–" if same_month else " – "
    return DateRange(begin, joiner, long_date(last, code))


def date_range(
    start: datetime.date,
    end: datetime.date | None = None,
    lang: str | None = None,
    *,
    dash: bool = False,
    repeat_month: bool = False,
) -> str:
    """29. bis 31. August 2018 · 29 t/m 31 augustus 2018; options and errors as in `split_date_range`."""
    return str(split_date_range(start, end, lang, dash=dash, repeat_month=repeat_month))


def year_range(since: int | None, until: int | None = None, lang: str | None = None) -> str:
    """2017–2018; open on one side: seit 2017, bis 2018 · sinds 2017, t/m 2018; nothing known is "".

    Raises ValueError if the last year is before the first.
    """
    code = language_code(lang)
    if since and until:
        if until < since:
            raise ValueError("A range of years ends before it starts.")
        return str(since) if since == until else f"{since}–{until}"
    if since:
        return f"{SINCE[code]} {since}"
    return f"{UNTIL[code]} {until}" if until else ""


def is_old(published: datetime.date, today: datetime.date) -> bool:
    """Tell whether an item is older than one year on the given day."""
    day, now = as_day(published), as_day(today)
    return (now.year - 1, now.month, now.day) > (day.year, day.month, day.day)


def old_item_note(published: datetime.date, today: datetime.date, lang: str | None = None) -> str:
    """Dieser Beitrag ist von 2018. · Dit artikel is uit 2018.; "" while it is not older than a year."""
    if not is_old(published, today):
        return ""
    with translation.override(language_code(lang)):
        return gettext("This article is from %(year)d.") % {"year": as_day(published).year}
