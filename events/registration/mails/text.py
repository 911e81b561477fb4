"""A letter is written once, as text; its HTML is made of the same paragraphs.

What is a paragraph, a list or a button is decided by the template, or by the organiser's wording, alone.
Words out of the database come between two marks, in one line, and nothing is looked for between them: a name
is never structure, whatever somebody typed into a form. The marks go when the structure is known.
"""

from dataclasses import dataclass, field

from home.visitors.one_line import many_lines, one_line, unlinked

# For private use (Unicode 23.5): `one_line` leaves them out of what it is given.
OPEN, CLOSE = "\ue000", "\ue001"
UNMARKED = str.maketrans("", "", OPEN + CLOSE)


@dataclass(frozen=True)
class Part:
    """A paragraph, a list, or the one thing to do: a line that ends in a colon above a URL on a line of its
    own."""

    kind: str
    text: str = ""
    items: list[str] = field(default_factory=list)
    label: str = ""
    url: str = ""


@dataclass(frozen=True)
class Letter:
    """Subject, text, and the parts of the same text."""

    subject: str
    text: str
    parts: list[Part]

    @classmethod
    def of(cls, subject: str, text: str) -> "Letter":
        """A letter from a subject and a text with marks."""
        return cls(subject=one_line(subject), text=bare(text), parts=parts(text))


def words(text) -> str:
    """Mark words of the site's own database, such as a title."""
    return _marked(one_line(text))


def names(text) -> str:
    """Mark what a visitor typed: as `words`, and no mail program makes a link of it."""
    return _marked(unlinked(text))


def lines(text) -> str:
    """Mark what an organiser wrote in several lines: one paragraph."""
    return "\n".join(_marked(line) for line in many_lines(text).split("\n") if line)


def bare(text: str) -> str:
    """Return the text without marks."""
    return text.translate(UNMARKED)


def split(rendered: str) -> tuple[str, str]:
    """Return the subject (the first line that is not empty) and the text of a rendered letter, both with
    marks."""
    found = rendered.strip().split("\n")
    return found[0].rstrip(), tidy(found[1:])


def tidy(found: list[str]) -> str:
    """Return the text of these lines, without blank runs and trailing blanks."""
    body: list[str] = []
    for line in map(str.rstrip, found):
        if line or (body and body[-1]):
            body.append(line)
    return "\n".join(body).strip() + "\n"


def parts(text: str) -> list[Part]:
    """Return the parts of a letter's text; the text has marks, the parts have none."""
    found = []
    for block in text.strip().split("\n\n"):
        rows = block.split("\n")
        if len(rows) > 1 and rows[-1].startswith(("http://", "https://")) and rows[-2].endswith(":"):
            if rows[:-2]:
                found.append(Part("paragraph", text=bare("\n".join(rows[:-2]))))
            found.append(Part("button", label=bare(rows[-2]).removesuffix(":"), url=bare(rows[-1])))
        elif all(row.startswith("– ") for row in rows):
            found.append(Part("list", items=[bare(row).removeprefix("– ") for row in rows]))
        else:
            found.append(Part("paragraph", text=bare(block)))
    return found


def _marked(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}" if text else ""
