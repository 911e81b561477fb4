"""The segments of a translation, as whoever translates a page sees them in the admin."""

import re

import polib
from playwright.sync_api import Locator, Page, expect

from .admin import PATIENCE

TRANSLATE = {"de": "Übersetzen", "nl": "Vertaal"}
EDIT = {"de": "Bearbeiten", "nl": "Bewerk"}
SAVE = {"de": "Speichern", "nl": "Opslaan"}
TRANSLATIONS = {"de": ("Berichte", "Übersetzungen"), "nl": ("Rapporten", "Vertalingen")}
WAITS = {"de": "Wartet auf Übersetzung", "nl": "Wacht op vertaling"}
ID_HEADER = "X-WagtailLocalize-TranslationID"


def find(page: Page, server: str, language: str, title: str) -> Locator:
    """Go by the menu to the report of translations; the row of the original with this title."""
    page.goto(f"{server}/admin/")
    report, translations = TRANSLATIONS[language]
    page.locator(".sidebar-main-menu").get_by_role("button", name=report).click()
    page.locator(".sidebar-main-menu").get_by_role("link", name=translations, exact=True).click()
    page.wait_for_url("**/reports/translations/")
    return page.locator("main tr", has_text=title).first


def open_waiting(page: Page, server: str, language: str, title: str) -> None:
    """Open the translation that waits, from the report."""
    row = find(page, server, language, title)
    expect(row.locator("td").last).to_have_text(WAITS[language])
    row.locator("td:nth-child(3) a").click()
    page.locator("li.incomplete").first.wait_for(state="attached")


def segment(page: Page, original: str) -> Locator:
    """The segment of these words of the original."""
    return page.locator("li.incomplete, li.complete, li.errored").filter(has_text=original).first


def write(page: Page, language: str, original: str, words: str, *, save=True) -> Locator:
    """Type a translation into the box of a segment and save it there; its segment."""
    place = segment(page, original)
    place.get_by_role("button", name=re.compile(f"^({TRANSLATE[language]}|{EDIT[language]})$")).click()
    place.locator("textarea").fill(words)
    if save:
        place.get_by_role("button", name=SAVE[language]).click()
        expect(place.locator("textarea, .icon-spinner")).to_have_count(0)
    return place


def press_save(page: Page, language: str) -> Locator:
    """Press the translator's main button; the messages above the page that comes."""
    page.locator("form[data-save-translation]").get_by_role("button", name=SAVE[language]).click()
    page.locator(".messages li").first.wait_for()
    return page.locator(".messages")


def download(page: Page) -> polib.POFile:
    """The PO file that the screen offers."""
    with page.expect_download(timeout=PATIENCE) as offered:
        page.locator("a[href$='/pofile/download/']:visible").click()
    return polib.pofile(offered.value.path().read_text(encoding="utf-8") + "\n")


def upload(page: Page, content: str | bytes) -> Locator:
    """Choose a file to upload, as the screen asks; the messages that come of it."""
    content = content.encode() if isinstance(content, str) else content
    with page.expect_navigation():
        page.locator("form[action$='/pofile/upload/'] input[type=file]").first.set_input_files(
            {"name": "vertaling.po", "mimeType": "text/x-gettext-translation", "buffer": content}
        )
    page.locator(".messages li").first.wait_for()
    return page.locator(".messages")


def entry(words: str) -> polib.POEntry:
    """An entry of a file for words that the original does not have."""
    return polib.POEntry(msgid=words, msgstr=words, msgctxt="lead")
