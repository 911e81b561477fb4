"""What is shown of sessions, against what events.session_now says of them.

What is shown is read from texts and attributes, as a visitor, a calendar or a search engine reads it.
"""

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import icalendar
from lxml import html

from home.dates import ZONE

from .language import clean

# Run by the site itself: path of each session -> what it is now.
ASKED = """
import json
from django.utils import timezone
from events.models import EventPage
from events.session_now import session_now
from events.states import MARKS
now, found = timezone.now(), {}
for page in EventPage.objects.live():
    series = page.get_parent().specific
    series = series if hasattr(series, "planned_sessions") else None
    one = session_now(page, series=series, now=now, prices=page.prices.all(),
                      series_prices=series.prices.all() if series else ())
    found[page.get_url()] = {
        "title": page.title, "language": page.locale.language_code,
        "availability": one.availability, "mark": MARKS[one.availability], "status": one.status,
        "free": one.free, "waiting": one.waiting, "capacity": one.capacity,
        "counts": bool(page.seats and page.seats.show_places_left),
        "starts": one.starts_at.isoformat() if one.starts_at else None,
        "ends": one.ends_at.isoformat() if one.ends_at else None,
        "first": one.first_day.isoformat() if one.first_day else None,
        "last": one.last_day.isoformat() if one.last_day else None,
        "prices": sorted([str(price.amount), price.currency] for price in one.prices),
        "key": str(page.translation_key),
    }
print("FACTS" + json.dumps(found))
"""

# What each availability is called in each language; a number in it is that of free seats.
SAID = {
    "de": {
        "past": "Hat stattgefunden",
        "cancelled": "Abgesagt",
        "moved": "Verschoben, neuer Termin folgt",
        "undated": "Termin folgt|.+",
        "later": "Anmeldung ab .+",
        "open": r"(\d+) Pl(?:atz|ätze) frei|Plätze frei|Anmeldung offen",
        "few": r"Noch (\d+) Pl(?:atz|ätze) frei|Nur noch wenige Plätze",
        "waiting": "Ausgebucht",
        "full": "Ausgebucht",
        "closed": "Anmeldung geschlossen",
        "external": "Anmeldung bei .+",
        "email": "Anmeldung per E-Mail",
        "no_registration": "Ohne Anmeldung",
    },
    "nl": {
        "past": "Geweest",
        "cancelled": "Geannuleerd",
        "moved": "Verplaatst, nieuwe datum volgt",
        "undated": "Datum volgt|.+",
        "later": "Aanmelden vanaf .+",
        "open": r"(\d+) plaats(?:en)? vrij|Plaatsen vrij|Aanmelding open",
        "few": r"Nog (\d+) plaats(?:en)? vrij|Nog enkele plaatsen",
        "waiting": "Volgeboekt",
        "full": "Volgeboekt",
        "closed": "Aanmelding gesloten",
        "external": "Aanmelden via .+",
        "email": "Aanmelden per e-mail",
        "no_registration": "Zonder aanmelding",
    },
}
QUEUE = {"de": r"(\d+) auf der Warteliste", "nl": r"(\d+) op de wachtlijst"}
OFFERED = {"open": "InStock", "few": "InStock", "waiting": "SoldOut", "full": "SoldOut", "later": "PreOrder"}
NOT_OFFERED = {"past", "cancelled", "closed"}
HELD = {"cancelled": {"EventCancelled"}, "moved": {"EventRescheduled", "EventPostponed"}}
ROWS = ".//*[contains(concat(' ', @class, ' '), ' {} ')]//li[@data-s]"


