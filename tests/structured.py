"""What is wrong with a page's head for machines: JSON-LD by Google's published rules, language links.

Rules: the required properties of each type in Google's structured-data documentation (Event, ProfilePage,
BreadcrumbList), and of the recommended ones those that this site always knows (Article, Organization).
"""

import json
import re

from bs4 import BeautifulSoup

REQUIRED = {
    "Event": ["name", "startDate", "location", "eventStatus", "eventAttendanceMode", "url"],
    "EventSeries": ["name", "url"],
    "NewsArticle": ["headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"],
    "ProfilePage": ["mainEntity"],
    "Person": ["name"],
    "Organization": ["name"],
    "BreadcrumbList": ["itemListElement"],
    "ListItem": ["position", "name", "item"],
    "Place": ["name"],
    "VirtualLocation": ["url"],
    "Offer": ["price", "priceCurrency", "url"],
    "PostalAddress": [],
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d)?")
ENUMERATED = {
    "eventStatus": {"EventScheduled", "EventRescheduled", "EventCancelled", "EventPostponed"},
    "eventAttendanceMode": {f"{mode}EventAttendanceMode" for mode in ("Offline", "Online", "Mixed")},
    "availability": {"InStock", "SoldOut", "PreOrder"},
}


def graph(html) -> list[dict]:
    """The things in a page's one JSON-LD block; [] without a block."""
    blocks = BeautifulSoup(html, "html.parser").select('script[type="application/ld+json"]')
    assert len(blocks) <= 1
    return json.loads(blocks[0].string)["@graph"] if blocks else []


def problems(things) -> list[str]:
    """What Google's rules miss in these things and all within them."""
    found = []
    for thing in things:
        kind = thing.get("@type")
        if kind not in REQUIRED:
            found.append(f"unknown type {kind}")
            continue
        found += [f"{kind} without {name}" for name in REQUIRED[kind] if not thing.get(name)]
        for name, value in thing.items():
            found += _wrong_value(kind, name, value)
            inner = value if isinstance(value, list) else [value]
            found += problems([one for one in inner if isinstance(one, dict)])
        if kind == "Event":
            places = thing["location"] if isinstance(thing.get("location"), list) else [thing.get("location")]
            found += ["Place without address" for one in places if _is_bare_place(one)]
        if kind == "BreadcrumbList":
            numbers = [item["position"] for item in thing["itemListElement"]]
            if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
                found.append(f"path {numbers}")
    return found


def _wrong_value(kind: str, name: str, value) -> list[str]:
    if value in (None, "", [], {}):
        return [f"{kind} with an empty {name}"]
    if name in ("startDate", "endDate", "previousStartDate", "datePublished", "dateModified", "validFrom"):
        return [] if MOMENT.fullmatch(value) else [f"{kind}: {name} is {value}"]
    if name in ("url", "item", "image", "mainEntityOfPage", "logo"):
        return [] if re.match(r"https?://", value) else [f"{kind}: {name} is {value}"]
    if name in ENUMERATED:
        known = {f"https://schema.org/{word}" for word in ENUMERATED[name]}
        return [] if value in known else [f"{kind}: {name} is {value}"]
    return []


def _is_bare_place(place) -> bool:
    return bool(place) and place["@type"] == "Place" and not place.get("address")


def links(html) -> tuple[str, dict[str, str]]:
    """The canonical address of a page and its hreflang links."""
    soup = BeautifulSoup(html, "html.parser")
    canonical = soup.select_one('link[rel="canonical"]')
    alternates = {link["hreflang"]: link["href"] for link in soup.select('link[rel="alternate"][hreflang]')}
    return canonical["href"] if canonical else "", alternates
