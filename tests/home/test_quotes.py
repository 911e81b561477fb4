"""Quotation marks: which belong together, what is an apostrophe, and when nothing is guessed."""

import pytest

from home.formatting.quotation_marks import quote_edits, quoted, quoted_parts_left_out


def written(text: str, lang: str) -> str | None:
    """The text after its edits; None where its marks do not pair."""
    edits = quote_edits(text, lang)
    for edit in reversed(edits or []):
        text = text[: edit.start] + edit.after + text[edit.end :]
    return None if edits is None else text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Er sagt "ja" und "nein".', "Er sagt „ja“ und „nein“."),
        ("«Ja», sagt sie, ‹nein›.", "„Ja“, sagt sie, „nein“."),
        # Between letters only what is open already can tell.
        ('x"y"z', "x„y“z"),
        ("\"Ein 'Hof' für alle\"", "„Ein ‚Hof‘ für alle“"),
        # In brackets and before a stop a mark opens and closes as beside a blank.
        ('("ja") "nein"!', "(„ja“) „nein“!"),
        # Nothing is guessed of the rest either.
        ('"ja" und "offen', None),
        ('zu" und "ja"', None),
        ("\"Ein 'Hof\" für'", None),
        # At most four stand within each other.
        ("„a „b „c „d e“ f“ g“ h“", "„a ‚b „c ‚d e‘ f“ g‘ h“"),
        ("„a „b „c „d „e f“ g“ h“ i“ j“", None),
    ],
)
def test_marks_that_belong_together(text, expected):
    assert written(text, "de") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das ist Hans'", "Das ist Hans’"),
        ("Hans' Haus", "Hans’ Haus"),
        ("'das war’s dann'", "„das war’s dann“"),
        ("'’s ist wahr'", None),
        ("'er sagt ’s ist wahr'", "„er sagt ’s ist wahr“"),
        ("'in den 20er’ Jahren", "„in den 20er“ Jahren"),
        # After a figure a straight one may be feet or inches; another one is not.
        ("6' hoch", "6' hoch"),
        ('5" breit', '5" breit'),
        ("um 1900’ gebaut", "um 1900’ gebaut"),
        ("um 1900” gebaut", None),
        # A look-alike of the comma.
        ("erst‚ dann", "erst‚ dann"),
        ("‚ja‘ und erst‚ dann", "„ja“ und erst‚ dann"),
    ],
)
def test_apostrophes_and_what_only_looks_like_a_mark(text, expected):
    assert written(text, "de") == expected


def test_what_is_right_already_is_not_changed():
    assert quote_edits("„Ein ‚Hof‘ für alle“ und Hans’ Haus", "de") == []


def test_a_quotation_within_another_has_the_inner_marks():
    assert quoted('Ein Hof für "alle"', "de") == "„Ein Hof für ‚alle‘“"
    assert quoted("Een hof voor 'iedereen'", "nl") == "‘Een hof voor “iedereen”’"
    assert quoted('Ein "Hof', "de") == '„Ein "Hof“'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sagt „ja“ und geht.", "Er sagt  und geht."),
        ("Er sagt „ja, ‚doch‘, ja“ und geht.", "Er sagt  und geht."),
        ('x"y"z', "xz"),
        ("„Eins“ oder «zwei» oder drei", " oder  oder drei"),
        ("Er sagt „ja und geht.", "Er sagt „ja und geht."),
        ("Er sagt ja“ und geht.", "Er sagt ja“ und geht."),
        ("„Ja» und nein“.", "."),
        # Five within each other are no quotations any more.
        ("„a“ „b „c „d „e „f“ g“ h“ i“ j“", " „b „c „d „e „f“ g“ h“ i“ j“"),
        ("„b „c „d „e“ g“ h“ i“ j", " j"),
    ],
)
def test_other_peoples_words_are_left_out(text, expected):
    assert quoted_parts_left_out(text) == expected
