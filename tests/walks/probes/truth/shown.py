"""What a surface shows of a session or series, and its comparison with what is true."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .words import true_words


@dataclass(frozen=True)
class Shown:
    """What one place on one surface says of one session or series, to a reader of that language.

    `facts` maps names of `words.true_words` to what was read; a list says several things of one name.
    """

    surface: str
    where: str
    path: str
    language: str
    facts: dict = field(hash=False)


def untrue(shown: Iterable[Shown], known: dict[str, dict]) -> list[str]:
    """What is shown otherwise than it is."""
    found = []
    for one in shown:
        truth = true_words(known[one.path], one.language)
        for name, value in one.facts.items():
            values = value if isinstance(value, list) else [value]
            found += [
                f"{one.surface} of {one.where}: {known[one.path]['title']}: {name} is shown as {wrong!r}, "
                f"true is {sorted(truth[name], key=str)}"
                for wrong in values
                if wrong not in truth[name]
            ]
    return found
