"""What may be typed into the search, and how words are spelled (domain.md#search)."""

import pytest

from home.search.excerpt import excerpt
from home.search.normalise import MOST_CHARACTERS, fold, other_spellings, words_of

pytestmark = pytest.mark.both_databases

HOSTILE = {
    "empty": "",
    "blanks": "   \t \n ",
    "quote": '"',
    "open quote": 'a"b',
    "operators": "AND OR NOT ( ) * ^ : -",
    "nul": "\x00Haus\x00",
    "surrogate": "\ud800Haus",
    "bidi": "\u202eHaus\u202c",
    "markup": "<script>alert(1)</script>",
    "sql": "'; DROP TABLE home_topic; --",
    "long": "x" * 10_000,
    "many": "wort " * 5_000,
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_any_input_becomes_few_plain_words(query):
    words = words_of(query)
    assert len(" ".join(words)) <= MOST_CHARACTERS
    assert len(words) <= 12
    assert all('"' not in word and "\x00" not in word and "<" not in word for word in words)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Straße", "strasse"), ("Häuser", "haeuser"), ("wél", "wel"), ("ĳs", "ijs"), ("Café", "cafe")],
)
def test_spellings_fold(text, folded):
    assert fold(text) == folded


def test_only_words_with_another_spelling_are_indexed_twice():
    assert other_spellings("Die Häuser der Straße am Café") == "haeuser strasse"


def test_the_excerpt_marks_within_compounds_and_escapes():
    text = "Erster Satz. Die Quartiersentwicklung <b>beginnt</b> jetzt. Ende."
    assert excerpt([text], ["entwicklung"]) == (
        "Die <mark>Quartiersentwicklung</mark> &lt;b&gt;beginnt&lt;/b&gt; jetzt."
    )


def test_the_excerpt_marks_words_in_either_spelling():
    for typed in ("Häuser", "Haeuser", "Hauser", "häuser"):
        assert excerpt(["Alte Häuser."], [typed]) == "Alte <mark>Häuser</mark>.", typed


def test_what_was_pasted_with_tabs_and_line_ends_stays_apart():
    assert words_of("Wohnen\tund\r\nLernen") == ["Wohnen", "und", "Lernen"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Haus AND Hof", ["Haus", "Hof"]),
        ("NOT", []),
        ("not and", ["not", "and"]),
        ("’t-huis- 'Hof' _x_", ["t-huis", "Hof", "x"]),
        ("- ’ _ ·", []),
        ("a " * 20, ["a"] * 12),
        ("Haus\u200bboot", ["Hausboot"]),
        ("x" * 200, ["x" * 120]),
    ],
)
def test_the_words_of_a_query(query, words):
    assert words_of(query) == words


@pytest.mark.parametrize(
    ("text", "lang", "spellings"),
    [
        ("huizen brieven", "nl", "huis brief"),
        ("huizen", "de", ""),
        ("zeven bomen", "nl", ""),
        ("Café am Fluss", "de", ""),
        ("Größe", "de", "groesse"),
        ("Maß", "de", "mass"),
    ],
)
def test_spellings_beside_those_of_the_text(text, lang, spellings):
    assert other_spellings(text, lang) == spellings