def facts(folder: Path) -> dict[str, dict]:
    """Path -> what the site in that folder says that each session is now."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", ASKED],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "config.settings.trial"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.partition("FACTS")[2])


def untrue_rows(path: str, page: html.HtmlElement, known: dict[str, dict]) -> tuple[int, list[str]]:
    """How many rows of agendas and timetables show a session, and which of them show it otherwise."""
    shown, found = 0, []
    for row in page.xpath(f"{ROWS.format('agenda')} | {ROWS.format('timetable')}"):
        links = [link for link in row.xpath(".//a/@href") if urlsplit(link).path in known]
        if not links:
            continue  # a series
        shown += 1
        session = known[urlsplit(links[0]).path]
        said = clean(" ".join(row.xpath(".//*[@class='status']//text()")))
        faults = [
            row.get("data-s") != session["mark"] and f"data-s {row.get('data-s')}",
            *_untrue_words(said, clean(row.text_content()), session, page.get("lang")),
            *[f"date {stamp}" for stamp in row.xpath(".//time/@datetime") if not _is_day(stamp, session)],
            session["first"] and not row.xpath(".//time/@datetime") and "no date",
        ]
        found += [f"{path}: {session['title']}: {fault}, is {session}" for fault in faults if fault]
    return shown, found


def _untrue_words(said: str, all_words: str, session: dict, language: str) -> list[str]:
    """What the words of a state say against the values."""
    words = SAID[language].get(session["availability"])
    match = re.fullmatch(words, said) if words else re.fullmatch("", said)
    if match is None:
        return [f"says “{said}”"]
    found = []
    counts = [int(group) for group in match.groups() if group]
    if counts and counts != [session["free"]] or session["free"] and session["counts"] and not counts:
        found.append(f"seats “{said}”")
    waiting = re.findall(QUEUE[language], all_words)
    if waiting and [int(number) for number in waiting] != [session["waiting"]]:
        found.append(f"waiting {waiting}")
    return found


def _is_day(stamp: str, session: dict) -> bool:
    """Whether a machine-readable date is the first day or the beginning of a session."""
    if "T" in stamp:
        return bool(session["starts"]) and _moment(stamp) == _moment(session["starts"])
    return stamp == session["first"]


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).astimezone(ZONE)


def untrue_data(path: str, page: html.HtmlElement, known: dict[str, dict]) -> tuple[int, list[str]]:
    """The same of schema.org's Events, with their offers."""
    shown, found = 0, []
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        for event in _events(json.loads(script)):
            session = known.get(urlsplit(event.get("url", "")).path)
            if session is None:
                continue
            shown += 1
            found += [
                f"{path}: {session['title']}: {fault}, is {session}" for fault in _untrue(event, session)
            ]
    return shown, found


def _events(data) -> list[dict]:
    if isinstance(data, list):
        return [event for one in data for event in _events(one)]
    if not isinstance(data, dict):
        return []
    own = [data] if data.get("@type") == "Event" else []
    return own + [event for value in data.values() for event in _events(value)]


def _untrue(event: dict, session: dict) -> list[str]:
    found = []
    status = event["eventStatus"].rpartition("/")[2]
    if status not in HELD.get(session["status"], {"EventScheduled"}):
        found.append(status)
    if session["first"] and not _is_day(event["startDate"], session):
        found.append(f"starts {event['startDate']}")
    ends = event.get("endDate")
    if ends and ends[:10] != session["last"]:
        found.append(f"ends {ends}")
    if "organizer" in event:  # the page of the session itself
        prices = [] if session["availability"] in NOT_OFFERED else session["prices"]
        offers = event.get("offers", [])
        if sorted([offer["price"], offer["priceCurrency"]] for offer in offers) != prices:
            found.append(f"offers {offers}")
        had = {offer.get("availability", "").rpartition("/")[2] for offer in offers}
        if offers and had != {OFFERED.get(session["availability"], "")}:
            found.append(f"offered {had}")
    return found


def untrue_calendar(name: str, content: bytes, known: dict[str, dict]) -> tuple[int, list[str]]:
    """The same of the entries of a calendar."""
    shown, found = 0, []
    for entry in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        session = known.get(urlsplit(str(entry.get("url", ""))).path)
        if session is None:
            continue
        shown += 1
        starts, cancelled = entry["dtstart"].dt, str(entry.get("status", "")) == "CANCELLED"
        stamp = starts.isoformat()
        faults = [
            session["first"] and not _is_day(stamp, session) and f"starts {stamp}",
            cancelled != (session["status"] == "cancelled") and f"status {entry.get('status')}",
            session["title"] not in clean(str(entry["summary"])) and f"summary {entry['summary']}",
            cancelled and clean(str(entry["summary"])) == session["title"] and "summary without a word of it",
        ]
        found += [f"{name}: {session['title']}: {fault}, is {session}" for fault in faults if fault]
    return shown, found
