"""When and where a session takes place, as plain data to compare and to put into words."""

from dataclasses import dataclass, replace
from datetime import date, time

from events.models import EventPage
from events.schedule import Span, times_of
from home.formatting.times import span_text
from home.models import Place

from .models import Notice

WHERE = ("place", "venue", "street", "postcode", "online_url")


def original_of(session_id: int) -> EventPage | None:
    """The page whose facts hold for all languages: the oldest live one of the session."""
    pages = EventPage.objects.filter(seats_id=session_id, live=True, alias_of__isnull=True)
    return pages.select_related("place").order_by("pk").first()


def facts_of(page: EventPage) -> dict:
    """The facts of a session as JSON; the usual times of its series filled in."""
    start_time, end_time = times_of(page, page.get_parent_series())
    return {
        "status": page.status,
        "start_date": _text(page.start_date),
        "end_date": _text(page.end_date),
        "start_time": _text(start_time),
        "end_time": _text(end_time),
        "all_day": page.all_day,
        "open_end": page.open_end,
        "place": str(page.place.translation_key) if page.place else "",
        "venue": page.venue_name,
        "street": page.street,
        "postcode": page.postcode,
        "online_url": page.online_url,
    }


def change(before: dict, now: dict) -> str:
    """The kind of notice that a change calls for; "" for none."""
    off = EventPage.Status.CANCELLED
    if now["status"] == off:
        return "" if before["status"] == off else Notice.Kind.CALLED_OFF
    moved = _span(before) != _span(now) or any(before[key] != now[key] for key in WHERE)
    if before["status"] == off or moved:
        return Notice.Kind.MOVED
    return ""


def is_another_date(before: dict, now: dict) -> bool:
    """Return whether a session takes place at another time, or is given one."""
    return _span(before) != _span(now)


@dataclass(frozen=True)
class Before:
    """What had been told until now, in words of one language; empty where it had been left open."""

    when: str
    place: str

    @classmethod
    def of(cls, facts: dict, lang: str) -> "Before":
        return cls(when=_when(facts, lang), place=_place(facts, lang))


def _span(facts: dict) -> Span:
    """When it takes place, as people understand it: a night is one day, whichever last day was entered."""
    span = Span(
        start_date=date.fromisoformat(facts["start_date"]) if facts["start_date"] else None,
        end_date=date.fromisoformat(facts["end_date"]) if facts["end_date"] else None,
        start_time=time.fromisoformat(facts["start_time"]) if facts["start_time"] else None,
        end_time=time.fromisoformat(facts["end_time"]) if facts["end_time"] else None,
        all_day=facts["all_day"],
        open_end=facts["open_end"],
    )
    return replace(span, end_date=span.last_day)


def _when(facts: dict, lang: str) -> str:
    return span_text(_span(facts), lang, exact=True) if facts.get("start_date") else ""


def _place(facts: dict, lang: str) -> str:
    if not facts.get("place"):
        return facts.get("venue", "")
    places = list(
        Place.objects.filter(translation_key=facts["place"]).select_related("locale").order_by("pk")
    )
    own = next((place for place in places if place.locale.language_code == lang), None)
    named = own or (places[0] if places else None)
    return ", ".join(filter(None, [facts["venue"], facts["street"], named.name if named else ""]))


def _text(value) -> str:
    return value.isoformat() if value else ""
