"""A letter is written once, as text; its HTML is made of the same paragraphs."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """A paragraph, a list, or the one thing to do: a line that ends in a colon above an address of its
    own line."""

    kind: str
    text: str = ""
    items: list[str] = field(default_factory=list)
    label: str = ""
    url: str = ""


def split(rendered: str) -> tuple[str, str]:
    """The subject (first line that is not empty) and the text of a rendered letter, without blank runs."""
    lines = rendered.strip().splitlines()
    return lines[0].rstrip(), tidy(lines[1:])


def tidy(lines: list[str]) -> str:
    """The text of these lines, without blank runs and trailing blanks."""
    body: list[str] = []
    for line in map(str.rstrip, lines):
        if line or (body and body[-1]):
            body.append(line)
    return "\n".join(body).strip() + "\n"


def parts(text: str) -> list[Part]:
    """The parts of a letter's text."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = block.splitlines()
        if len(lines) > 1 and lines[-1].startswith(("http://", "https://")) and lines[-2].endswith(":"):
            if lines[:-2]:
                found.append(Part("paragraph", text="\n".join(lines[:-2])))
            found.append(Part("button", label=lines[-2].removesuffix(":"), url=lines[-1]))
        elif all(line.startswith("– ") for line in lines):
            found.append(Part("list", items=[line.removeprefix("– ") for line in lines]))
        else:
            found.append(Part("paragraph", text=block))
    return found
