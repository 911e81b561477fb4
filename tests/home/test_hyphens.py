"""Soft hyphens (design, 2.2), written as | here."""

import pytest

from home.formatting.hyphens import shy


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Quartiersmanagement", "de", "Quar|tiers|ma|na|ge|ment"),
        ("Stadtteilentwicklung", "de", "Stadt|teil|ent|wick|lung"),
        ("wijkontwikkelingsplan", "nl", "wijk|ont|wik|ke|lings|plan"),
        ("Stadtplanung", "de", "Stadtplanung"),  # twelve letters
        ("Quar\u00adtiersmanagement", "de", "Quar|tiersmanagement"),
        ("www.quartiersmanagement.example", "de", "www.quartiersmanagement.example"),
        ("a" * 100, "de", "a" * 100),
        ("", "de", ""),
    ],
)
def test_words(text, lang, expected):
    assert shy(text, lang).replace("\u00ad", "|") == expected


def test_at_least_four_letters_stay_together():
    for word in ("Quartiersmanagement", "Bewonersparticipatie", "Nachbarschaftsinitiative"):
        parts = shy(word, "nl").split("\u00ad")
        assert len(parts[0]) >= 4
        assert len(parts[-1]) >= 4
        assert "".join(parts) == word


def test_breaks_never_change_the_spelling():
    words = "zoektochtenreeksen cafeetjesvergadering programmaatjesoverzicht ideeënbusbeheerder"
    assert shy(words, "nl").replace("\u00ad", "") == words


def test_html_is_hyphenated_in_its_text_only():
    html = '<h2 id="quartiersmanagement">Quartiers<b>management</b> <code>Quartiersmanagement</code>'
    html += ' <i lang="en">Representation</i></h2>'
    after = shy(html, "de", is_html=True)
    assert after.replace("\u00ad", "") == html
    assert 'id="quartiersmanagement"' in after
    assert "<code>Quartiersmanagement</code>" in after
    assert '<i lang="en">Representation</i>' in after
    assert "Quar\u00adtiers" in after
