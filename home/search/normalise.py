"""What was typed, made safe; and the spellings under which it can be found."""

import re
import unicodedata

# Longer queries are cut: no reader types them, and each word costs work.
MOST_CHARACTERS = 120
MOST_WORDS = 12

# A mark that no letter is composed with belongs to its word.
_NOT_A_WORD = re.compile(r"[^\w\u0300-\u036f’'-]+", re.UNICODE)
# Soft hyphen, joiners, word joiner and blanks of no width: in the text, and never in what is typed.
HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WITHOUT_HIDDEN = str.maketrans("", "", HIDDEN)
_DUTCH_PLURAL = re.compile(r"(\w*(?:[aeiou]{2}|ij))(z|v)en")
_FOLDS = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "ĳ": "ij",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "ı": "i",
}
_FOLDED = str.maketrans(
    _FOLDS | {letter.upper(): plain for letter, plain in _FOLDS.items() if len(letter.upper()) == 1}
)
_OPERATORS = {"AND", "OR", "NOT", "NEAR"}


def words_of(query: str) -> list[str]:
    """The words of a query, without operators, quotes, control characters and lone surrogates; [] for
    none."""
    text = clean(without_controls(query[: 10 * MOST_CHARACTERS]))[:MOST_CHARACTERS]
    words = [word.strip("-'’_") for word in _NOT_A_WORD.split(text)]
    words = [word for word in words if any(letter.isalnum() for letter in word)]
    return [word for word in words if word not in _OPERATORS][:MOST_WORDS]


def clean(text: str) -> str:
    """The one form of a text for query, index and excerpt: composed (NFC), as a Mac's file names are not, and
    without the characters that nobody sees within its words."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_WITHOUT_HIDDEN))


def without_controls(text: str) -> str:
    """What was typed without the characters that nobody sees: NUL, other controls, marks of direction, lone
    surrogates. A tab or line end that was pasted parts words like a blank."""
    text = "".join(" " if letter.isspace() else letter for letter in text)
    return "".join(letter for letter in text if unicodedata.category(letter)[0] != "C")


def plain_words(text: str) -> list[str]:
    """The words of a text, in their order and spelling."""
    return [word for word in _NOT_A_WORD.split(clean(text)) if word]


def fold(text: str) -> str:
    """Case, umlauts and accents away: Straße → strasse, Köln → koeln, wél → wel."""
    if text.isascii():
        return text.lower()
    return without_accents(clean(text).translate(_FOLDED))


def without_accents(text: str) -> str:
    """Case and accents away, umlauts as the index of SQLite has them: Häuser → hauser."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", clean(text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def other_spellings(text: str, lang: str = "") -> str:
    """The folded spelling of each word that has one of its own, for the index: `Häuser` is found by
    `Haeuser`; in Dutch the singular that no stemmer finds: `huizen` by `huis`."""
    found = {}
    for word in _NOT_A_WORD.split(clean(text)):
        if lang == "nl" and (singular := _dutch_singular(word)):
            found[singular] = None
        if word.isascii():
            continue
        folded = fold(word)
        if folded != without_accents(word) or "ß" in word:
            found[folded] = None
    return " ".join(found)


def _dutch_singular(word: str) -> str:
    """huizen → huis, brieven → brief: after a long vowel s and f are spelled z and v in the plural."""
    match = _DUTCH_PLURAL.fullmatch(fold(word))
    return f"{match[1]}{'s' if match[2] == 'z' else 'f'}" if match else ""
