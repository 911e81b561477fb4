"""How work grows with its input: a ratio of one run, which no slow machine changes."""

from collections.abc import Callable
from time import process_time

TRIES = 5
ENOUGH = 0.5  # seconds: what takes longer is measured well enough the first time


def growth(work: Callable[[str], object], text: str, *, parts: int = 16) -> float:
    """How much more processor time a text takes than a part of it, by how much longer it is: about 1 for
    work that is linear, about `parts` for what looks at each pair of letters."""
    return cost(work, text) / cost(work, text[: len(text) // parts]) / parts


def cost(work: Callable[[str], object], text: str) -> float:
    """Seconds of processor time, the least of several tries; never nought."""
    spent = []
    while len(spent) < TRIES and sum(spent) < ENOUGH:
        began = process_time()
        work(text)
        spent.append(process_time() - began)
    return max(min(spent), 1e-4)
