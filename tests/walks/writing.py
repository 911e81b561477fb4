"""What editors do on their screens."""

import re
import time
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from .admin import PATIENCE

SAVED = ".messages .success"


def add_below(page: Page, url: str, kind: str) -> None:
    """Open the form of a new page of a kind, from the user bar of its public parent."""
    press_in_user_bar(page, url, "a[href*='/add_subpage/']")
    page.wait_for_url("**/admin/pages/**")
    choose_kind(page, kind)


def choose_kind(page: Page, kind: str) -> None:
    """Choose what to add; the form opens at once where only one kind fits."""
    if "/add_subpage/" in page.url:
        page.locator(f"main a[href*='/{kind}/']").first.click()
    page.locator("#id_title").wait_for()


def press_in_user_bar(page: Page, url: str, item: str) -> None:
    page.goto(url)
    bar = page.locator("wagtail-userbar")
    bar.locator("[data-wagtail-userbar-trigger]").click()
    bar.locator(item).click()


def fill(page: Page, title: str, **values) -> None:
    """Type the title, whose slug follows it, and fill in the other fields."""
    page.locator("#id_title").press_sequentially(title)
    expect(page.locator("#id_slug")).to_have_value(re.compile("[a-z]"))
    for name, value in values.items():
        page.locator(f"#id_{name}").fill(value)
        page.locator(f"#id_{name}").blur()


def write_paragraph(page: Page, text: str, label: str) -> None:
    """Add a block to the body; `label` is the name of paragraphs in the list of blocks."""
    body = page.locator("section[id$=-body-section]")
    body.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name=label).first.click()
    box = body.locator("[contenteditable=true]").last
    box.click()
    box.focus()  # the list of blocks may close later than the box opens
    expect(box).to_be_focused()
    box.press_sequentially(text)
    page.wait_for_timeout(500)  # the editor hands its text to the form every quarter of a second


def choose_photo(page: Page, field: str) -> None:
    """Choose the first photo of the window."""
    chooser = page.locator(f"#id_{field}-chooser")
    chooser.locator("[data-chooser-action-choose]").first.click()
    page.locator(".modal-body .image-choice").first.click()
    expect(chooser.locator("img").first).to_be_visible()


def lose_first_answer(page: Page) -> list[int]:
    """Let the first draft that the admin saves by itself reach the server, but its answer not the browser.

    The list gets the primary key of that draft, once it was saved."""
    lost: list[int] = []

    def handle(route) -> None:
        request = route.request
        if lost or request.method != "POST" or "html" in request.headers["accept"]:
            route.continue_()
            return
        answer = route.fetch(timeout=PATIENCE)
        if answer.ok:
            lost.append(answer.json()["pk"])
        else:  # a half-typed form may be refused: the admin tries again
            route.fulfill(response=answer)

    page.route("**/admin/pages/add/**", handle)
    return lost


def wait_for(page: Page, found: list) -> None:
    """Give the browser time until something is in the list."""
    end = time.monotonic() + PATIENCE / 1000
    while not found:
        assert time.monotonic() < end, "nothing was saved by itself"
        page.wait_for_timeout(100)


def preview(page: Page):
    """Return the main part of the page in the live preview."""
    toggle = page.locator("[data-side-panel-toggle=preview]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    return page.locator("iframe[data-w-preview-target=iframe]").first.content_frame.locator("main").first


def preview_widths(page: Page) -> list[int]:
    """Return how wide the page is in the preview of a phone, a tablet and a desk, without the scroll bar."""
    shown, widths = preview(page), []
    for size in ("mobile", "tablet", "desktop"):
        page.locator(f"[name=preview-size][value={size}]").check(force=True)
        widths.append(shown.evaluate("main => main.ownerDocument.defaultView.innerWidth"))
    return widths


def save_draft(page: Page) -> None:
    page.locator("footer .action-save").first.click()
    expect(page.locator(SAVED)).to_be_visible(timeout=PATIENCE)


def press_publish(page: Page) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("[name=action-publish]:visible").click()


def publish(page: Page) -> str:
    """Publish what is open; its public URL, from the message that says so."""
    press_publish(page)
    expect(page.locator(SAVED)).to_be_visible(timeout=PATIENCE)
    return urljoin(page.url, page.locator(f"{SAVED} a").first.get_attribute("href"))


def edit(page: Page, url: str) -> None:
    """Open the form of a public page, from its user bar."""
    press_in_user_bar(page, url, "a[href$='/edit/']")
    page.locator("#id_title").wait_for()
