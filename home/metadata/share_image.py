"""The picture of a page that has no photo: its title on paper, with the plate of the network."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from home import fonts

from .line_breaks import LINE, fit

SIZE = (1200, 630)
MARGIN = 72
TITLE_SIZES = [84, 76, 68, 60, 54, 48]
MOST_LINES = 5
PLATE, GAP = 72, 24  # height of the plate, and the least distance above it
EMOJI_MARKS = "\ufe0e\ufe0f\u20e3"  # what asks for an emoji after a sign that is a letter otherwise
# The tokens of base.css (light) in sRGB.
PAPER, INK, SOFT, ENAMEL = "#fcfcf9", "#171f30", "#414a5e", "#174194"
ZONES = {
    "rose": "#f9c1c1",
    "ochre": "#f2d48e",
    "green": "#b4e2bc",
    "water": "#b4dbf0",
    "lilac": "#d8c9ec",
    "clay": "#e5c3ac",
}


def draw(*, title: str, brand: str, label: str = "", zone: str = "", lang: str) -> bytes:
    """A PNG of 1200 × 630: the label above the title, the plate below, the zone's colour at the side.

    A text with a letter that no font has is left out as a whole: no picture shows half a title.
    """
    title, brand, label = map(drawable, (title, brand, label))
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 28, SIZE[1]), fill=ZONES.get(zone, ZONES["rose"]))
    pen.rectangle((28, 0, 31, SIZE[1]), fill=INK)
    left, width = MARGIN + 31, SIZE[0] - 2 * MARGIN - 31
    top = MARGIN
    if label:
        _size, lines = fit(label, lang, _width_small, width=width, sizes=[34], most=1)
        _write(pen, (left, top), lines[0], 34, fill=SOFT, bold=False)
        top += 62
    room = SIZE[1] - MARGIN - PLATE - GAP - top
    size, lines = fit(title, lang, _width, width=width, height=room, sizes=TITLE_SIZES, most=MOST_LINES)
    for line in lines:
        _write(pen, (left, top), line, size, fill=INK)
        top += round(size * LINE)
    if brand:
        _plate(pen, brand, lang, left, width)
    stream = BytesIO()
    picture.quantize(64).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def drawable(text: str) -> str:
    """The text in letters that the fonts have: with SS for the capital ß that Open Sans lacks, without
    emoji that none has. Empty where a letter or digit is missing."""
    text = text.replace("ẞ", "SS")
    missing = fonts.missing_letters(text) + EMOJI_MARKS
    if any(letter.isalnum() for letter in missing):
        return ""
    drawn = "".join(letter for letter in text if letter not in missing)
    return " ".join(word for word in drawn.split(" ") if word)


def _plate(pen: ImageDraw.ImageDraw, brand: str, lang: str, left: int, width: int) -> None:
    """The network's name in white on enamel, with the fine line of a street sign."""
    _size, lines = fit(brand, lang, _width, width=width - 56, sizes=[36], most=1)
    right, bottom = left + _width(lines[0], 36) + 56, SIZE[1] - MARGIN
    pen.rounded_rectangle((left, bottom - PLATE, right, bottom), radius=8, fill=ENAMEL)
    pen.rounded_rectangle(
        (left + 4, bottom - PLATE + 4, right - 4, bottom - 4), radius=6, outline=PAPER, width=2
    )
    ascent, descent = _font(36, fonts.BOLD).getmetrics()
    _write(pen, (left + 28, bottom - 36 - (ascent + descent) // 2), lines[0], 36, fill=PAPER)


def _write(pen, corner: tuple[int, int], text: str, size: int, *, fill: str, bold: bool = True) -> None:
    """Write a line from its upper left corner, each script in its font, all on one base line."""
    left, top = corner
    base = top + _font(size, fonts.BOLD).getmetrics()[0]
    for path, run in fonts.runs_of(text):
        font = _font(size, path, bold=bold)
        pen.text((left, base), run, font=font, fill=fill, anchor="ls")
        left += font.getlength(run)


def _width(text: str, size: int) -> float:
    return sum(_font(size, path).getlength(run) for path, run in fonts.runs_of(text))


def _width_small(text: str, size: int) -> float:
    return sum(_font(size, path, bold=False).getlength(run) for path, run in fonts.runs_of(text))


@cache
def _font(size: int, path: str, *, bold: bool = True) -> ImageFont.FreeTypeFont:
    if path == fonts.REGULAR:
        path = fonts.BOLD if bold else fonts.SEMIBOLD
    font = ImageFont.truetype(path, size)
    if path.endswith("[wght].ttf"):  # a variable font
        font.set_variation_by_axes([700 if bold else 600])
    return font
