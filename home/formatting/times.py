"""Times of day, spans of a session and machine-readable stamps, in house style.

CLDR leaves out the Dutch "uur" and writes a colon; the house writes 10.00–16.30 uur and 10:00–16:30 Uhr,
without a leading zero, the dash held by word joiners and the unit by a no-break space. All clock times are
those of Berlin, which are those of Amsterdam.

A night is one day: what ends past midnight, by six in the morning, belongs to the day on which it began.
"""

import datetime
from typing import Protocol

from ..languages import language_code
from .dates import NBSP, ZONE, as_day, date_range, long_date, weekday_date

JOINED_DASH = "\u2060–\u2060"
SEPARATOR = {"de": ":", "nl": "."}
UNIT = {"de": "Uhr", "nl": "uur"}
FROM = {"de": "ab", "nl": "vanaf"}
TO = {"de": "bis", "nl": "tot"}
ALL_DAY = {"de": "ganztägig", "nl": "hele dag"}
# The last moment that is still the end of an evening; a later end before the start is a slip of the pen.
NIGHT_ENDS = datetime.time(6)


class Span(Protocol):
    """What a session knows about its time; any of it may be missing."""

    start_date: datetime.date | None
    end_date: datetime.date | None
    start_time: datetime.time | None
    end_time: datetime.time | None
    all_day: bool
    open_end: bool


def is_night(start: datetime.time | None, end: datetime.time | None) -> bool:
    """Return whether these hours run past midnight, as 19:00 to 0:30 or to 0:00."""
    return start is not None and end is not None and end < start and end <= NIGHT_ENDS


def last_day(span: Span) -> datetime.date | None:
    """Return the last day of a span as people count it; None without a date.

    An evening that ends past midnight is one day, also where the next day was entered as its last.
    """
    if span.end_date is None or span.start_date is None:
        return span.start_date
    one_night = (
        span.end_date - span.start_date == datetime.timedelta(days=1)
        and not span.all_day
        and not span.open_end
        and is_night(span.start_time, span.end_time)
    )
    return span.start_date if one_night else span.end_date


def as_time(value: datetime.time | datetime.datetime) -> datetime.time:
    """Return the wall-clock time in Berlin of a time, an aware datetime or a naive (local) one."""
    if isinstance(value, datetime.datetime):
        return (value.astimezone(ZONE) if value.tzinfo else value).time()
    return value


def clock(value: datetime.time | datetime.datetime, lang: str | None = None, *, colon: bool = False) -> str:
    """8:40 · 8.40, for programme slots; `colon` chooses 8:40 in Dutch too."""
    time = as_time(value)
    separator = ":" if colon else SEPARATOR[language_code(lang)]
    return f"{time.hour}{separator}{time.minute:02}"


def time_range(
    start: datetime.time | datetime.datetime,
    end: datetime.time | datetime.datetime | None = None,
    lang: str | None = None,
    *,
    open_end: bool = False,
    colon: bool = False,
) -> str:
    """10:00–16:30 Uhr · 10.00–16.30 uur; open end: ab 10:00 Uhr · vanaf 10.00 uur; no end: 10:00 Uhr.

    An end earlier than the start is past midnight and printed as it is.
    """
    code = language_code(lang)
    text = clock(start, code, colon=colon)
    if open_end:
        text = f"{FROM[code]} {text}"
    elif end is not None and as_time(end) != as_time(start):
        text += JOINED_DASH + clock(end, code, colon=colon)
    return text + NBSP + UNIT[code]


def moment(value: datetime.datetime, lang: str | None = None, *, colon: bool = False) -> str:
    """20. November 2026, 11:03 Uhr · 20 november 2026, 11.03 uur."""
    code = language_code(lang)
    return f"{long_date(value, code)}, {time_range(value, lang=code, colon=colon)}"


def day_times(span: Span, lang: str | None = None, *, colon: bool = False) -> str:
    """Return the times of a span within one day, "" where none are known; an all-day one says so."""
    code = language_code(lang)
    if span.all_day:
        return ALL_DAY[code]
    if span.start_time is not None:
        return time_range(span.start_time, span.end_time, code, open_end=span.open_end, colon=colon)
    if span.end_time is not None:
        return f"{TO[code]} {time_range(span.end_time, lang=code, colon=colon)}"
    return ""


def span_times(span: Span, lang: str | None = None, *, colon: bool = False) -> str:
    """Return the times of a one-day span as `day_times` does, "" without a date.

    A span over several days has no hours in common: its programme tells them, so this is "" as well.
    """
    several = last_day(span) != span.start_date
    return "" if several or not span.start_date else day_times(span, lang, colon=colon)


def span_text(
    span: Span, lang: str | None = None, *, short: bool = False, exact: bool = False, colon: bool = False
) -> str:
    """Return date and times of a session as one line, "" without a date.

    One day: Mittwoch, 15. März 2017, 10:00–16:30 Uhr · woensdag 15 maart 2017, 10.00–16.30 uur (`short`:
    Mi., wo); an evening past midnight is one day. Several days: 29. bis 31. August 2018, as one range of
    hours would read as the hours of each day; `exact`, for mails, adds both: 29. August 2018, 10:00 Uhr bis
    31. August 2018, 16:30 Uhr. Errors as in `date_range`.
    """
    code = language_code(lang)
    if not span.start_date:
        return ""
    end_date = last_day(span)
    if end_date == span.start_date:
        day, times = weekday_date(span.start_date, code, short=short), span_times(span, code, colon=colon)
        return f"{day}, {times}" if times else day
    timed = (
        not span.all_day and span.start_time is not None and span.end_time is not None and not span.open_end
    )
    if not exact or not timed:
        return date_range(span.start_date, end_date, code)
    first = f"{long_date(span.start_date, code)}, {time_range(span.start_time, lang=code, colon=colon)}"
    last = f"{long_date(end_date, code)}, {time_range(span.end_time, lang=code, colon=colon)}"
    return f"{first} {TO[code]} {last}"


def iso_stamp(value: datetime.date, time: datetime.time | None = None) -> str:
    """Return the value of `datetime` attributes: a plain day stays a day, a moment carries Berlin's offset.

    Minutes are enough for readers; seconds are dropped. A naive datetime is a wall-clock time in Berlin. An
    hour that the clock skips in March has the offset before the change, a doubled hour in October counts as
    its first.
    """
    if time is not None:
        value = datetime.datetime.combine(as_day(value), time)
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    local = value.astimezone(ZONE) if value.tzinfo else value.replace(tzinfo=ZONE)
    return local.isoformat(timespec="minutes")
