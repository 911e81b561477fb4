"""A reader comments, searches, subscribes; a moderator reads and approves the comment."""

import time
from urllib.request import urlopen

import feedparser
import icalendar
import pytest
from playwright.sync_api import Page, expect

from comments.checks.trap import LEAST_AGE

from .admin import PATIENCE, signed_in
from .mails import address_in, letter_to
from .probes.language import clean

COMMENT = {
    "de": "Bei x<y und Wegen <b schmaler als drei Meter gilt das nicht, siehe <https://example.org/wege>.",
    "nl": "Bij x<y en paden <b smaller dan drie meter geldt dit niet, zie <https://example.org/paden>.",
}
WRITER = {"de": "Ruben Vos", "nl": "Femke Öztürk"}
CONFIRM = {"de": "/de/kommentare/", "nl": "/nl/reacties/"}
CONFIRM_FIRST = {"de": "Bitte bestätigen Sie jetzt", "nl": "Bevestig nu"}
WAITS = {"de": "wartet auf Freigabe", "nl": "wacht op goedkeuring"}
APPROVE = {"de": "Freigeben", "nl": "Goedkeuren"}
SEARCH = {"de": ("/de/suche/", "Schulhof"), "nl": ("/nl/zoeken/", "schoolplein")}
LISTS = {"de": ("/de/nachrichten/", "/de/kalender/"), "nl": ("/nl/nieuws/", "/nl/agenda/")}


@pytest.fixture
def reader(browser, language):
    context = browser.new_context(locale=language, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def test_a_comment_is_confirmed_and_approved(trial, reader, browser, language):
    mail, name = f"leser-{language}@example.org", WRITER[language]
    path = open_story(reader, trial, language)
    for field, value in {"name": name, "email": mail, "text": COMMENT[language]}.items():
        reader.locator(f"#comment-form [name={field}]").fill(value)
    reader.locator("#comment-form [name=privacy]").check()
    wait_as_long_as_writing_takes(reader)
    reader.locator("#comment-form button.btn").click()
    expect(reader.locator("#comment-form .note--ok")).to_contain_text(CONFIRM_FIRST[language])
    reader.goto(address_in(letter_to(trial.folder, mail, CONFIRM[language]), CONFIRM[language]))
    reader.locator("main form button.btn").click()
    expect(reader.locator("#comment-form .note--ok")).to_contain_text(WAITS[language])
    reader.goto(trial.url + path)
    expect(reader.locator("main")).not_to_contain_text(name)

    desk = signed_in(browser, trial.url, "moderator", language=language)
    desk.goto(f"{trial.url}/admin/comments/queue/")
    desk.locator("main .listing tr", has_text=name).locator(".title a").click()
    expect(desk.locator(".desk-words").first).to_have_text(COMMENT[language])
    desk.get_by_role("button", name=APPROVE[language], exact=True).click()
    expect(desk.locator(".messages .success")).to_be_visible()
    desk.context.close()

    reader.goto(trial.url + path)
    shown = reader.locator("#comments article", has_text=name).locator(".words")
    expect(shown).to_have_text(COMMENT[language])


def open_story(page: Page, trial, language: str) -> str:
    """Go to the first story in the list that is open for comments; its path."""
    page.goto(trial.url + LISTS[language][0])
    links = page.locator("main .story h3 a, main .story h2 a")
    for path in links.evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        page.goto(trial.url + path)
        if page.locator("#comment-form").count():
            return path
    raise AssertionError("no story is open for comments")


def wait_as_long_as_writing_takes(page: Page) -> None:
    """Let the form get the age below which it takes its writer for a program; usually it has it by now.

    The age is counted by the server, in another process: nothing on the page changes when it is reached.
    """
    made = int(page.locator("#comment-form [name=token]").input_value().partition(":")[0])
    time.sleep(max(0, made + 1 + LEAST_AGE.total_seconds() - time.time()))


def test_search_finds_what_is_written(trial, reader, language):
    path, word = SEARCH[language]
    reader.goto(f"{trial.url}/{language}/")
    reader.locator(f"a[href*='{path}']").first.click()
    reader.locator("main input[name=q]").fill(word)
    reader.locator("main input[name=q]").press("Enter")
    reader.locator("main .hit").first.wait_for()
    assert word.lower() in clean(reader.locator("main .hit").first.inner_text()).lower()
    title = clean(reader.locator("main .hit a").first.inner_text())
    reader.locator("main .hit a").first.click()
    reader.wait_for_url(lambda url: path not in url)
    assert clean(reader.locator("main h1").inner_text()) == title


def test_feeds_and_calendars_are_what_the_pages_show(trial, reader, language):
    news, calendar = LISTS[language]
    reader.goto(trial.url + news)
    newest = reader.locator("main .story h3 a, main .story h2 a").first.get_attribute("href")
    address = reader.locator("a[href$='/feed/atom/']").first.get_attribute("href")
    with urlopen(trial.url + address.removeprefix(trial.url)) as answer:
        feed = feedparser.parse(answer.read())
    assert not feed.bozo
    assert newest in {entry.link.removeprefix(trial.url) for entry in feed.entries}

    reader.goto(trial.url + calendar)
    dated = reader.locator(".agenda li", has=reader.locator("time"))
    titles = {clean(text) for text in dated.locator("h3 a").all_inner_texts()}
    address = reader.locator("a[href$='.ics']").first.get_attribute("href")
    with urlopen(trial.url + address.replace("webcal:", "http:").removeprefix(trial.url)) as answer:
        events = icalendar.Calendar.from_ical(answer.read()).walk("VEVENT")
    summaries = [clean(str(event["summary"])) for event in events]
    assert titles
    assert [title for title in titles if not any(title in summary for summary in summaries)] == []
