"""The editor's screens as an editor meets them: what the admin's own scripts do for a page of ours."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from authors.models import AuthorPage
from events.models import EventPage
from home import roles
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


@LANGUAGES
@pytest.mark.parametrize("autosave", [0, 500], ids=["without autosave", "with autosave"])
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


@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [
        ("de", "Büro öffnet: Große Höfe", "buero-oeffnet-grosse-hoefe"),
        ("de", "Bu\u0308ro", "buero"),
        ("nl", "Coöperatie in België", "cooperatie-in-belgie"),
        ("nl", "Eén ĳsbaan in Köln", "een-ijsbaan-in-koeln"),
    ],
)
def test_the_browser_spells_slugs_as_the_server_does(editor, network, settings, language, title, slug):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    desk = editor(language)
    desk.open(f"pages/add/events/eventpage/{network.events[language].pk}/")
    field = desk.page.locator("#id_slug")
    for _time in range(2):  # the second is the same title below the same page
        desk.open(f"pages/add/events/eventpage/{network.events[language].pk}/")
        desk.fill(title=title)
        expect(field).to_have_value(slug)
        desk.publish()
    found = EventPage.objects.filter(title=title).order_by("path").values_list("slug", flat=True)
    assert list(found) == [slug, f"{slug}-2"]
    desk.open(f"snippets/home/topic/add/?locale={language}")
    field.evaluate("(field, words) => { field.value = words; field.dispatchEvent(new Event('blur')) }", title)
    expect(field).to_have_value(slug)
