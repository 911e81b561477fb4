"""The typographer; each row is named by the requirement it holds. A no-break space is written as ~."""

import random

import pytest
from django.utils import translation

from home.formatting.typography import KINDS, normalise, summary, undo
from tests.growth import growth


def changed(text, lang, **options):
    return normalise(text.replace("~", "\u00a0"), lang, **options)[0].replace("\u00a0", "~")


GERMAN = [
    pytest.param('Die "Soziale Stadt" hilft.', "Die „Soziale Stadt“ hilft.", id="SC7-L38-straight"),
    pytest.param("Die “Soziale Stadt” hilft.", "Die „Soziale Stadt“ hilft.", id="SC7-L38-english"),
    pytest.param("Die „Soziale Stadt” hilft.", "Die „Soziale Stadt“ hilft.", id="L38-half-right"),
    pytest.param("Die »Soziale Stadt« hilft.", "Die „Soziale Stadt“ hilft.", id="L38-guillemets"),
    pytest.param("‘Hoe maakt u het?’", "„Hoe maakt u het?“", id="SB10-dutch-marks"),
    pytest.param("\"Sie sagt 'ja'\", so Ute.", "„Sie sagt ‚ja‘“, so Ute.", id="SE8-L38-nested"),
    pytest.param('"Das "innen" auch"', "„Das ‚innen‘ auch“", id="nested-alike"),
    pytest.param('("Kita"-Plätze)', "(„Kita“-Plätze)", id="bracket-and-compound"),
    pytest.param('Er sagte: "Ja', 'Er sagte: "Ja', id="unpaired-stays"),
    pytest.param("Rohr 12\" und 5' lang", "Rohr 12\" und 5' lang", id="inches-and-feet"),
    pytest.param("Wie geht's Hans' Haus?", "Wie geht’s Hans’ Haus?", id="apostrophes"),
    pytest.param("Oma´s und Opa`s", "Oma’s und Opa’s", id="accents-as-apostrophes"),
    pytest.param("die '80er Jahre", "die ’80er Jahre", id="decade"),
    pytest.param("Stadt - und Land -- heute", "Stadt – und Land – heute", id="L40-dash"),
    pytest.param("Die Frage -, die an den Rat geht", "Die Frage –, die an den Rat geht", id="SA16"),
    pytest.param("Vor- und Nachteile, Kinder-, Jugendhilfe", None, id="SD7-german"),
    pytest.param("10:00 - 16:30 Uhr", "10:00–16:30~Uhr", id="SB5"),
    pytest.param("- erster Punkt", None, id="list-hyphen"),
    pytest.param("zwei  Blanks   hier", "zwei Blanks hier", id="SC6-L40-blanks"),
    pytest.param("Wort , dann ; Punkt . Und ?", "Wort, dann; Punkt. Und?", id="L40-comma"),
    pytest.param("Maßstab 1 : 500 und .NET", None, id="scale-and-name"),
    pytest.param("z.B. z. B. d.h. Z.B. i.d.R.", "z.~B. z.~B. d.~h. Z.~B. i.~d.~R.", id="L38-abbreviations"),
    pytest.param("S. O. Muster, www.u.a.example.org", None, id="not-an-abbreviation"),
    pytest.param("und so... ....", "und so… ....", id="L38-ellipsis"),
    pytest.param(
        "am 15. März 2017 für 20 € und 50 %", "am 15.~März 2017 für 20~€ und 50~%", id="L28-L35-L37"
    ),
    pytest.param("Duisburg- Marxloh", None, id="SC6-reported-not-changed"),
    pytest.param("\0 \u202eabc\u202c & <b>", None, id="odd-characters"),
    pytest.param('"Zeile"\n"noch eine\r\n', '„Zeile“\n"noch eine\r\n', id="each-line-alone"),
    pytest.param("", None, id="empty"),
]
DUTCH = [
    pytest.param('De "Soziale Stadt" helpt.', "De ‘Soziale Stadt’ helpt.", id="SC7-L39-straight"),
    pytest.param("De „Soziale Stadt“ helpt.", "De ‘Soziale Stadt’ helpt.", id="L39-german-marks"),
    pytest.param("‘Hoe maakt u “dat”?’", None, id="SB10-L39-right"),
    pytest.param("\"Zij zegt 'ja'\", aldus Ute.", "‘Zij zegt “ja”’, aldus Ute.", id="SE8-L39-nested"),
    pytest.param(
        "'s Avonds in 't Hart, auto's, foto`s", "’s Avonds in ’t Hart, auto’s, foto’s", id="L39-apostrophes"
    ),
    pytest.param("‘t Zand", "’t Zand", id="L39-wrong-way-round"),
    pytest.param("rock 'n' roll", "rock ’n’ roll", id="n-between"),
    pytest.param("ouders' huis", "ouders’ huis", id="genitive"),
    pytest.param("wél en één - ja", "wél en één – ja", id="L39-accents-kept"),
    pytest.param("onderzoeks- en adviesbureau", None, id="SD7"),
    pytest.param("z.B. 15 maart om 10.00 uur", "z.B. 15 maart om 10.00~uur", id="no-german-rules"),
    pytest.param("€ 2.500", "€~2.500", id="L36"),
]


@pytest.mark.parametrize(("text", "expected"), GERMAN)
def test_german(text, expected):
    assert changed(text, "de-DE") == (text if expected is None else expected)


