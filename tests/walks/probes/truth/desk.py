"""What organisers and editors read of sessions in the admin."""

import re
from collections.abc import Iterator

from lxml import html

from .lists import having, text
from .shown import Shown

CANCELLED = {"abgesagt", "afgelast"}


def session_list(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The organiser's list of sessions with their seats."""
    for row in page.xpath(f"//table{having('listing')}/tbody/tr[td{having('title')}]"):
        edited = re.search(r"/pages/(\d+)/edit", row.xpath("string(./td[1]//a/@href)"))
        path = next(path for path, one in known.items() if one.get("pk") == int(edited[1]))
        day, seats, taken, _held, free, waiting = (text(cell, ".") for cell in row.xpath("./td")[1:7])
        yield Shown("desk", where, path, page.get("lang"), {
            "desk day": day, "seats": number(seats), "taken": number(taken),
            "desk free": number(free), "desk waiting": number(waiting),
            "is cancelled": text(row, f".//*{having('w-status')}") in CANCELLED,
        })  # fmt: skip


def seats_list(where: str, page: html.HtmlElement, known: dict[str, dict]) -> Iterator[Shown]:
    """The editor's list of seats."""
    for row in page.xpath(f"//table{having('listing')}/tbody/tr"):
        pool = int(re.search(r"/seats/edit/(\d+)/", row.xpath("string(.//a/@href)"))[1])
        paths = [path for path, one in known.items() if one.get("pool") == pool]
        if not paths:
            continue  # a draft's
        begins, seats, taken, _held, waiting, free = (text(cell, ".") for cell in row.xpath("./td")[1:7])
        yield Shown("seats", where, paths[0], page.get("lang"), {
            "begins": begins, "seats": number(seats), "taken": number(taken),
            "desk free": number(free), "desk waiting": number(waiting),
        })  # fmt: skip


def number(cell: str) -> int | None:
    """A count; None for one that has no limit, or that nobody can know."""
    return int(cell) if cell.isdigit() else None
