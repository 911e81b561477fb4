"""Sessions and series in lists: agendas, timetables, streets, teasers, hits, what a form lets choose."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html

from ..language import clean
from .days import stamp, written
from .shown import Shown

COMMENTS = re.compile(r"\d+ (Kommentar|reactie)")


def having(name: str) -> str:
    """An XPath condition: the element has that class."""
    return f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


def text(element: html.HtmlElement, path: str) -> str:
    """The words of whatever an XPath finds."""
    return clean(" ".join(found.text_content() for found in element.xpath(path)))


def linked(element: html.HtmlElement, known: dict[str, dict], path: str = ".//a/@href") -> str:
    """The first known path that a link leads to, "" for none."""
    paths = (urlsplit(link).path for link in element.xpath(path))
    return next((path for path in paths if path in known), "")


def itself(where: str, page: html.HtmlElement) -> str:
    """The path of what a page shows: answers to a comment show it at another address."""
    return urlsplit(page.xpath("string(//link[@rel='canonical']/@href)")).path or where


def agendas(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """Lists of dates, on any page."""
    for row in page.xpath(f"//*{having('agenda')}/li"):
        path = linked(row, known)
        if not path:
            continue
        facts = {
            "mark": row.get("data-s"),
            "state": text(row, f".//*{having('status')}"),
            "title": text(row, ".//a"),
            "plate": text(row, f".//time{having('day')}"),
            "starts": stamp("".join(row.xpath(f".//time{having('day')}/@datetime"))),
        }
        if "sessions" not in known[path]:
            parts = text(row, f".//p{having('meta')}").split(" · ")
            parts = [part for part in parts if not COMMENTS.match(part)]
            own = text(row, f".//p{having('meta')}/span[not(following-sibling::span)]")
            facts |= {"day": written(parts[0]), "place": own if own == parts[-1] else ""}
        else:
            facts["years"] = re.findall(r"20\d\d(?:–20\d\d)?", text(row, f".//p{having('meta')}"))
        yield Shown("agenda", where, path, page.get("lang"), facts)


def timetables(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The sessions on the page of their series."""
    for row in page.xpath(f"//body{having('template-event-series-page')}//*{having('timetable')}/li"):
        when = row.xpath(f"./p{having('meta')}")[0]
        lines = [clean(line) for line in when.xpath("./text()") if clean(line)]
        dated = when.xpath("./time")
        yield Shown("timetable", where, linked(row, known), page.get("lang"), {
            "mark": row.get("data-s"),
            "state": text(row, f".//*{having('status')}"),
            "note": text(row, f".//*{having('act')}/span{having('meta')}"),
            "starts": stamp("".join(when.xpath("./time/@datetime"))),
            "day": text(when, "./time") if dated else lines.pop(0),
            "hours": "".join(lines),
            "previous": text(when, "./s"),
            "place": text(row, f"./div[1]/p{having('meta')}[1]"),
        })  # fmt: skip


def streets(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The houses of a series, each a session by its number."""
    for house in page.xpath(f"//*{having('street')}/li"):
        series, _, anchor = house.xpath("string(.//a/@href)").partition("#t")
        sessions = known[urlsplit(series).path or itself(where, page)]["sessions"]
        own = next(one for one in sessions if anchor in (str(one["number"]), f"-{one['pk']}"))
        said = text(house, f".//a/span{having('vh')}[last()]")
        yield Shown("street", where, own["path"], page.get("lang"), {
            "mark": house.get("data-s"), "said": said,
        })  # fmt: skip


def teasers(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """Cards of sessions and series that an editor picked."""
    for card in page.xpath(f"//article{having('story')}"):
        path = linked(card, known, ".//h2/a/@href | .//h3/a/@href | .//h4/a/@href")
        if path:
            stamps = [stamp(one) for one in card.xpath(".//time/@datetime")]
            facts = {"starts": stamps, "day": [text(card, ".//time")] if stamps else []}
            if "sessions" in known[path]:
                facts["years"] = re.findall(r"20\d\d(?:–20\d\d)?", text(card, f".//p{having('meta')}"))
            yield Shown("teaser", where, path, page.get("lang"), facts)


def hits(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """What a search found."""
    for hit in page.xpath(f"//li{having('hit')}"):
        path = linked(hit, known)
        if path and "sessions" not in known[path]:
            meta = text(hit, f"./p{having('meta')}")
            cancelled = bool(re.search("· (Abgesagt|Afgelast)$", meta))
            facts = {"cited": "".join(written(meta)), "is cancelled": cancelled}
            yield Shown("hit", where, path, page.get("lang"), facts)


def choices(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The sessions that a form lets choose."""
    for row in page.xpath("//*[@id='id_sessions']//*[@data-s]"):
        pool = int(row.xpath("string(.//input/@value)"))
        title = text(row, f"./p{having('hint')}/span[1]")
        path = next(path for path, one in known.items() if one.get("pool") == pool and one["title"] == title)
        label = text(row, "./label")
        yield Shown("choice", where, path, page.get("lang"), {
            "mark": row.get("data-s"),
            "offer": text(row, f".//*{having('status')}"),
            "choice": re.sub(r"^\d+\. ", "", label),
        })  # fmt: skip
