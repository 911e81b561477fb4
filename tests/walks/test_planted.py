"""The probes find what is planted, and nothing where nothing is wrong."""

import pytest
from lxml import html

from .probes.language import foreign_blocks, foreign_messages
from .probes.layout import layout_faults

LONG = "Wir gehen durch das Quartier und reden danach mit allen, die gekommen sind."
PLANTED = {
    "narrow": f"<p style='width:5rem'>{LONG}</p>",
    "wide": f"<p style='font-size:12px'>{LONG * 2}</p>",
    "cut": "<p style='overflow:hidden;height:.5rem'>Vier Plätze</p>",
    "overlap": "<p>Vier Plätze</p><p style='margin-top:-2rem'>Ausgebucht</p>",
    "covered": "<p style='position:relative'>Ort<b style='position:absolute;inset:0;background:red'></b></p>",
    "broken": "<p style='width:6rem;overflow-wrap:anywhere'>Nachbarschaftsvereine</p>",
    "scrolls": "<div style='width:2000px;height:1px'></div>",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_fault_of_layout_is_found(browser, fault):
    page = browser.new_context(bypass_csp=True).new_page()
    page.set_content(f"<main><p>{LONG}</p>{PLANTED[fault]}</main>")
    found = layout_faults(page)
    page.context.close()
    assert {one.split()[1] for one in found} == {f"{fault}:"}, found


def test_a_page_that_is_laid_out_well_has_none(browser):
    """Hyphens that somebody wrote, addresses, captions, and cells that are small on purpose."""
    page = browser.new_context(bypass_csp=True).new_page()
    page.set_content(
        f"<main><p>{LONG}</p><p style='width:8rem'>Nachbarschafts\u00adverein Nord-Süd-Gebiete</p>"
        "<p style='width:6rem;overflow-wrap:anywhere'>https://beispiel.example/nachbarschaft/</p>"
        f"<figure style='width:6rem'><figcaption>{LONG}</figcaption></figure>"
        f"<table><tr><td style='width:6rem'>{LONG}</td></tr></table></main>"
    )
    assert layout_faults(page) == []
    page.context.close()


def page(language, content):
    return [html.document_fromstring(f"<html lang={language}><body>{content}</body></html>")]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("nl", LONG, ["nl, de"]),
        ("nl", f"<span>{LONG}</span>", ["nl, de"]),
        ("nl", f"<span lang=de>{LONG}</span>", []),
        ("de", LONG, []),
        ("nl", f"We lopen door de wijk: <em lang=de>{LONG}</em> en praten daarna met iedereen.", []),
        ("de", "The page is not there, and nobody knows where it went.", ["de, en"]),
        ("de", "Ada de Vries und Jan van der Berg schreiben an Ada de Vries", []),
    ],
)
def test_a_block_in_another_language_is_found(language, text, found):
    blocks = foreign_blocks(page(language, f"<p>{text}</p>"), ["Ada de Vries", "Jan van der Berg"])
    assert [block.partition(":")[0] for block in blocks] == found


@pytest.mark.parametrize(
    ("language", "content", "found"),
    [
        ("nl", "<a>Zum Inhalt springen</a>", ["nl, de: Zum Inhalt springen"]),
        ("de", "<a>Naar de inhoud</a>", ["de, nl: Naar de inhoud"]),
        ("de", "<a>Skip to content</a>", ["de, en: Skip to content"]),
        ("de", "<nav aria-label='Skip to content'></nav>", ["de, en: Skip to content"]),
        ("de", "<a lang=nl>Naar de inhoud</a> <a>Zum Inhalt springen</a>", []),
        ("nl", "<p>Website</p>", []),
    ],
)
def test_a_message_of_another_language_is_found(language, content, found):
    assert foreign_messages(page(language, content)) == found
