"""Somebody who registers in a browser without JavaScript, and reads their mail."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page
from post_office.models import Email

# How the button of the check page begins, by language and whether it costs anything (domain.md#binding): the
# amount follows.
BINDING = {
    ("de", False): "Anmeldung absenden",
    ("de", True): "Zahlungspflichtig anmelden",
    ("nl", False): "Aanmelding verzenden",
    ("nl", True): "Aanmelden met betalingsverplichting",
}


@dataclass
class Visitor:
    """`page` is a tab of their own; `people` are the colleagues who come along."""

    page: Page
    server: str
    language: str
    city: str
    email: str
    people: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()

    def open(self, path: str) -> Page:
        """Go to an address of this site, wherever a mail says that it is."""
        parts = urlsplit(path)
        self.page.goto(self.server + parts.path + (f"?{parts.query}" if parts.query else ""))
        return self.page

    def register(self, key, *, sessions=(), priced=False) -> None:
        """Both steps of the form, from the call's page on; then the link of the first mail."""
        with translation.override(self.language):
            form = reverse("registration:register", kwargs={"key": key})
        link = self.page.locator(f'main a[href="{form}"]').first
        link.click()
        self.page.fill("#id_organisation_name", self.city)
        self.page.fill("#id_contact_name", f"Kontakt {self.city}")
        self.page.fill("#id_contact_email", self.email)
        for title in sessions:
            self.page.locator(".check", has_text=title).locator("input").check()
        for number, name in enumerate(self.people, 1):
            field = self.page.locator(f"#id_p{number}_name")
            if not field.is_visible():
                self.page.locator("details", has=field).locator("summary").click()
            field.fill(name)
            mail = f"{name.split()[0].lower()}@{self.email.partition('@')[2]}"
            self.page.fill(f"#id_p{number}_email", mail)
        for name, value in self.more:
            self.page.fill(f"#id_{name}", value)
        self.page.check("#id_privacy")
        self.page.locator("form.form button.btn").first.click()
        name = re.compile(f"^{BINDING[self.language, priced]}")
        self.page.get_by_role("button", name=name).click()
        assert "/received/" in self.page.url, self.page.locator("main").inner_text()
        self.confirm()

    def confirm(self) -> None:
        """Opening the link confirms nothing; its button does."""
        self.open(self.link("/confirm/"))
        self.page.locator("main form button.btn").click()
        assert "/confirm/" not in self.page.url

    def mine(self) -> str:
        """The text of "my registration", by the link of the last letter that has one."""
        return self.open(self.link("/mine/[^/]+/")).locator("main").inner_text()

    def cancel(self) -> None:
        self.mine()
        self.page.locator('a[href$="/cancel/"]').click()
        # A colleague is offered first (domain.md#substitutes).
        offered = "Lieber eine Kollegin" if self.language == "de" else "collega"
        assert "olleg" in self.page.locator("main h2").first.inner_text(), offered
        self.page.locator("main form button.btn").click()
        assert self.page.locator("main").is_visible()

    def letters(self) -> list[Email]:
        found = list(Email.objects.filter(to=self.email).order_by("pk"))
        assert all(f'<html lang="{self.language}"' in letter.html_message for letter in found)
        return found

    def subjects(self) -> list[str]:
        return [letter.subject for letter in self.letters()]

    def link(self, path: str) -> str:
        """The newest address in this visitor's mail whose path ends so (a regular expression)."""
        for letter in reversed(self.letters()):
            found = re.findall(rf"https?://\S*{path}(?=\s|$)", letter.message)
            if found:
                return found[-1]
        raise AssertionError(f"no letter to {self.email} leads to {path}")


@contextmanager
def visitors(browser, live_server, *profiles):
    """A visitor per profile (a dict of Visitor's fields), each in their own browser without JavaScript."""
    contexts, found = [], []
    for profile in profiles:
        context = browser.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 900})
        context.set_default_timeout(20_000)
        contexts.append(context)
        found.append(Visitor(page=context.new_page(), server=live_server.url, **profile))
    try:
        yield found
    finally:
        for context in contexts:
            context.close()
