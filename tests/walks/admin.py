"""Somebody at work in the admin, in a browser of their own."""

from playwright.sync_api import Browser, Page, expect

PASSWORD = "kwartier"  # of every login of the trial
LOGINS = ["admin", "editor", "translator-nl", "translator-de", "moderator", "organiser"]
PATIENCE = 60_000  # milliseconds for an element to appear on a busy machine
expect.set_options(timeout=PATIENCE)


def signed_in(browser: Browser, server: str, name: str, *, language: str = "", **context) -> Page:
    """A tab in which this login of the trial is signed in, reading the admin in this language or its own."""
    opened = browser.new_context(
        viewport={"width": 1440, "height": 1000},
        locale=language or "de",
        reduced_motion="reduce",  # to draw Wagtail's movements takes a fifth of the time of a screen
        **context,
    )
    page = opened.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server}/admin/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{server}/admin/")
    if language and page.locator("html").get_attribute("lang") != language:
        read_in(page, server, language)
    return page


def read_in(page: Page, server: str, language: str) -> None:
    """Choose the language of the admin, as everybody does in their account."""
    page.goto(f"{server}/admin/account/")
    page.select_option("select[name$=preferred_language]", language)
    page.locator("#w-editor-form [type=submit]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.goto(f"{server}/admin/")
