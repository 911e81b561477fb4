"""A newcomer fetches the code, calls `make run` and looks around, in either language.

This walk makes the site of which the other walks get a copy.
"""

import pytest

from .admin import LOGINS, signed_in
from .conftest import FirstStart

WELCOME = {"de": "Zum Inhalt springen", "nl": "Naar de inhoud"}
LOST = {"de": "Diese Hausnummer gibt es hier nicht", "nl": "Dit huisnummer bestaat hier niet"}


@pytest.fixture(scope="module")
def first(first_start, browser, tmp_path_factory):
    """A first start; one that another walk's process has made already is being copied, and left alone."""
    with first_start.alone():
        again = first_start.done.exists()
        own = FirstStart(tmp_path_factory.mktemp("again")) if again else first_start
        with own.running() as started:
            yield started


@pytest.fixture
def reader(browser, language):
    context = browser.new_context(locale=language)
    yield context.new_page()
    context.close()


def test_the_start_page_leads_to_everything(first, reader, language):
    reader.goto(f"{first.url}/{language}/")
    assert reader.locator("html").get_attribute("lang") == language
    assert reader.locator("a.skip").inner_text() == WELCOME[language]
    entries = [link.get_attribute("href") for link in reader.locator(".nav a").all()]
    assert len(entries) >= 4
    for address in entries:
        answer = reader.goto(first.url + address)
        assert (answer.status, reader.locator("main h1").count()) == (200, 1), address
    other = {"de": "nl", "nl": "de"}[language]
    reader.locator(f".lang a[hreflang={other}]").click()
    reader.wait_for_url(f"{first.url}/{other}/**")


def test_an_unknown_address_is_a_page_of_the_site(first, reader, language):
    answer = reader.goto(f"{first.url}/{language}/gibt-es-nicht/")
    assert answer.status == 404
    assert reader.locator("main h1").inner_text().replace("\u00ad", "") == LOST[language]
    assert reader.locator("html").get_attribute("lang") == language
    reader.locator(f"main a[href='/{language}/']").first.click()
    reader.wait_for_url(f"{first.url}/{language}/")


@pytest.mark.parametrize("login", LOGINS)
def test_each_login_that_is_printed_opens_the_admin(first, browser, login):
    assert login in first.said
    page = signed_in(browser, first.url, login)
    page.locator(".sidebar-main-menu").wait_for()
    page.context.close()
