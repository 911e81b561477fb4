"""A translator finds what waits, translates it, and is refused what is not theirs; an editor publishes it."""

import re

import pytest
from playwright.sync_api import Page, expect

from . import segments
from .admin import signed_in
from .probes.language import clean, foreign_blocks
from .probes.pages import html

OTHER = {"de": "nl", "nl": "de"}
NEWS = {"de": "/de/nachrichten/", "nl": "/nl/nieuws/"}
PARAGRAPH = {"de": "Absatz", "nl": "Alinea"}
# Of each original: title, lead, first and second paragraph; then the same in the other language.
STORY = {
    "de": {
        "Die Bank am Kanal bleibt stehen": "De bank aan het kanaal blijft staan",
        "Anwohnerinnen haben die Bank repariert und streichen sie jedes Jahr.": (
            "Bewoners hebben de bank hersteld en schilderen die elk jaar."
        ),
        "Im Frühjahr war die Lehne gebrochen, und niemand fühlte sich zuständig.": (
            "In het voorjaar was de leuning gebroken en niemand voelde zich verantwoordelijk."
        ),
    },
    "nl": {
        "De fontein doet het weer": "Der Brunnen läuft wieder",
        "Na drie zomers zonder water heeft de buurt de pomp zelf vervangen.": (
            "Nach drei Sommern ohne Wasser hat die Nachbarschaft die Pumpe selbst ersetzt."
        ),
        "De gemeente betaalde het materiaal en de bewoners deden het werk.": (
            "Die Gemeinde hat das Material bezahlt, und die Bewohner haben die Arbeit gemacht."
        ),
    },
}
NO_WORDS = {
    "de": "Nicht gespeichert: In dieser Übersetzung stehen keine Wörter.",
    "nl": "Niet opgeslagen: in deze vertaling staan geen woorden.",
}
STORED_AS_BEFORE = {
    "de": "Die hier gezeigte Übersetzung ist unverändert gespeichert.",
    "nl": "De vertaling die u hier ziet, is ongewijzigd opgeslagen.",
}
TOO_LONG = {"de": "Hier passen 255 Zeichen hinein", "nl": "Hier passen 255 tekens"}
TWO_WAIT = {"de": "2 Texte sind noch zu übersetzen", "nl": "2 teksten moeten nog worden vertaald"}
FUZZY = {"de": "als unsicher (fuzzy) markiert", "nl": "gemarkeerd als onzeker (fuzzy)"}
DONE = {"de": "Alles ist übersetzt", "nl": "Alles is vertaald"}
NO_ACCESS = {"de": "Sie haben leider keinen Zugang", "nl": "geen toegang"}
OTHER_FILE = {"de": "gehört zu einer anderen Übersetzung", "nl": "hoort bij een andere vertaling"}
MANY = ("delete", "move", "publish", "unpublish")
THEIRS = re.compile("^(Löschen|Verwijderen|Veröffentlichen.*|Publiceer.*|In Alias.*|Naar alias.*)$")


@pytest.fixture
def editor(trial, browser):
    page = signed_in(browser, trial.url, "editor", language="de")
    yield page
    page.context.close()


@pytest.fixture
def translator(trial, browser, language):
    page = signed_in(browser, trial.url, f"translator-{language}", language=language)
    yield page
    page.context.close()


@pytest.fixture
def words(language) -> dict[str, str]:
    return STORY[OTHER[language]]


def test_what_waits_is_found_translated_and_published(trial, editor, translator, language, words):
    title, lead, paragraph = words
    write_a_story(editor, trial.url, OTHER[language], title, lead, paragraph)
    ask_for_a_translation(editor)

    segments.open_waiting(translator, trial.url, language, title)
    address = translator.url
    expect(translator.get_by_role("button", name=THEIRS)).to_have_count(0)
    expect(translator.get_by_role("link", name=THEIRS)).to_have_count(0)
    nothing_blank_or_too_long_is_stored(translator, language, title, words[title])
    what_is_broken_waits(translator, language, lead)
    by_file(translator, language, words, lead, paragraph)
    segments.write(translator, language, paragraph, words[paragraph], save=False)
    expect(segments.press_save(translator, language)).to_contain_text(DONE[language])
    expect(translator.locator("li.errored")).to_have_count(0)
    row = segments.find(translator, trial.url, language, words[title])
    expect(row.locator("td").last).not_to_have_text(segments.WAITS[language])

    editor.goto(address)
    editor.get_by_role("button", name=re.compile("^Veröffentlichen")).first.click()
    expect(editor.locator(".messages .success")).to_be_visible()
    editor.goto(trial.url + NEWS[language])
    editor.locator("main .story a", has_text=clean(words[title])).first.click()
    for width in (390, 1440):
        editor.set_viewport_size({"width": width, "height": 900})
        is_in_its_own_language(editor, language, words)


