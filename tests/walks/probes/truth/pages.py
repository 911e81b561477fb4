"""The page of a session or series itself: facts, the call to register, prices, what is passed on."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from lxml import html

from ..language import clean
from .days import stamp, written
from .lists import having, itself, text
from .shown import Shown

WHEN = {"Wann", "Wanneer"}
WHERE = {"Wo", "Waar"}
SEATS = {"Plätze", "Plaatsen"}
CLOSES = {"Anmeldeschluss", "Aanmelden tot en met"}
PERIOD = {"Zeitraum", "Periode"}
SCOPE = {"Umfang", "Omvang"}
PRICE = re.compile("Beitrag|Prijs")
MONEY = re.compile(r"€ ?[\d.,]*\d|[\d.,]*\d €|kostenlos|gratis")


def session_pages(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The facts, the notice and the head of a session's page."""
    path = itself(where, page)
    if "template-event-page" not in page.body.get("class", "") or path not in known:
        return
    facts = {"mark": page.xpath(f"string(//div{having('head')}/@data-s)"), "title": text(page, "//h1")}
    facts["change"] = text(page, f"//*[starts-with(@class, 'note note--')]/p{having('h')}")
    for label, cell in _facts(page):
        said = text(cell, f"./span{having('status')}")
        if label in WHEN:
            stamps = [stamp(one) for one in cell.xpath(".//time/@datetime")]
            facts |= {"when": text(cell, "."), "starts": stamps[:1], "last day": stamps[1:]}
        elif label in WHERE:
            facts["where"] = text(cell, ".")
        elif label in SEATS:
            facts |= {"seats": int(text(cell, ".").partition(",")[0]), "state": [said] if said else []}
        elif label in CLOSES:
            facts["closes"] = text(cell, ".")
        elif PRICE.match(label):
            facts["amount"] = MONEY.findall(text(cell, "."))
    yield Shown("facts", where, path, page.get("lang"), facts)


def series_pages(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The facts of the page of a series, of which the days are those of its sessions."""
    path = itself(where, page)
    if "template-event-series-page" not in page.body.get("class", "") or path not in known:
        return
    facts = {"sessions": len(page.xpath(f"//*{having('timetable')}/li")), "title": text(page, "//h1")}
    for label, cell in _facts(page):
        if label in PERIOD:
            stamps = cell.xpath(".//time/@datetime")
            facts |= {"first day": stamps[0], "last day": stamps[-1]}
        elif label in SCOPE:
            number, _, times = text(cell, ".").partition(", ")
            facts["scope"] = tuple(map(int, re.findall(r"\d+", number)))
            facts["usual hours"] = times.removeprefix("jeweils ").removeprefix("steeds ")
        elif label in SEATS:
            facts["seats"] = int(re.match(r"\d+", text(cell, ".")).group())
    yield Shown("facts", where, path, page.get("lang"), facts)


def signs(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The call to register; the jump to it stands where one can."""
    path = itself(where, page)
    if path not in known:
        return
    for sign in page.xpath("//aside[@aria-labelledby='reg']/div"):
        facts = {"sign": text(sign, ".//h2"), "amount": MONEY.findall(text(sign, "./dl"))}
        can = "sign" in sign.get("class").split()
        if can:
            facts["leads to"] = [_target(link) for link in sign.xpath(f".//a{having('btn')}/@href")]
        facts["can register"] = [can, bool(page.xpath(f"//p{having('jump')}"))]
        yield Shown("sign", where, path, page.get("lang"), facts)


def price_tables(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The table of prices; a session without prices of its own has none."""
    path = itself(where, page)
    if path in known:
        cells = [text(cell, ".") for cell in page.xpath("//section[@aria-labelledby='prices']//td")]
        cells = [found for cell in cells for found in MONEY.findall(cell)]
        yield Shown("prices", where, path, page.get("lang"), {"table": tuple(sorted(cells))})


def passed_on(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """What a mail to a friend, a citation and other sites' cards (Open Graph) say of its days."""
    path = itself(where, page)
    if path not in known:
        return
    title = clean(page.xpath("string(//meta[@property='og:title']/@content)"))
    share = page.xpath("//section[@aria-labelledby='share']")[0]
    mail = parse_qs(urlsplit(share.xpath("string(.//a[starts-with(@href, 'mailto:')]/@href)")).query)["body"]
    texts = [share.xpath(f"string(.//*{having('cite')})"), mail[0]]
    cited = ["".join(written(one)) for one in texts]
    yield Shown("passed on", where, path, page.get("lang"), {"title": title, "cited": cited})


def _target(link: str) -> str:
    """The key of what a form is for, another site's name, or that it is a mail."""
    parts = urlsplit(link)
    if parts.scheme == "mailto":
        return "mail"
    return (
        parts.hostname.removeprefix("www.") if parts.hostname else parts.path.rstrip("/").rpartition("/")[2]
    )


def _facts(page: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """Label and cell of each fact."""
    for row in page.xpath(f"(//dl{having('facts')})[1]/div"):
        yield text(row, "./dt"), row.xpath("./dd")[0]
