"""A form that adds a page is posted by the admin itself and by its reader: one page comes of it."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from config.setup import roles
from news.models import ArticlePage
from tests import factories
from tests.browser.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)

ADD = re.compile("/add/")


@pytest.fixture
def network(live_server, settings):
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 300
    return factories.Network()


@pytest.fixture
def desk(network, live_server, browser):
    user = factories.user(roles.EDITORS, first_name="Ida", last_name="Vos")
    UserProfile.objects.create(user=user, preferred_language="de")
    return Desk(browser, live_server.url, user.username)


class Autosave:
    """The first post that the admin itself makes of a form; `answered` lets it reach the server, but its
    answer not the browser."""

    def __init__(self, page, *, answered):
        self.page, self.held = page, None
        self.asked = []
        self.answered = answered
        page.route(ADD, self.handle)

    def handle(self, route):
        request = route.request
        self.asked.append((request.method, request.headers["accept"]))
        if self.held or request.method != "POST" or "html" in request.headers["accept"]:
            route.continue_()
            return
        if self.answered:
            route.fetch(timeout=60_000)
        self.held = request

    def wait(self):
        """Wait for it; on a busy machine the admin may have looked at the form before it was filled."""
        for attempt in range(6):
            if attempt:
                self.page.locator("#id_title").dispatch_event("change")
            for _time in range(100):
                if self.held:
                    return
                self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing was saved by itself; asked for: {self.asked}")

    def send(self):
        """Let it reach the server at last."""
        headers = {name: self.held.headers[name] for name in ("accept", "x-csrftoken", "content-type")}
        return self.page.context.request.post(
            self.held.url, data=self.held.post_data_buffer, headers=headers, timeout=60_000
        )


def new_article(desk, network):
    """An article with the row of an author, which a second post must not double."""
    author = factories.publish(factories.author(network.authors["de"]))
    desk.open(f"pages/add/news/articlepage/{network.news['de'].pk}/")
    desk.page.wait_for_timeout(4000)  # after two, what stands in the form counts as unchanged
    desk.fill(lead="Drei Schulen teilen ihre Höfe.", date="2026-11-16")
    section = desk.page.locator("[id^=panel][id$=-section]", has=desk.page.locator("#id_page_authors-ADD"))
    section.locator("#id_page_authors-ADD").click()
    section.locator("[data-chooser-action-choose]").first.click()
    desk.page.locator(".modal-body").get_by_role("link", name=author.title).first.click()
    expect(section).to_contain_text(author.title)
    desk.page.locator("#id_title").press_sequentially("Der Schulhof")


def go_on_and_publish(desk):
    desk.page.locator("#id_title").press_sequentially(" bleibt offen")
    expect(desk.page.locator("#id_slug")).to_have_value("der-schulhof-bleibt-offen")
    desk.page.locator("footer [data-w-dropdown-target=toggle]").click()
    desk.page.locator("[name=action-publish]:visible").click(no_wait_after=True)
    expect(desk.page.locator(".messages .success")).to_be_visible(timeout=30_000)


def assert_one_article():
    (article,) = ArticlePage.objects.all()
    assert (article.title, article.slug) == ("Der Schulhof bleibt offen", "der-schulhof-bleibt-offen")
    assert (article.live, article.has_unpublished_changes) == (True, False)
    assert article.page_authors.count() == 1


def test_publishing_before_the_answer_to_the_first_draft_makes_one_page(desk, network):
    autosave = Autosave(desk.page, answered=True)
    new_article(desk, network)
    autosave.wait()
    go_on_and_publish(desk)
    assert_one_article()


def test_a_draft_that_arrives_after_its_page_was_published_changes_nothing(desk, network):
    autosave = Autosave(desk.page, answered=False)
    new_article(desk, network)
    autosave.wait()
    go_on_and_publish(desk)
    assert autosave.send().json()["error_code"] == "invalid_revision"
    assert_one_article()
