"""The editor's screens as an editor meets them: what the admin's own scripts do for a page of ours."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from wagtail.models import Page, get_page_models
from wagtail.rich_text import RichText
from wagtail.users.models import UserProfile

from authors.models import AuthorPage
from config.setup import roles
from events.models import EventPage
from news.models import ArticlePage
from tests import factories
from tests.browser.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = pytest.mark.parametrize("language", ["de", "nl"])


@pytest.fixture
def network(live_server, settings):
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    made = factories.Network()
    address = urlsplit(live_server.url)
    made.site.hostname, made.site.port = address.hostname, address.port
    made.site.save()
    return made


@pytest.fixture
def editor(network, live_server, browser):
    """Signs in an editor whose admin is in that language."""

    def editor(language, **values):
        user = factories.user(roles.EDITORS, first_name="Ida", last_name="Vos")
        UserProfile.objects.create(user=user, preferred_language=language)
        return Desk(browser, live_server.url, user.username, **values)

    return editor


@pytest.fixture
def one_of_each(network):
    """A page of each type in that language."""

    def one_of_each(language):
        series = factories.series(network.events[language])
        return [
            network.home[language],
            factories.standard_page(network.home[language]),
            *(pages[language] for pages in (network.topics, network.places, network.news)),
            factories.article(network.news[language]),
            network.authors[language],
            factories.author(network.authors[language]),
            network.events[language],
            series,
            factories.session(series),
        ]

    return one_of_each


class Violations(list):
    """What a page was not allowed to load or run by the content security policy, and scripts' errors."""

    def __init__(self, page):
        page.on("console", lambda message: self.note(message.type, message.text))
        page.on("pageerror", lambda error: self.append(str(error)))

    def note(self, kind, text):
        if kind == "error" or "Content Security Policy" in text:
            self.append(text)


@LANGUAGES
def test_the_live_preview_shows_every_type_of_page_at_its_three_widths(
    editor, network, one_of_each, language
):
    pages = one_of_each(language)
    assert {type(page) for page in pages} == set(get_page_models()) - {Page}
    if language == "nl":  # the same templates in other words
        pages = [page for page in pages if isinstance(page, (ArticlePage, EventPage))]
    desk = editor(language)
    refused = Violations(desk.page)
    for page in pages:
        desk.open(f"pages/{page.pk}/edit/")
        toggle = desk.page.locator("[data-side-panel-toggle=preview]")
        if toggle.get_attribute("aria-expanded") != "true":  # it stays open from page to page
            toggle.click()
        iframe = desk.page.locator("iframe[data-w-preview-target=iframe]").first
        shown = iframe.content_frame.locator("main").first
        expect(shown).to_contain_text("" if page.depth == 2 else page.title, timeout=20_000)
        for size, width in (("mobile", 375), ("tablet", 768), ("desktop", 1280)):
            desk.page.locator(f"[name=preview-size][value={size}]").check(force=True)
            inside = shown.evaluate("main => main.ownerDocument.documentElement.clientWidth")
            assert inside == pytest.approx(width, abs=16), (page, size)  # a scroll bar may stand beside it
    assert refused == []


@LANGUAGES
def test_the_checks_count_what_is_on_the_page(editor, network, language):
    picture = factories.image(alt_de="platz.jpg", alt_nl="platz.jpg")
    words = [("paragraph", {"text": RichText(f"<p>{'Ein Satz mit fünf Wörtern. ' * 20}</p>")})]
    page = factories.article(network.news[language], lead_image=picture, body=words)
    desk = editor(language)
    desk.open(f"pages/{page.pk}/edit/")
    desk.page.locator("[data-side-panel-toggle=checks]").click()
    panel = desk.page.locator("[data-side-panel=checks]")
    expect(panel.locator("[data-content-word-count]")).to_have_text(
        re.compile("^1[0-9][0-9]$"), timeout=20_000
    )
    expect(panel.locator("[data-content-checker-count]").first).to_have_text("1")


@LANGUAGES
def test_editors_get_from_a_page_to_its_editor_and_readers_see_nothing_of_it(
    editor, network, new_context, language
):
    page = factories.publish(factories.article(network.news[language]))
    desk = editor(language)
    refused = Violations(desk.page)
    desk.page.goto(page.full_url)
    bar = desk.page.locator("wagtail-userbar")
    bar.locator("[data-wagtail-userbar-trigger]").click()
    edit = bar.get_by_role(
        "menuitem", name={"de": "Diese Seite bearbeiten", "nl": "Wijzig deze pagina"}[language]
    )
    expect(edit).to_be_visible()
    bar.locator("#checker-trigger").click()
    expect(bar.locator("#checker-results")).to_be_visible()
    desk.page.keyboard.press("Escape")
    bar.locator("[data-wagtail-userbar-trigger]").click()
    edit.click()
    expect(desk.page).to_have_url(f"{desk.url}/admin/pages/{page.pk}/edit/")
    assert refused == []
    reader = new_context().new_page()
    asked = []
    reader.on("request", lambda request: asked.append(request.resource_type))
    reader.goto(page.full_url)
    expect(reader.locator("wagtail-userbar")).to_have_count(0)
    assert "script" not in asked
    assert reader.context.cookies() == []


