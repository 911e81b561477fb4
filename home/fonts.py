"""Fonts for the text that the site draws itself: certificates and share pictures.

Open Sans sets Latin, Greek and Cyrillic. A name in another script is set in the Noto font of that script; a
letter that none of them has is found beforehand (`missing_letters`), so that nothing is handed out with a
hole in it.
"""

import unicodedata
from functools import cache
from importlib.resources import files

import ttf_opensans
from fontTools.ttLib import TTFont

REGULAR = str(ttf_opensans.OPENSANS_REGULAR.path)
SEMIBOLD = str(ttf_opensans.OPENSANS_SEMIBOLD.path)
BOLD = str(ttf_opensans.OPENSANS_BOLD.path)
_SCRIPTS = (
    *("Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi"),
    *("Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu"),
    *("Thai", "Symbols"),
)


@cache
def fallback_fonts() -> tuple[str, ...]:
    """Paths of the fonts behind Open Sans, in the order in which they are asked for a letter."""
    noto, chinese, korean = map(files, ("manimgx_fonts", "pylopdf_fonts_zh_cn", "pylopdf_fonts_ko"))
    return (
        *(str(noto / f"NotoSans{script}[wght].ttf") for script in _SCRIPTS),
        str(chinese / "NotoSansSC-Regular.otf"),  # with the Japanese kana
        str(korean / "NotoSansKR-Regular.otf"),
        str(noto / "NotoEmoji[wght].ttf"),
        str(noto / "NotoSans[wght].ttf"),  # rarer Latin and Cyrillic letters
    )


def font_for(letter: str) -> str | None:
    """Return the path of the font that has the letter, REGULAR for Open Sans, None where no font has it."""
    return next((font for font in (REGULAR, *fallback_fonts()) if _has(font, letter)), None)


def fallbacks_of(text: str) -> list[str]:
    """Return the paths of the fonts that the text needs besides Open Sans."""
    needed = {font_for(letter) for letter in set(text)}
    return [font for font in fallback_fonts() if font in needed]


def missing_letters(text: str) -> str:
    """Return the letters of the text that no font has, each once and in their order."""
    return "".join(
        letter for letter in dict.fromkeys(text) if not font_for(letter) and not is_invisible(letter)
    )


def runs_of(text: str) -> list[tuple[str, str]]:
    """Split a text into runs of one font each: (path, text).

    Blanks, marks and joiners between letters of one script stay in its run, so that it is shaped as a whole;
    blanks before Open Sans belong to that, as they would stand at the wrong end of a run from right to left.
    Letters that no font has are left out.
    """
    runs: list[tuple[str, str]] = []
    for letter in text:
        font = font_for(letter)
        before, written = runs[-1] if runs else ("", "")
        if before == font or (before and not letter.isalnum() and _has(before, letter)):
            runs[-1] = (before, written + letter)
        elif font == REGULAR:
            blanks = written[len(written.rstrip()) :]
            runs[-1:] = [(before, written.rstrip())] if before else []
            runs.append((font, blanks + letter))
        elif font:
            runs.append((font, letter))
    return [run for run in runs if run[1]]


def is_invisible(letter: str) -> bool:
    """Return whether a sign has no shape of its own: a blank, a joiner, a variation selector."""
    return (
        unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Zs")
        or "\ufe00" <= letter <= "\ufe0f"
        or "\U000e0100" <= letter <= "\U000e01ef"
    )


def _has(font: str, letter: str) -> bool:
    return ord(letter) in _letters(font)


@cache
def _letters(font: str) -> frozenset[int]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