@pytest.mark.parametrize(("text", "expected"), DUTCH)
def test_dutch(text, expected):
    assert changed(text, "nl") == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param('<p>Die "Stadt"</p>', "<p>Die „Stadt“</p>", id="text"),
        pytest.param(
            "<p>Die &quot;Stadt&quot; &amp; &#39;Land&#39;</p>",
            "<p>Die „Stadt“ &amp; „Land“</p>",
            id="entities",
        ),
        pytest.param(
            '<a title="a - b" href=\'x"y\'>c - d</a>',
            '<a title="a - b" href=\'x"y\'>c – d</a>',
            id="attributes",
        ),
        pytest.param('<p>"<b>Stadt</b>"</p>', "<p>„<b>Stadt</b>“</p>", id="across-tags"),
        pytest.param("<p><b>eins </b> zwei</p>", "<p><b>eins </b>zwei</p>", id="blanks-across-tags"),
        pytest.param('<p>"Stadt<br>Land"</p>', "<p>„Stadt<br>Land“</p>", id="line-break"),
        pytest.param('<p>"offen</p><p>und "zu"</p>', '<p>"offen</p><p>und „zu“</p>', id="blocks-apart"),
        pytest.param('<p>"a" <code>"b" - c</code> "d"</p>', '<p>„a“ <code>"b" - c</code> „d“</p>', id="code"),
        pytest.param('<pre>"a"  b</pre><script>"a" - b</script>', None, id="pre-and-script"),
        pytest.param(
            '<!-- "a" - b --><p title=">">"a"</p>', '<!-- "a" - b --><p title=">">„a“</p>', id="comment"
        ),
        pytest.param(
            '<p>"ja" <i lang="nl">"nee"</i></p>', '<p>„ja“ <i lang="nl">‘nee’</i></p>', id="L40-own-language"
        ),
        pytest.param(
            '<p>a <i lang="en">"no"</i> "ja"</p>', '<p>a <i lang="en">"no"</i> „ja“</p>', id="third-language"
        ),
        pytest.param('<i title="lang=nl">"ja"</i>', '<i title="lang=nl">„ja“</i>', id="lang-in-a-value"),
        pytest.param('<p>1 < 2 und "x"</p>', "<p>1 < 2 und „x“</p>", id="less-than"),
        pytest.param('<p>"a"</p><a href="x - y', '<p>„a“</p><a href="x - y', id="unfinished-tag"),
        pytest.param('<script>"a" - b', None, id="unfinished-script"),
        pytest.param("</p></b><p>a - b", "</p></b><p>a – b", id="stray-ends"),
        pytest.param("<p>\n</p>\n\n  <p>x</p>", None, id="blanks-between-blocks"),
        pytest.param(
            "<p>&lt;b&gt; - &lt;i&gt;</p>", "<p>&lt;b&gt; – &lt;i&gt;</p>", id="escaped-markup-stays-escaped"
        ),
    ],
)
def test_html(html, expected):
    assert normalise(html, "de", is_html=True)[0] == (html if expected is None else expected)


def test_changes_are_told_in_the_editors_language_and_can_be_undone():
    text = 'Die  "Soziale Stadt" - "ja" , z.B. hier...'
    after, changes = normalise(text, "de")
    assert after == "Die „Soziale Stadt“ – „ja“, z.\u00a0B. hier…"
    assert [(change.kind, change.before, change.after) for change in changes][:2] == [
        ("blanks", "  ", " "),
        ("dash", " - ", " – "),
    ]
    with translation.override("en"):
        assert summary(changes) == [
            ("Double spaces", 1),
            ("Spaces before punctuation marks", 1),
            ("Hyphens used as dashes", 1),
            ("Three full stops used as an ellipsis", 1),
            ("Quotation marks", 4),
            ("Spaces in abbreviations", 1),
        ]
    assert undo(after, changes) == text
    with pytest.raises(ValueError, match="edited"):
        undo(after.replace("–", "-"), changes)


def test_kinds_can_be_left_out():
    assert normalise('"a"  - b', "de", skip={"quotes", "blanks"})[0] == '"a"  - b'
    assert normalise('"a"  - b', "de", skip=KINDS) == ('"a"  - b', [])


PIECES = [
    '"',
    "'",
    "“",
    "”",
    "„",
    "‘",
    "’",
    "‚",
    "«",
    "»",
    " ",
    "  ",
    " - ",
    "-",
    "--",
    "\u00a0",
    ",",
    ".",
    "...",
    "!",
]
PIECES += [
    "a",
    "s",
    "t",
    "Wort",
    "12",
    "z.B.",
    "10:00",
    "\n",
    "é",
    "(",
    ")",
    "€",
    "Uhr",
    "&quot;",
    "&amp;",
    "<",
]
TAGS = [
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<br>",
    "<code>",
    "</code>",
    '<i lang="nl">',
    "</i>",
    "<!-- - -->",
    '<img alt="">',
]


@pytest.mark.parametrize("is_html", [False, True])
def test_a_second_call_changes_nothing_and_undo_restores_everything(is_html):
    chance = random.Random(1)
    for _round in range(1500):
        text = "".join(chance.choices(PIECES + TAGS * is_html, k=chance.randint(1, 14)))
        lang = chance.choice(["de", "nl"])
        after, changes = normalise(text, lang, is_html=is_html)
        assert normalise(after, lang, is_html=is_html) == (after, []), text
        assert undo(after, changes) == text


@pytest.mark.parametrize(
    "piece", ['"', "'", "<", "<a ", "<b>", "a - ", "&", " ", "- ", ".", "</b>", '<a b="', "<!--", "„"]
)
def test_huge_texts_take_no_more_than_linear_time(piece):
    assert growth(lambda text: normalise(text, "de", is_html=True), piece * 20_000) < 8


def test_every_place_is_changed_whatever_their_number():
    assert normalise("a - b " * 9, "de")[0] == "a – b " * 9
    assert len(normalise("a - b " * 9, "de")[1]) == 9


def test_what_is_right_already_is_no_change():
    assert normalise("z.\u00a0B. „ja“ – um 10\u00a0Uhr", "de")[1] == []
