"""Feeds, calendars and sitemap as those who fetch them understand them."""

from xml.etree import ElementTree

import feedparser
import icalendar
import vobject

from tests.events import libical


def feed_problems(feeds: dict[str, bytes]) -> list[str]:
    """Addresses of feeds that a strict parser or feedparser stumbles over, or whose entries lack an id."""
    found = []
    for url, content in feeds.items():
        ElementTree.fromstring(content)
        feed = feedparser.parse(content)
        ids = [entry.get("id") for entry in feed.entries]
        if feed.bozo or not all(ids) or len(ids) != len(set(ids)):
            found.append(url)
    return found


def calendar_problems(calendars: dict[str, bytes]) -> list[str]:
    """Addresses of calendars that two parsers read differently."""
    found = []
    for url, content in calendars.items():
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
        one = [(str(event["uid"]), str(event["summary"]), event["dtstart"].dt) for event in events]
        others = getattr(vobject.readOne(content.decode()), "vevent_list", [])
        other = [(event.uid.value, event.summary.value, event.dtstart.value) for event in others]
        if one != other:
            found.append(url)
    return found


def refused_by_libical(calendars: dict[str, bytes]) -> list[str]:
    """Addresses of calendars in which libical finds a restriction of RFC 5545 or 5546 broken."""
    answers = libical.accepts(*calendars.values())
    return [url for url, right in zip(calendars, answers, strict=True) if not right]
