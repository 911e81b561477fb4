"""The sentence that is shown of what was found: which one, how long, and what is marked in it."""

import pytest

from home.search.excerpt import LENGTH, excerpt

HIT = "Der Bahnhof."


@pytest.mark.parametrize(
    ("texts", "words", "expected"),
    [
        (["Vorher. Der Bahnhof. Danach."], ["Bahnhof"], "Der <mark>Bahnhof</mark>."),
        # Texts in their order; without a hit the beginning of the first that says something.
        (["Vorher.", "Der Bahnhof."], ["Bahnhof"], "Der <mark>Bahnhof</mark>."),
        (["", "Vorher. Danach."], ["Bahnhof"], "Vorher. Danach."),
        ([""], ["Bahnhof"], ""),
        ([], ["Bahnhof"], ""),
        (["Ein Satz."], [], "Ein Satz."),
        # One letter is in every word.
        (["Ein Satz."], ["i"], "Ein Satz."),
        (["Ein Satz."], ["in"], "<mark>Ein</mark> Satz."),
    ],
)
def test_which_sentence(texts, words, expected):
    assert excerpt(texts, words) == expected


def test_a_sentence_of_the_greatest_length_is_whole():
    whole = ("wort " * 60)[: LENGTH - 8] + "Bahnhof."
    assert len(whole) == LENGTH
    assert "…" not in excerpt([whole], ["Bahnhof"])
    longer = f"{'wort ' * 3}{whole}"
    assert excerpt([longer], ["Bahnhof"]).startswith("… ")
    first = f"Bahnhof {'wort ' * 60}."
    assert excerpt([first], ["Bahnhof"]).startswith("<mark>Bahnhof</mark> wort")
    assert excerpt([first], ["Bahnhof"]).endswith("wort …")


def test_the_beginning_is_shown_where_no_word_is_in_the_text():
    assert excerpt(["Anfang " + "wort " * 90], ["Bahnhof"]).startswith("Anfang wort")