def test_what_is_not_theirs_is_neither_offered_nor_done(trial, editor, translator, language):
    row, original, path = a_published_translation(trial, editor, language)
    before = public_text(editor, trial.url + path)
    shown = segments.find(translator, trial.url, language, row)
    expect(shown.locator("td:nth-child(2) a")).to_have_count(0)  # the original is in the other language
    shown.locator("td:nth-child(3) a").click()
    translator.locator("form[data-save-translation]").wait_for()
    page = re.search(r"/pages/(\d+)/edit/", translator.url).group(1)
    offers_nothing(translator, trial.url, row)
    for address in (f"pages/{original}/edit/", f"pages/{page}/copy/", f"pages/{page}/delete/"):
        translator.goto(f"{trial.url}/admin/{address}")
        assert translator.url == f"{trial.url}/admin/"
        expect(translator.locator(".messages")).to_contain_text(NO_ACCESS[language])
    values = {"title": "Anders", "slug": "anders", "date": "2001-01-01", "action": "publish", "chooser": "1"}
    for address in (
        *(f"pages/{page}/{action}/" for action in ("edit", "delete", "copy", "move", "unpublish")),
        *(
            f"bulk/wagtailcore/page/{action}/?id={page}"
            for action in ("delete", "move", "publish", "unpublish")
        ),
        f"localize/page/{page}/convert_to_alias/",
        f"pages/{original}/edit/",
    ):
        send(translator, f"{trial.url}/admin/{address}", values)
    assert public_text(editor, trial.url + path) == before


def test_files_that_are_not_this_translation_change_nothing(trial, editor, translator, language):
    row, _original, _path = a_published_translation(trial, editor, language)
    segments.find(translator, trial.url, language, row).locator("td:nth-child(3) a").click()
    file = segments.download(translator)
    title = file[0]
    title.msgstr = "x" * 256
    said = segments.upload(translator, str(file))
    expect(said).to_contain_text(TOO_LONG[language])
    expect(said).to_contain_text(title.msgid[:40])
    title.msgstr = row
    file.append(segments.entry("Diesen Satz gibt es nicht mehr."))
    expect(segments.upload(translator, str(file))).to_contain_text("Diesen Satz gibt es nicht mehr.")
    expect(segments.upload(translator, str(file).encode("utf-16"))).to_contain_text("UTF-8")
    file.metadata[segments.ID_HEADER] = "0b9a6bd4-0000-4000-8000-000000000000"
    title.msgstr = "Anders"
    expect(segments.upload(translator, str(file))).to_contain_text(OTHER_FILE[language])
    translator.reload()
    expect(segments.segment(translator, title.msgid)).to_contain_text(row)
    expect(translator.locator("li.errored, li.incomplete")).to_have_count(0)


def a_published_translation(trial, editor: Page, language: str) -> tuple[str, str, str]:
    """Title, primary key of the original, and path, from the editor's list of the news of that language."""
    editor.goto(f"{trial.url}/admin/localize/reports/translations/")
    name = {"de": "(Deutsch)", "nl": "(Niederländisch)"}[language]
    row = editor.locator("main tr", has=editor.locator("td:nth-child(3)", has_text=name)).filter(
        has_text="Aktuell"
    )
    link = row.locator("td:nth-child(3) a").first
    title = link.inner_text()
    original = row.locator("td:nth-child(2) a").first.get_attribute("href").split("/")[3]
    link.click()
    path = editor.locator(f"header a[href*='/{language}/']").last.get_attribute("href")
    return title, original, path.removeprefix(trial.url)


def public_text(page: Page, address: str) -> str:
    assert page.goto(address).status == 200
    return clean(page.locator("main article").inner_text())


def offers_nothing(page: Page, server: str, title: str) -> None:
    """Neither the translation nor the list where it stands has a button to take it away or to copy it."""
    taken_away = "a[href*='/delete/'], a[href*='/copy/'], a[href*='/move/'], a[href*='/unpublish/']"
    expect(page.locator(taken_away)).to_have_count(0)
    page.goto(f"{server}/admin/pages/search/?q={title}")
    expect(page.locator("main tr", has_text=title)).not_to_have_count(0)
    expect(page.locator(taken_away)).to_have_count(0)
    expect(page.locator("[data-bulk-action-checkbox], [data-bulk-action-button]")).to_have_count(0)


