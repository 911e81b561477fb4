"""A title in lines that fit: between words first, within a word only where it is wider than the line."""

from collections.abc import Callable

from home.formatting.hyphens import SOFT_HYPHEN, shy

LINE = 1.18  # height of a line, as a multiple of its size


def fit(
    title: str,
    lang: str,
    width_of: Callable[[str, int], float],
    *,
    width: int,
    sizes: list[int],
    most: int,
    height: int = 100_000,
) -> tuple[int, list[str]]:
    """The first of the sizes (largest first) at which the title fits into so many lines and this height, and
    those lines.

    `width_of(text, size)` measures a line in pixels. At the smallest size the last line is cut with an
    ellipsis. No-break spaces stay; compounds are broken where hyphenation allows it.
    """
    words = shy(" ".join(title.split(" ")), lang).split(" ")
    lines: list[str] = []
    for size in sizes:
        lines = _lines(words, lambda text, size=size: width_of(text, size), width)
        broken = any(line.endswith("-") for line in lines) and size != sizes[-1]
        room = min(most, int(height / (size * LINE)))
        if len(lines) <= room and not broken:
            return size, lines
    if len(lines) > room:
        last = lines[room - 1].removesuffix("-")
        while last and width_of(f"{last} …", sizes[-1]) > width:
            last = last.rpartition(" ")[0] or last[:-1]
        lines = [*lines[: room - 1], f"{last} …"]
    return sizes[-1], lines


def _lines(words: list[str], measure: Callable[[str], float], width: int) -> list[str]:
    lines, line = [], ""
    for word in words:
        plain = word.replace(SOFT_HYPHEN, "")
        joined = f"{line} {plain}" if line else plain
        if measure(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, measure, width)
        lines += whole
    return [*lines, line] if line else lines


def _pieces(word: str, measure: Callable[[str], float], width: int) -> list[str]:
    """A word that is too wide for a line, in as few pieces as possible; a wide one without breaks is cut."""
    plain = word.replace(SOFT_HYPHEN, "")
    if measure(plain) <= width:
        return [plain]
    pieces, piece = [], ""
    for part in word.split(SOFT_HYPHEN):
        if piece and measure(f"{piece}{part}-") > width:
            pieces.append(f"{piece}-")
            piece = ""
        piece += part
        while measure(f"{piece}-") > width and len(piece) > 1:
            cut = next((n for n in range(len(piece) - 1, 1, -1) if measure(f"{piece[:n]}-") <= width), 1)
            pieces.append(f"{piece[:cut]}-")
            piece = piece[cut:]
    return [*pieces, piece]
