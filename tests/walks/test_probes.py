"""The probes over every kind of public page and every screen of ours, in both languages."""

import pytest
from lxml import html

from .admin import signed_in
from .probes.language import foreign_blocks, foreign_messages
from .probes.layout import layout_faults
from .probes.pages import admin_screens, names, of_each_kind

# Messages of one language that are words of the other too, where an editor wrote them.
WORDS_OF_BOTH = {"Kosten", "Register"}
# To which no plain link leads: an unknown address, hits, a search without any, what is past.
UNLINKED = {
    "de": ["/de/gibt-es-nicht/", "/de/suche/?q=Quartier", "/de/suche/?q=xyzxyz", "/de/kalender/?when=past"],
    "nl": ["/nl/bestaat-niet/", "/nl/zoeken/?q=wijk", "/nl/zoeken/?q=xyzxyz", "/nl/agenda/?when=past"],
}


def test_public_pages_are_laid_out_well(trial, public, browser, language):
    page = browser.new_context(bypass_csp=True, locale=language).new_page()
    found = {}
    for path in [*of_each_kind(public, language), *UNLINKED[language]]:
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
        within = ("main .content", "header, footer") if page.locator("main .content").count() else ()
        found[path] = layout_faults(page, *within)
    page.context.close()
    assert len(found) > 25
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_each_text_of_a_public_page_is_in_the_language_it_is_marked_with(public):
    assert {page.get("lang") for page in public.values()} == {"de", "nl"}
    assert foreign_blocks(public.values(), names(public.values())) == []


def test_no_message_of_another_language_stands_on_a_public_page(public):
    known = names(public.values()) | WORDS_OF_BOTH
    found = foreign_messages(public.values())
    assert [one for one in found if one.partition(": ")[2] not in known] == []


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/"])
def test_signing_in_is_in_the_language_of_the_browser(trial, browser, language, path):
    page = browser.new_context(locale=language).new_page()
    page.goto(trial.url + path)
    shown = [html.document_fromstring(page.content())]
    page.context.close()
    assert shown[0].get("lang") == language
    assert foreign_blocks(shown) + foreign_messages(shown) == []


@pytest.mark.parametrize("login", ["admin", "editor", "moderator", "organiser"])
def test_the_start_page_of_the_admin_is_in_the_language_of_its_reader(trial, browser, language, login):
    page = signed_in(browser, trial.url, login, language=language)
    page.locator(".sidebar-main-menu").wait_for()
    shown = [html.document_fromstring(page.content())]
    page.context.close()
    assert [one for one in foreign_messages(shown) if one.partition(": ")[2] != login] == []
    assert foreign_blocks(shown) == []
