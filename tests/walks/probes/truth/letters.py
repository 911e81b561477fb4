"""What mails and the pages of a registration say of the sessions that are booked."""

import re
from collections.abc import Iterator

from lxml import html

from ..language import clean
from .days import WRITTEN
from .lists import having, linked, text
from .shown import Shown

WHEN = re.compile(r"– (?:Wann|Wanneer): (.+?)(?: \((?:bisher|eerder): (.+)\))?$")
WHERE = re.compile(r"– (?:Wo|Waar): (.+?)(?: \((?:bisher|eerder): (.+)\))?$")


def letters(subject: str, words: str, language: str, known: dict[str, dict]) -> Iterator[Shown]:
    """Days and places in the text of a mail: of each session that it names, and of the one it is about."""
    lines = [clean(line) for line in words.splitlines()]
    for path, session in known.items():
        if "sessions" in session or session["language"] != language:
            continue
        named = re.compile(rf"{re.escape(session['title'])}[“’”]?, ")
        rests = [line[found.end() :] for line in lines for found in named.finditer(line)]
        facts = {"when": [_day(rest) for rest in rests]}
        rows = [line for line in lines if line.startswith(f"– {session['title']}, ") and line.endswith(")")]
        facts["row"] = [row.removeprefix(f"– {session['title']}, ").rpartition(": ")[0] for row in rows]
        if session["title"] in subject:
            facts["when"] += [found[1] for line in lines if (found := WHEN.match(line))]
            facts["address"] = [found[1] for line in lines if (found := WHERE.match(line))]
        if any(facts.values()):
            yield Shown("mail", subject, path, language, facts)


def letters_before(subject: str, words: str, language: str, known: dict[str, dict]) -> Iterator[Shown]:
    """What a mail says had been known; `known` are the facts until then."""
    lines = [clean(line) for line in words.splitlines()]
    for path, session in known.items():
        if session["title"] in subject and session["language"] == language:
            facts = {
                "when": [found[2] for line in lines if (found := WHEN.match(line)) and found[2]],
                "address": [found[2] for line in lines if (found := WHERE.match(line)) and found[2]],
            }
            yield Shown("mail, before", subject, path, language, facts)


def _day(rest: str) -> str:
    """The day at the beginning of what follows a title; what stands there instead of one."""
    found = WRITTEN.match(rest)
    return found[0] if found else re.match(r"[^,.:]*", rest)[0]


def booked(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The sessions of a registration, on its own page and on the one behind the form."""
    for row in page.xpath(f"//*{having('timetable')}/li"):
        day, *place = (clean(part) for part in row.xpath(f"./p{having('meta')}//text()") if clean(part))
        yield Shown("booked", where, linked(row, known, ".//h3/a/@href"), page.get("lang"), {
            "day": day, "place": "".join(place), "title": text(row, ".//h3/a"),
        })  # fmt: skip


def checked(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """What somebody chose, once more before it is sent."""
    for row in page.xpath(f"//dl{having('facts')}//li[@data-s]"):
        title = text(row, "./span[1]")
        path = next(path for path, one in known.items() if one["title"] == title)
        day = text(row, ".").removeprefix(f"{title}, ").partition(" · ")[0]
        facts = {"mark": row.get("data-s"), "day": day, "wish": text(row, f".//*{having('status')}")}
        yield Shown("checked", where, path, page.get("lang"), facts)
