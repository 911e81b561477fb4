"""The layout probe over every kind of public page and every screen of ours, on a phone, a tablet, a desk."""

import pytest

from .admin import signed_in
from .probes.layout import layout_faults
from .probes.pages import admin_screens, public_pages

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


@pytest.fixture(scope="module")
def public(trial):
    return public_pages(trial.url)


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(browser, fault):
    page = browser.new_context(bypass_csp=True).new_page()
    page.set_content(f"<main><p>{LONG}</p>{PLANTED[fault]}</main>")
    found = layout_faults(page)
    page.context.close()
    assert {one.split()[1] for one in found} == {f"{fault}:"}, found


def test_a_page_without_fault_has_none(browser):
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


def test_public_pages_are_laid_out_well(trial, public, browser, language):
    page = browser.new_context(bypass_csp=True, locale=language).new_page()
    found = {}
    for path in public[language]:
        page.goto(trial.url + path)
        found[path] = layout_faults(page)
    page.context.close()
    assert len(found) > 15
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_screens_of_the_admin_are_laid_out_well(trial, browser, language):
    """Wagtail's own header, footer and sidebar are left out."""
    page = signed_in(browser, trial.url, "admin", language=language, bypass_csp=True)
    found = {}
    for path in admin_screens(page.request, trial.url):
        page.goto(trial.url + path)
        content = page.locator("main .content").count()
        found[path] = (
            layout_faults(page, "main .content", "header, footer") if content else layout_faults(page)
        )
    page.context.close()
    assert len(found) > 25
    assert {path: faults for path, faults in found.items() if faults} == {}
