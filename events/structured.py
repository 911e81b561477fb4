"""Sessions and series as schema.org's Event and EventSeries, under Google's rules for events.

A session without a date or without any place to be is no Event to Google and is left out.
"""

from datetime import timedelta

from home.dates import ZONE
from home.structured import image_of, publisher

from .entries import SessionEntry

SCHEMA = "https://schema.org/"
MODES = {"onsite": "Offline", "online": "Online", "hybrid": "Mixed"}


def session_event(session, context: dict) -> dict | None:
    """The session of a page as an Event, from what its page shows already (events.contexts)."""
    frame, entry = context["page_frame"], context["entry"]
    event = bare_event(entry, frame.request)
    if event is None:
        return None
    series = context.get("series")
    people = [*context.get("people", ())]
    return event | {
        "@id": f"{event['url']}#event",
        "description": session.lead or session.search_description,
        "inLanguage": (session.spoken_languages or session.language).split(","),
        "image": image_of(session, frame.request),
        "organizer": organizers(context, frame),
        "performer": [{"@type": "Person", "name": person.name} for person in people],
        "offers": offers(entry, context.get("price_rows", ()), event["url"]),
        "superEvent": {
            "@type": "EventSeries",
            "name": series.title,
            "url": series.get_full_url(frame.request),
        }
        if series
        else None,
    }


def series_event(series, context: dict) -> dict:
    """A series with its sessions as subEvent."""
    frame = context["page_frame"]
    url = series.get_full_url(frame.request)
    events = [bare_event(entry, frame.request) for entry in context.get("entries", ())]
    events = [event for event in events if event]
    return {
        "@type": "EventSeries",
        "@id": f"{url}#series",
        "name": series.title,
        "description": series.lead or series.search_description,
        "url": url,
        "inLanguage": series.language,
        "image": image_of(series, frame.request),
        "startDate": min((event["startDate"] for event in events), default=None),
        "endDate": max((event.get("endDate") or event["startDate"] for event in events), default=None),
        "organizer": organizers(context, frame),
        "subEvent": events,
    }


def bare_event(entry: SessionEntry, request) -> dict | None:
    """Name, time, place and status of a session; None where the first three are not known."""
    page = entry.page
    url = request.build_absolute_uri(entry.url)
    places = locations(entry, url)
    if page.starts_at is None or not places:
        return None
    starts, ends = times(entry)
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
        return span.start_date.isoformat(), (span.end_date or span.start_date).isoformat()
    known = span.end_time and not page.open_end or span.several_days
    ends = page.ends_at.astimezone(ZONE) if known and page.ends_at else None
    # A last day without a time is kept until its midnight, which belongs to the next.
    if ends and not span.end_time and ends.time() == ends.time().min:
        ends -= timedelta(minutes=1)
    return page.starts_at.astimezone(ZONE).isoformat(), ends.isoformat() if ends else None


def status(page) -> str:
    if page.status == page.Status.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if rescheduled(page) else "EventScheduled"


def rescheduled(page) -> bool:
    return page.status == page.Status.MOVED and bool(page.previous_date)


def locations(entry: SessionEntry, url: str) -> list[dict]:
    """Where it takes place: an address, a virtual place, or both."""
    page, found = entry.page, []
    place = page.place
    if page.attendance_mode != page.Attendance.ONLINE and (place or page.venue_name):
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
    if page.attendance_mode != page.Attendance.ONSITE:
        found.append({"@type": "VirtualLocation", "url": page.online_url or url})
    return found


def organizers(context: dict, frame) -> list[dict]:
    rows = [row for row in context.get("organiser_rows", ()) if row.role != "partner"]
    return [
        {"@type": "Organization", "name": row.organisation.name, "url": row.organisation.url} for row in rows
    ] or [publisher(frame)]


def offers(entry: SessionEntry, prices, url: str) -> list[dict]:
    """The prices of a session that can still be taken part in; nothing for one that is over."""
    if entry.state.key in ("past", "cancelled"):
        return []
    opens = entry.state.call.opens
    seat = "SoldOut" if entry.state.key in ("full", "closed") else "InStock"
    return [
        {
            "@type": "Offer",
            "name": price.get_audience_display(),
            "price": str(price.amount),
            "priceCurrency": price.currency,
            "availability": f"{SCHEMA}{seat}",
            "validFrom": opens.astimezone(ZONE).isoformat() if opens else None,
            "url": url,
        }
        for price in prices
    ]
