"""Sessions and series in memory only, for what is computed from them: nothing is written."""

from uuid import NAMESPACE_DNS, uuid5

from wagtail.models import Locale

from events.display.availability import state_of
from events.display.session_items import SessionEntry
from events.models import EventPage, EventSeriesPage, SessionSeats
from events.schedule import moments, times_of
from home.models import Place

from .conftest import NOW


def series(**values) -> EventSeriesPage:
    return EventSeriesPage(**{"title": "Zehn Quartiere", "locale": Locale(language_code="de")} | values)


def session(of=None, **values) -> EventPage:
    """A session of that series; its moments are those that its signal would compute."""
    page = EventPage(**{"title": "Termin", "locale": Locale(language_code="de"), "live": True} | values)
    start_time, end_time = times_of(page, of)
    page.starts_at, page.ends_at = moments(
        start_date=page.start_date,
        end_date=page.end_date,
        start_time=start_time,
        end_time=end_time,
        all_day=page.all_day,
        open_end=page.open_end,
    )
    return page


def entry(of=None, *, now=NOW, lang="de", recap=None, **values) -> SessionEntry:
    page = session(of, **values)
    state = state_of(page, series=of, now=now, lang=lang, recap=recap)
    return SessionEntry(page=page, series=of, state=state, language=lang, url="/de/termin/")


def seats(**values) -> SessionSeats:
    return SessionSeats(**{"pk": 1, "capacity": 36} | values)


def place(name: str, **values) -> Place:
    known = {"pk": sum(map(ord, name)), "translation_key": uuid5(NAMESPACE_DNS, name)}
    return Place(**known | {"name": name, "locale": Locale(language_code="de")} | values)
