"""Somebody who works in the admin, in a browser of their own."""

from playwright.sync_api import expect


class Desk:
    """A signed-in user of the admin; `accept` is the language that the browser asks for.

    Nothing moves for them: to draw Wagtail's movements takes a fifth of the time of a screen."""

    def __init__(self, browser, url, name, *, width=1400, accept="de-DE"):
        self.url = url
        self.context = browser.new_context(
            viewport={"width": width, "height": 1000}, locale=accept, reduced_motion="reduce"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.goto(f"{url}/admin/login/")
        self.page.fill("input[name=login], input[name=username]", name)
        self.page.fill("input[name=password]", "kwartier")
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(f"{url}/admin/")

    def open(self, path):
        self.page.goto(f"{self.url}/admin/{path}")

    def fill(self, **values):
        for name, value in values.items():
            field = self.page.locator(f"#id_{name}")
            if isinstance(value, bool):
                field.set_checked(value)
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
                field.blur()

    def choose(self, name, words):
        """Pick a record in the chooser's window."""
        self.page.locator(f"#id_{name}-chooser [data-chooser-action-choose]").first.click()
        window = self.page.locator(".modal-body")
        window.get_by_role("link", name=words).first.click()
        expect(self.page.locator(f"#id_{name}-chooser")).to_contain_text(words)

    def publish(self):
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        self.page.locator("[name=action-publish]:visible").click()
        expect(self.page.locator(".messages .success")).to_be_visible(timeout=20_000)
