"""How the days and hours of a session may be written."""

import re
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

from home.formatting.dates import ZONE, date_range, long_date, plate_month, weekday_date
from home.formatting.times import moment as moment_words
from home.formatting.times import span_text, span_times

from ..language import clean

TO_COME = {"de": "Termin folgt", "nl": "Datum volgt"}
_CLOCK = r"\d{1,2}[:.]\d\d"
_MONTH = "[A-Za-zä]{3,10}"
_FIRST = rf"\d{{1,2}}\.?(?: {_MONTH})?(?: 20\d\d)? ?(?:bis|t/m|–) ?"  # of several days
_WEEKDAY = r"\b(?:[A-Z][a-z]\.|[A-Z][a-z]+tag|Mittwoch|ma|di|wo|do|vr|za|zo|[a-z]+dag),? "
_DAY = rf"(?:{_WEEKDAY})?(?:{_FIRST})?\d{{1,2}}\.? {_MONTH} 20\d\d"
_HOURS = rf"(?:(?:ab|vanaf|bis|tot) )?{_CLOCK}(?:–{_CLOCK})? (?:Uhr|uur)"
WRITTEN = re.compile(rf"{_DAY}(?:, {_HOURS})?(?: (?:bis|tot) {_DAY}, {_HOURS})?")


def as_day(text: str) -> date:
    return date.fromisoformat(text)


def stamp(text: str) -> str:
    """A machine's day as it is; a moment in one spelling."""
    if not text or "T" not in text:
        return text
    return datetime.fromisoformat(text).astimezone(ZONE).isoformat(timespec="minutes")


def written(text: str) -> list[str]:
    """The days and moments that stand in a text."""
    return WRITTEN.findall(clean(text))


def starts(session: dict) -> set[str]:
    """Its first day, or the moment where it has hours."""
    if not session["first"]:
        return {""}
    return {session["first"]} | ({stamp(session["starts"])} if session["timed"] else set())


def ends(session: dict, *, calendar: bool = False) -> str:
    """The end for machines: "" where it is open. In calendars a whole day ends with the next one begins."""
    several = session["last"] != session["first"]
    if not session["first"]:
        return ""
    if not session["timed"]:
        last = as_day(session["last"]) + timedelta(days=1 if calendar else 0)
        return last.isoformat()
    if session["open end"] and not several:
        return ""
    found = datetime.fromisoformat(session["ends"])
    if session["open end"] and not calendar:
        found -= timedelta(minutes=1)
    return stamp(found.isoformat())


def plate(session: dict, language: str) -> str:
    """Day, month and year on the plate of a list."""
    if not session["first"]:
        return ""
    day = as_day(session["first"])
    return clean(f"{day.day}{plate_month(day, language)} {day.year}")


def days(session: dict, language: str) -> set[str]:
    """The day or days, without hours; what is said instead of one."""
    span = _span(session)
    if not session["first"]:
        return {clean(session["hint"] or TO_COME[language])}
    if session["last"] != session["first"]:
        return {
            clean(date_range(span.start_date, span.end_date, language, dash=dash)) for dash in (False, True)
        }
    return {clean(weekday_date(span.start_date, language, short=short)) for short in (False, True)}


def cited(first: str, last: str, language: str) -> str:
    """The days from the first to the last, as a citation has them."""
    return clean(date_range(as_day(first), as_day(last), language)) if first else ""


def hours(session: dict, language: str) -> str:
    return clean(span_times(_span(session), language))


def whens(session: dict, language: str) -> set[str]:
    """The day or days with the hours, as a page or a mail has them."""
    found = {clean(span_text(_span(session), language, exact=exact)) for exact in (False, True)}
    return found if session["first"] else days(session, language)


def begins(session: dict, language: str) -> str:
    """The first moment; the day where it has no hours."""
    if not session["first"]:
        return TO_COME[language]
    if not session["timed"]:
        return clean(long_date(as_day(session["first"]), language))
    return clean(moment_words(datetime.fromisoformat(session["starts"]), language))


def closes(session: dict, language: str) -> str:
    """The last day to register; "" where that is the beginning."""
    if not session["closes"] or session["closes"] == session["starts"]:
        return ""
    return _until(datetime.fromisoformat(session["closes"]), language)


def opens(facts: dict, language: str) -> str:
    if not facts["opens"]:
        return ""
    found = datetime.fromisoformat(facts["opens"]).astimezone(ZONE)
    words = long_date(found, language) if found.time() == time.min else moment_words(found, language)
    return clean(words)


def _until(found: datetime, language: str) -> str:
    """Midnight belongs to the day before."""
    found = found.astimezone(ZONE)
    if found.time() == time.min or found.time() >= time(23, 59):
        return clean(long_date(found - timedelta(microseconds=1), language))
    return clean(moment_words(found, language))


def _span(session: dict) -> SimpleNamespace:
    """Values of events.session_now as home.formatting.times takes them."""
    first = session["first"] and as_day(session["first"])
    begins = datetime.fromisoformat(session["starts"]).astimezone(ZONE) if session["starts"] else None
    ended = datetime.fromisoformat(session["ends"]).astimezone(ZONE) if session["ends"] else None
    return SimpleNamespace(
        start_date=first or None,
        end_date=as_day(session["last"]) if first else None,
        start_time=begins.time() if begins and session["timed"] else None,
        end_time=ended.time() if ended and session["timed"] and not session["open end"] else None,
        all_day=session["all day"],
        open_end=session["open end"] and session["says open end"],
    )
