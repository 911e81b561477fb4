"""Soft hyphens (design, 2.2), written as | here."""

import pytest

from home.formatting.hyphens import shy

GERMAN = """
Werkstatt|reihe Sozial|raum|orientierung Bergmanns|straßen Quartiers|entwicklung Daten|schutz|erklärung
Stadtteil|büro Quartiers|management Nachbar|schafts|arbeit Gemein|wesen|arbeit Stadt|entwicklung
Genossen|schafts|wohnung Städtebau|förderung Stadtteil|entwicklung Bürger|beteiligung
Wohnungs|bau|gesell|schaft Nachbar|schafts|hilfe Nachbar|schafts|initiative Stadtteil|zentrum Zwischen|nutzung
Innenstadt|entwicklung Mehr|generationen|haus
Klima|anpassungs|konzept Schwamm|stadt|prinzip Verkehrs|beruhigung Grün|flächen|planung Arbeiter|siedlung
Zechen|siedlungen Garten|stadt|bewegung Wohnungs|genossen|schaft Denkmal|schutz|behörde Bestands|erneuerung
Quartiers|werkstatt Stadt|forscherinnen Raum|planungs|büro Veranstaltungs|kalender Veranstaltungs|ort
Anmelde|bestätigung Teilnahme|bedingungen Barriere|freiheits|erklärung Erdgeschoss|zonen Leerstands|management
Gelsen|kir|chen Mönchen|glad|bach Sozial|wissen|schaften Partizipations|verfahren Bürger|meisterin
"""


@pytest.mark.parametrize("expected", GERMAN.split())
def test_german_compounds_of_the_field_break_at_their_seams(expected):
    word = expected.replace("|", "")
    assert shy(word, "de").replace("\u00ad", "|") == expected


def test_no_german_part_has_less_than_three_letters():
    for word in (
        "Arbeitsgemeinschaften",
        "Kinderfreundlichkeit",
        "Zusammenarbeitsvertrag",
        "Oberbürgermeisterei",
    ):
        assert min(map(len, shy(word, "de").split("\u00ad"))) >= 3


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Quartiersmanagement", "de", "Quartiers|management"),
        ("Stadtteilentwicklung", "de", "Stadtteil|entwicklung"),
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
    assert "Quartiers<b>\u00admanagement</b>" in after
