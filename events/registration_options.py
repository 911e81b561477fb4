"""How one registers for a session: what it says itself, and its series where it says nothing
(domain.md#registration)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse

from home.formatting.dates import as_day, long_date
from home.formatting.times import as_time, moment

from .schedule import aware

# The route that the app events.registration serves; without it the page names the contact instead.
REGISTRATION_ROUTE = "registration:register"


@dataclass(frozen=True, kw_only=True)
class ResolvedCall:
    """The call that holds. `mode` is "" where neither the session nor its series says anything."""

    mode: str = ""
    url: str = ""
    email: str = ""
    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def host(self) -> str:
        """The name of the other site, as readers know it: example.org for https://www.example.org/…"""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


def call_of(session, series=None) -> ResolvedCall:
    """The call of a session, or (with `session` None) that of a series as a whole.

    Empty fields of a session follow its series. It closes at the earliest of what is said: its own end of
    registration (which replaces the series'), else the series' or so many days before it starts, that day
    included; and never later than it begins.
    """
    own, general = session or series, series or session
    return ResolvedCall(
        mode=own.registration_mode or general.registration_mode,
        url=own.registration_url or general.registration_url,
        email=own.registration_email
        or general.registration_email
        or _contact_email(own if own.contact_id else general),
        opens=own.registration_opens or general.registration_opens,
        closes=_closes(session, series),
    )


def last_day(closes: datetime) -> date:
    """The last day on which one may register: midnight belongs to the day before."""
    return as_day(closes - timedelta(microseconds=1))


def deadline_words(closes: datetime, lang: str) -> str:
    """7. März 2027; with the hour where it is not the end of the day."""
    end_of_day = as_time(closes) == time.min or as_time(closes) >= time(23, 59)
    return long_date(last_day(closes), lang) if end_of_day else moment(closes, lang)


def opening_words(opens: datetime, lang: str) -> str:
    """1. April 2027; with the hour where it is not the beginning of the day."""
    return long_date(opens, lang) if as_time(opens) == time.min else moment(opens, lang)


def registration_url(key) -> str:
    """Address of the form for the session or series with that translation key, "" where none is served."""
    try:
        return reverse(REGISTRATION_ROUTE, kwargs={"key": key})
    except NoReverseMatch:
        return ""


def _closes(session, series) -> datetime | None:
    if session is None:
        return series.registration_closes
    if session.registration_closes:
        ends = [session.registration_closes]
    else:
        ends = [series.registration_closes if series else None]
        days = series.closes_days_before if series else None
        if days is not None and session.start_date:
            ends.append(aware(session.start_date - timedelta(days=days - 1), time.min))
    ends.append(session.starts_at)
    return min((end for end in ends if end), default=None)


def contact_key(page):
    """The translation key of its contact person, None without one; no query as for the address."""
    if page.contact_id is None:
        return None
    return getattr(page, "contact_key", None) or page.contact.translation_key


def _contact_email(page) -> str:
    """The address of its contact person; no query for a page that was fetched `with_contact`."""
    if page.contact_id is None:
        return ""
    known = getattr(page, "contact_email", None)
    return known if known is not None else page.contact.email
