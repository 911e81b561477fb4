"""The picture of a page that has no photo: its title on paper, with the plate of the network (DESIGN 2)."""

from functools import cache
from io import BytesIO

import ttf_opensans
from PIL import Image, ImageDraw, ImageFont

from .lines import fit

SIZE = (1200, 630)
MARGIN = 72
TITLE_SIZES = [84, 76, 68, 60, 54, 48]
MOST_LINES = 5
JOINERS = "\u200d\ufe0e\ufe0f"  # between emoji
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
    """A PNG of 1200 × 630: the label above the title, the plate below, the zone's colour at the side."""
    title, brand, label = map(drawable, (title, brand, label))
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 28, SIZE[1]), fill=ZONES.get(zone, ZONES["rose"]))
    pen.rectangle((28, 0, 31, SIZE[1]), fill=INK)
    left, width = MARGIN + 31, SIZE[0] - 2 * MARGIN - 31
    top = MARGIN
    if label:
        _size, lines = fit(label, lang, _width_small, width=width, sizes=[34], most=1)
        pen.text((left, top), lines[0], font=_font(34, bold=False), fill=SOFT)
        top += 62
    size, lines = fit(title, lang, _width, width=width, sizes=TITLE_SIZES, most=MOST_LINES)
    for line in lines:
        pen.text((left, top), line, font=_font(size), fill=INK)
        top += round(size * 1.18)
    _plate(pen, brand, lang, left, width)
    stream = BytesIO()
    picture.quantize(64).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def drawable(text: str) -> str:
    """The text in letters that the font has: without emoji, and with SS for the capital ß that it lacks."""
    drawn = "".join(filter(_has_glyph, text.replace("ẞ", "SS")))
    return " ".join(word for word in drawn.split(" ") if word)


@cache
def _has_glyph(letter: str) -> bool:
    mask = _font(TITLE_SIZES[-1]).getmask
    return letter not in JOINERS and bytes(mask(letter)) != bytes(mask("\U0010ffff"))


def _plate(pen: ImageDraw.ImageDraw, brand: str, lang: str, left: int, width: int) -> None:
    """The network's name in white on enamel, with the fine line of a street sign."""
    _size, lines = fit(brand, lang, _width, width=width - 56, sizes=[36], most=1)
    right, bottom = left + _width(lines[0], 36) + 56, SIZE[1] - MARGIN
    pen.rounded_rectangle((left, bottom - 72, right, bottom), radius=8, fill=ENAMEL)
    pen.rounded_rectangle((left + 4, bottom - 68, right - 4, bottom - 4), radius=6, outline=PAPER, width=2)
    pen.text((left + 28, bottom - 36), lines[0], font=_font(36), fill=PAPER, anchor="lm")


def _width(text: str, size: int) -> float:
    return _font(size).getlength(text)


def _width_small(text: str, size: int) -> float:
    return _font(size, bold=False).getlength(text)


@cache
def _font(size: int, *, bold: bool = True) -> ImageFont.FreeTypeFont:
    face = ttf_opensans.OPENSANS_BOLD if bold else ttf_opensans.OPENSANS_SEMIBOLD
    return ImageFont.truetype(face.path, size)