def send(page: Page, address: str, values: dict[str, str]) -> None:
    """Post a form that no screen shows to this login."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    token = next(value for name, value in cookies.items() if "csrf" in name)
    page.request.post(address, form=values | {"csrfmiddlewaretoken": token}, headers={"Referer": address})


def write_a_story(page: Page, server: str, language: str, title: str, lead: str, paragraph: str) -> None:
    """Publish an article in the news of that language, found from the root of all pages."""
    page.goto(f"{server}/admin/pages/")
    for path in (f"/{language}/", NEWS[language]):
        row = page.locator("main tr").filter(has=page.locator(f"a[href$='{path}']"))
        row.locator("td:last-child a, td.children a").last.click()
        page.wait_for_load_state()
    page.locator("header a[href$='/add_subpage/']").first.click()
    page.fill("#id_title", title)
    page.fill("#id_lead", lead)
    body = page.locator("section[id$=-body-section]")
    body.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Absatz").first.click()
    box = body.locator("[contenteditable=true]")
    box.click()
    expect(box).to_be_focused()
    box.press_sequentially(paragraph)
    page.wait_for_timeout(500)  # the editor hands its text to the form every quarter of a second
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]:visible").click()
    expect(page.locator(".messages .success")).to_be_visible()


def ask_for_a_translation(page: Page) -> None:
    """From the list that publishing leads to: the message above it leads back to the page."""
    page.locator(".messages .success a[href$='/edit/']").first.click()
    page.locator("header [data-w-dropdown-target=toggle]").first.click()
    page.locator("a[href*='/localize/submit/page/']:visible").click()
    page.locator("form input[name=locales]").check()
    page.locator("form [type=submit]").last.click()
    expect(page.locator(".messages .success")).to_be_visible()


def nothing_blank_or_too_long_is_stored(page: Page, language: str, title: str, words: str) -> None:
    """Blanks are refused while nothing is stored and afterwards; what was stored stays in sight."""
    place = segments.write(page, language, title, " \u200b ")
    expect(place).to_contain_text(NO_WORDS[language])
    expect(place).not_to_have_class("complete")
    segments.write(page, language, title, words)
    place = segments.write(page, language, title, "   ")
    expect(place).to_contain_text(words)
    expect(place).to_contain_text(STORED_AS_BEFORE[language])
    segments.write(page, language, title, "x" * 256, save=False)
    page.locator("form[data-save-translation] button").click()  # saves the box, and stays on the page
    expect(place).to_contain_text(TOO_LONG[language])
    expect(place).to_contain_text(words)
    expect(place).to_contain_text("x" * 256)
    page.reload()
    expect(segments.segment(page, title)).to_have_class("complete")
    expect(segments.segment(page, title)).to_contain_text(words)


def what_is_broken_waits(page: Page, language: str, lead: str) -> None:
    """Markup that the original lacks is shown with its reason, and counted among what waits."""
    place = segments.write(page, language, lead, "<script>x</script>")
    expect(place).to_have_class("errored")
    expect(segments.press_save(page, language)).to_contain_text(TWO_WAIT[language])


def by_file(page: Page, language: str, words: dict[str, str], lead: str, paragraph: str) -> None:
    """Fill a PO file: what is certain is stored, what is marked as uncertain is not."""
    file = segments.download(page)
    for entry in file:
        if entry.msgid in (lead, paragraph):
            entry.msgstr = words[entry.msgid]
            entry.flags += ["fuzzy"] if entry.msgid == paragraph else []
    said = segments.upload(page, str(file))
    expect(said).to_contain_text(FUZZY[language])
    expect(said).to_contain_text(paragraph[:50])
    expect(segments.segment(page, lead)).to_have_class("complete")
    expect(segments.segment(page, paragraph)).to_have_class("incomplete")


def is_in_its_own_language(page: Page, language: str, words: dict[str, str]) -> None:
    """Each translated sentence stands on the public page, and none of the original's."""
    page.reload()
    text = clean(page.locator("main").inner_text())
    assert [one for one in words.values() if one not in text] == []
    assert [one for one in words if one in text] == []
    assert foreign_blocks([html.document_fromstring(page.content())]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
