"""Sessions and series as schema.org's Event and EventSeries, under Google's rules for events.

A session without a date or without any place to be is no Event to Google and is left out.
"""

from datetime import timedelta

from home.formatting.dates import ZONE
from home.metadata.open_graph import image_of
from home.metadata.structured_data import publisher

from ..choices import Attendance, Scope, Status
from ..session_now import Availability
from .session_items import SessionEntry, held

SCHEMA = "https://schema.org/"
MODES = {"onsite": "Offline", "online": "Online", "hybrid": "Mixed"}
# What can be had of an offer, in the words that Google reads. Nothing is said where registrations come by
# e-mail or on another site; where registration has ended nothing is offered any more.
AVAILABILITIES = {
    Availability.OPEN: "InStock",
    Availability.FEW: "InStock",
    Availability.WAITING: "SoldOut",
    Availability.FULL: "SoldOut",
    Availability.LATER: "PreOrder",
}
NOT_OFFERED = {Availability.PAST, Availability.CANCELLED, Availability.CLOSED}


def session_event(session, context: dict) -> dict | None:
    """The session of a page as an Event, from what its page shows already (events.display.page_context)."""
    layout, entry = context["page_layout"], context["entry"]
    event = bare_event(entry, layout.request)
    if event is None:
        return None
    series = context.get("series")
    people = [*context.get("people", ())]
    return event | {
        "@id": f"{event['url']}#event",
        "description": session.lead or session.search_description,
        "inLanguage": spoken_languages(session, series),
        "image": image_of(session, layout.request),
        "organizer": organizers(context, layout),
        "performer": [{"@type": "Person", "name": person.name} for person in people],
        "offers": offers(context.get("price_rows", ()), entry.state.key, entry.state.call, event["url"]),
        "superEvent": {
            "@type": "EventSeries",
            "name": series.title,
            "url": series.get_full_url(layout.request),
        }
        if series
        else None,
    }


def series_event(series, context: dict) -> dict:
    """A series with its sessions as subEvent."""
    layout, entries = context["page_layout"], context["entries"]
    url = series.get_full_url(layout.request)
    events = [bare_event(entry, layout.request) for entry in entries]
    spans = [times(entry) for entry in held(entries)]
    prices = [price for price in context["price_rows"] if price.scope == Scope.SERIES]
    return {
        "@type": "EventSeries",
        "@id": f"{url}#series",
        "name": series.title,
        "description": series.lead or series.search_description,
        "url": url,
        "inLanguage": spoken_languages(series),
        "image": image_of(series, layout.request),
        "startDate": min((starts for starts, _ends in spans), default=None),
        "endDate": max((ends or starts for starts, ends in spans), default=None),
        "organizer": organizers(context, layout),
        "offers": offers(prices, context["availability"], context["call"], url),
        "subEvent": [event for event in events if event],
    }


def bare_event(entry: SessionEntry, request) -> dict | None:
    """Name, time, place and status of a session; None where the first three are not known."""
    page = entry.page
    url = request.build_absolute_uri(entry.url)
    places = locations(page, url)
    starts, ends = times(entry) if page.starts_at else (postponed_from(page), None)
    if starts is None or not places:
        return None
    return {
        "@type": "Event",
        "name": page.title,
        "url": url,
        "startDate": starts,
        "endDate": ends,
        "eventStatus": f"{SCHEMA}{status(page)}",
        "previousStartDate": page.previous_date.isoformat() if rescheduled(page) else None,
        "eventAttendanceMode": f"{SCHEMA}{MODES[page.attendance_mode]}EventAttendanceMode",
        "location": places if len(places) > 1 else places[0],
    }


def times(entry: SessionEntry) -> tuple[str, str | None]:
    """First and last moment with the offset of Berlin; whole days as dates."""
    page, span = entry.page, entry.span
    if span.whole_days:
        return span.start_date.isoformat(), span.last_day.isoformat()
    known = span.end_time and not page.open_end or span.several_days
    ends = page.ends_at.astimezone(ZONE) if known and page.ends_at else None
    # A last day without a time is kept until its midnight, which belongs to the next.
    if ends and not span.end_time and ends.time() == ends.time().min:
        ends -= timedelta(minutes=1)
    return page.starts_at.astimezone(ZONE).isoformat(), ends.isoformat() if ends else None


def status(page) -> str:
    if page.status == Status.CANCELLED:
        return "EventCancelled"
    if postponed_from(page):
        return "EventPostponed"
    return "EventRescheduled" if rescheduled(page) else "EventScheduled"


def rescheduled(page) -> bool:
    return page.status == Status.MOVED and bool(page.previous_date and page.starts_at)


def postponed_from(page) -> str | None:
    """The day that no longer holds, of a session without a new one: Google wants it kept for so long."""
    postponed = page.status == Status.MOVED and page.starts_at is None and page.previous_date
    return page.previous_date.isoformat() if postponed else None


def spoken_languages(page, series=None) -> list[str]:
    """The languages of the event: those spoken, of its series where it says none, else that of its page."""
    return (page.spoken_languages or (series and series.spoken_languages) or page.language).split(",")


def locations(page, url: str) -> list[dict]:
    """Where it takes place: an address, a virtual place, or both. The virtual place is its page: the link to
    the meeting is for those who registered."""
    found = []
    place = page.place
    if page.attendance_mode != Attendance.ONLINE and (place or page.venue_name):
        address = {
            "@type": "PostalAddress",
            "streetAddress": page.street,
            "postalCode": page.postcode,
            "addressLocality": place.name if place else None,
            "addressRegion": place.region if place else None,
            "addressCountry": place.country if place else None,
        }
        found.append({"@type": "Place", "name": page.venue_name or place.name, "address": address})
        if place is None:
            found[0]["address"] = page.venue_name
    if page.attendance_mode != Attendance.ONSITE:
        found.append({"@type": "VirtualLocation", "url": url})
    return found


def organizers(context: dict, layout) -> list[dict]:
    rows = [row for row in context.get("organiser_rows", ()) if row.role != "partner"]
    return [
        {"@type": "Organization", "name": row.organisation.name, "url": row.organisation.url} for row in rows
    ] or [publisher(layout)]


def offers(prices, key: Availability, call, url: str) -> list[dict]:
    """The prices of what can still be taken part in, with what is known of its places."""
    if key in NOT_OFFERED:
        return []
    known = AVAILABILITIES.get(key)
    return [
        {
            "@type": "Offer",
            "name": price.get_audience_display(),
            "price": str(price.amount),
            "priceCurrency": price.currency,
            "availability": f"{SCHEMA}{known}" if known else None,
            "validFrom": call.opens.astimezone(ZONE).isoformat() if call.opens else None,
            "url": url,
        }
        for price in prices
    ]
