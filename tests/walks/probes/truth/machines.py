"""What search engines and calendars are told of sessions."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import icalendar
from lxml import html

from ..language import clean
from .days import stamp
from .shown import Shown

GIVEN_UP = ("Abgemeldet: ", "Vrijgegeven: ")


def structured(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """schema.org's Events and series of them, with their offers."""
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        for thing in _things(json.loads(script)):
            path = urlsplit(thing.get("url", "")).path
            if path in known:
                read = _event if thing["@type"] == "Event" else _series
                yield Shown("JSON-LD", where, path, page.get("lang"), read(thing))


def _things(data) -> Iterator[dict]:
    for one in data if isinstance(data, list) else data.values() if isinstance(data, dict) else ():
        yield from _things(one)
    if isinstance(data, dict) and data.get("@type") in ("Event", "EventSeries"):
        yield data


def _event(thing: dict) -> dict:
    held = thing["eventStatus"].rpartition("/")[2]
    facts = {"title": thing["name"], "held": held}
    if held == "EventPostponed":
        facts["postponed from"] = thing["startDate"]
    else:
        facts |= {"starts": stamp(thing["startDate"]), "ends": stamp(thing.get("endDate", ""))}
    return facts | _offers(thing) if "organizer" in thing else facts  # on its own page


def _series(thing: dict) -> dict:
    if "organizer" not in thing:
        return {"title": thing["name"]}
    days = {"first day": thing.get("startDate", "")[:10], "last day": thing.get("endDate", "")[:10]}
    return {"title": thing["name"]} | days | _offers(thing)


def _offers(thing: dict) -> dict:
    found = thing.get("offers", [])
    return {
        "offers": tuple(sorted((offer["price"], offer["priceCurrency"]) for offer in found)),
        "availability": [offer.get("availability", "").rpartition("/")[2] for offer in found],
        "opens": [stamp(offer["validFrom"]) for offer in found if "validFrom" in offer],
    }


def calendar(where: str, content: bytes, known: dict[str, dict], *, surface="calendar") -> Iterator[Shown]:
    """The entries of a calendar file, feed or invitation."""
    for entry in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        path = urlsplit(str(entry.get("url", ""))).path
        if path in known:
            ends, summary = entry.get("dtend"), clean(str(entry["summary"]))
            cancelled = str(entry.get("status", "")) == "CANCELLED"
            # Whoever gave a place up is told so, of a session that takes place.
            told = {} if cancelled and summary.startswith(GIVEN_UP) else {"is cancelled": cancelled}
            yield Shown(surface, where, path, known[path]["language"], {
                "starts": stamp(entry["dtstart"].dt.isoformat()),
                "calendar ends": stamp(ends.dt.isoformat()) if ends else "",
                "summary": summary,
            } | told)  # fmt: skip
