"""The proofreader; each row is named by the requirement it holds."""

import pytest
from django.utils import translation

from home.formatting.proofreading import MESSAGES, proofread


def kinds(text, lang, **options):
    return [finding.kind for finding in proofread(text, lang, **options)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        pytest.param("Wir treffen uns am 15. März. Kommen Sie.", "de", ["year"], id="SA6-de"),
        pytest.param("Wir treffen uns am 15. März 2017.", "de", [], id="SA6-de-with-year"),
        pytest.param(
            "Im Jahr 2017 sehen wir uns. Dann am 15.\u00a0März.", "de", ["year"], id="SA6-other-sentence"
        ),
        pytest.param("Anmeldung bis 15.03. möglich.", "de", ["year"], id="SA6-figures"),
        pytest.param("Anmeldung bis 15.03.2017 oder 15.03.17.", "de", [], id="SA6-figures-with-year"),
        pytest.param("Jährlich am 1. Mai.", "de", [], id="SA6-every-year"),
        pytest.param("in 2017 und 2018", "de", [], id="SA6-years-only"),
        pytest.param("Version 3.1 und 2.500 Euro", "de", [], id="SA6-no-date"),
        pytest.param("Kom op 15 maart naar Utrecht.", "nl", ["year"], id="SA6-nl"),
        pytest.param("Kom op 15 maart 2017 naar Utrecht.", "nl", [], id="SA6-nl-with-year"),
        pytest.param("Elk jaar op 5 december.", "nl", [], id="SA6-nl-every-year"),
        pytest.param("Hoe maakt u uw wijk groen? Neem je buren mee.", "nl", ["address"], id="SB11-nl"),
        pytest.param("Hoe maakt u uw wijk groen?", "nl", [], id="SB11-nl-formal"),
        pytest.param("Neem jij je buren mee?", "nl", [], id="SB11-nl-informal"),
        pytest.param("U leest: ‘Kom je ook?’", "nl", [], id="SB10-SB11-quoted-words"),
        pytest.param("Melden Sie sich an. Bring dein Rad mit.", "de", ["address"], id="SB11-de"),
        pytest.param("Sie kommen aus Essen. Bring dein Rad mit.", "de", [], id="SB11-de-they"),
        pytest.param("Melden Sie sich bei Ihrer Stadt.", "de", [], id="SB11-de-formal"),
        pytest.param("Duisburg- Marxloh", "de", ["hyphen"], id="SC6"),
        pytest.param("Vor- und Nachteile, Haupt- bzw. Nebenamt", "de", [], id="SD7-de"),
        pytest.param("onderzoeks- en adviesbureau", "nl", [], id="SD7"),
        pytest.param("Kinder- Jugend- und Familienhilfe", "de", [], id="SD7-three-parts"),
        pytest.param('Er sagte: "Ja.', "de", ["quotes"], id="SC7-unpaired"),
        pytest.param("", "de", [], id="empty"),
        pytest.param("\0\u202e" * 10_000, "nl", [], id="odd-and-long"),
    ],
)
def test_findings(text, lang, expected):
    assert kinds(text, lang) == expected


def test_html_is_read_as_text_and_each_language_by_its_rules():
    html = '<p title="am 3. Mai">Am <b>3.</b> Mai. <i lang="nl">Op 4 mei.</i> <i lang="en">5. Mai</i></p>'
    html += "<pre>6. Mai</pre>"
    assert kinds(html, "de", is_html=True) == ["year", "year"]
    assert kinds('<p>Melden Sie sich.</p><p lang="nl">Kom je?</p>', "de", is_html=True) == []
    assert kinds("<p>Wollen Sie?</p><p>Willst du?</p>", "de", is_html=True) == ["address"]


def test_a_finding_names_the_words_and_keeps_them_short():
    finding = proofread("x" * 200 + " am 15. März " + "<b>y</b> " * 90, "de")[0]
    assert finding.excerpt.startswith("x" * 16 + " am 15. März <b>")
    assert len(finding.excerpt) <= 80
    with translation.override("en"):
        assert (
            str(finding.message)
            == str(MESSAGES["year"])
            == "This date has no year. Add it, so that the text stays true."
        )