@pytest.mark.parametrize(
    ("language", "autosave"), [("de", 0), ("nl", 500)], ids=["without autosave", "with autosave"]
)
def test_a_new_author_can_be_saved(editor, network, settings, language, autosave):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = autosave
    desk = editor(language)
    desk.open(f"pages/add/authors/authorpage/{network.authors[language].pk}/")
    if autosave:  # after two seconds the admin takes what stands in the form for unchanged
        desk.page.wait_for_timeout(4000)
    desk.page.locator("#id_title").press_sequentially("Jörg Weiß-Daniëls")
    expect(desk.page.locator("#id_slug")).to_have_value("joerg-weiss-daniels")
    desk.fill(given_name="Jörg", family_name="Weiß-Daniëls")
    if autosave:
        expect(desk.page).to_have_url(re.compile("/edit/$"), timeout=20_000)  # autosave has made the page
    desk.publish()
    author = AuthorPage.objects.get()
    assert (author.title, author.slug, author.live) == ("Jörg Weiß-Daniëls", "joerg-weiss-daniels", True)


SLUGS = {
    "Büro öffnet: Große Höfe": "buero-oeffnet-grosse-hoefe",
    "Bu\u0308ro": "buero",
    "Coöperatie in België": "cooperatie-in-belgie",
    "Eén ĳsbaan in Köln": "een-ijsbaan-in-koeln",
}


def test_the_browser_spells_slugs_as_the_server_does(editor, network, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    desk = editor("nl")
    field = desk.page.locator("#id_slug")
    desk.open(f"pages/add/events/eventpage/{network.events['nl'].pk}/")
    for title, slug in SLUGS.items():
        desk.fill(title=title)
        expect(field).to_have_value(slug)
    desk.publish()
    assert EventPage.objects.get().slug == slug
    # The same title below the same page.
    desk.open(f"pages/add/events/eventpage/{network.events['nl'].pk}/")
    desk.fill(title=title)
    expect(field).to_have_value(slug)
    desk.publish()
    assert EventPage.objects.filter(slug=f"{slug}-2", title=title).exists()
    desk.open("snippets/home/topic/add/?locale=nl")
    for title, slug in SLUGS.items():
        field.evaluate(
            "(field, words) => { field.value = words; field.dispatchEvent(new Event('blur')) }", title
        )
        expect(field).to_have_value(slug)


@pytest.mark.parametrize(
    ("language", "select", "field"), [("de", "status", "status_reason"), ("nl", "", "slug")]
)
def test_after_a_refusal_the_first_error_is_in_view(editor, network, settings, language, select, field):
    """Far below on the same tab; on another tab; in a panel that was closed."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    series = factories.series(network.events[language])
    session = factories.session(series)
    desk = editor(language)
    desk.open(f"pages/{session.pk}/edit/")
    if select:
        desk.fill(status="cancelled")
    else:
        desk.page.locator(f"#id_{field}").evaluate("field => { field.value = '!?' }")
    desk.page.locator("footer [data-w-dropdown-target=toggle]").click()
    desk.page.locator("[name=action-publish]:visible").click()
    expect(desk.page.locator(".messages .error")).to_be_visible(timeout=20_000)
    expect(desk.page.locator(f"#id_{field}")).to_be_focused()
    expect(desk.page.locator(f"#id_{field}")).to_be_in_viewport()
    expect(
        desk.page.locator(".w-field", has=desk.page.locator(f"#id_{field}")).locator(".error-message").last
    ).to_be_in_viewport()


@pytest.mark.parametrize("by_hand", [False, True], ids=["by the browser", "by hand"])
def test_the_first_error_stays_in_view_until_somebody_scrolls(editor, network, settings, by_hand):
    """A slow browser scrolls to the address of the tab only after the error was brought into view."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    session = factories.session(factories.series(network.events["de"]))
    desk = editor("de")
    desk.open(f"pages/{session.pk}/edit/")
    desk.fill(status="cancelled")
    desk.page.locator("footer [data-w-dropdown-target=toggle]").click()
    desk.page.locator("[name=action-publish]:visible").click()
    field = desk.page.locator("#id_status_reason")
    expect(field).to_be_focused(timeout=20_000)
    if by_hand:
        desk.page.mouse.wheel(0, -1)
    desk.page.locator("#main").evaluate("main => main.scrollTo(0, 0)")
    desk.page.wait_for_timeout(1000)
    if by_hand:
        expect(field).not_to_be_in_viewport()
    else:
        expect(field).to_be_in_viewport()


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [("de", "15.01.2027 09:00", "15.01.2027 09:00"), ("nl", "15-01-2027 9.00", "15-01-2027 09:00")],
)
def test_a_moment_stays_as_it_was_typed(editor, network, settings, language, typed, shown):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    series = factories.series(network.events[language])
    desk = editor(language)
    field = desk.page.locator("#id_registration_closes")
    for words in ("morgen", typed):
        desk.open(f"pages/{series.pk}/edit/")
        panel = field.evaluate("field => field.closest('[role=tabpanel]').id")
        desk.page.locator(f"[role=tab][href='#{panel}']").click()
        field.press_sequentially(words)
        field.blur()
        expect(field).to_have_value(words)
        desk.page.keyboard.press("Escape")
        desk.page.evaluate("document.querySelector('[data-edit-form]').requestSubmit()")
        expect(desk.page.locator(".messages li").first).to_be_visible()
        expect(field).to_have_value(words if words == "morgen" else shown)
    series.refresh_from_db()
    closes = series.get_latest_revision_as_object().registration_closes
    assert closes.isoformat() == "2027-01-15T09:00:00+01:00"
