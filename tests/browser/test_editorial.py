"""From an empty admin to both languages: an editor writes, a translator translates, an editor publishes.

Seeds A (a series with three of ten sessions dated, domain.md#series, #years) and D (three whole days at one
address, domain.md#sessions, #places), retold; everything is done in the browser, in the language of whoever
does it.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from wagtail.models import Page, Site
from wagtail.users.models import UserProfile

from config.setup import roles, set_up
from events.models import EventIndexPage, EventPage, EventSeriesPage
from tests import factories
from tests.browser.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(live_server, settings):
    """An empty site as `setup_site` leaves it, an editor and a translator to Dutch."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # it would come between the fields and the button
    set_up()
    address = urlsplit(live_server.url)
    Site.objects.update(hostname=address.hostname, port=address.port)
    for name, role, language in (
        ("editor", roles.EDITORS, "de"),
        ("translator", roles.TRANSLATORS_NL, "nl"),
    ):
        user = factories.user(role, username=name)
        user.set_password("kwartier")
        user.save()
        UserProfile.objects.create(user=user, preferred_language=language)
    return live_server.url


class Writer(Desk):
    """Somebody who writes, and asks for and makes translations."""

    def add_place(self, name, country):
        self.open("snippets/home/place/add/")
        self.fill(name=name, country=country)
        self.page.locator("footer [type=submit]").first.click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def publish_new(self, path, paragraph="", **values):
        """A new page of that kind with these facts and words, published; its primary key."""
        self.open(path)
        place = values.pop("place", None)
        self.fill(**values)
        if place:
            self.choose("place", place)
        if paragraph:
            body = self.page.locator("section[id$=-body-section]")
            body.locator(".c-sf-add-button").first.click()
            self.page.get_by_role("option", name="Absatz").first.click()
            text = body.locator("[contenteditable=true]")
            text.click()
            expect(text).to_be_focused()
            text.press_sequentially(paragraph)
            expect(text).to_contain_text(paragraph)
            self.page.wait_for_timeout(500)  # the editor hands its text to the form every quarter of a second
        self.publish()

    def translate(self, page):
        """Ask for a translation to Dutch, with everything below the page."""
        self.open(f"localize/submit/page/{page.pk}/")
        for tick in self.page.locator("form input[type=checkbox]").all():
            tick.check()
        self.page.locator("form [type=submit]").last.click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def publish_translation(self, page):
        self.open(f"pages/{page.pk}/edit/")
        self.page.get_by_role("button", name=re.compile("^Veröffentlichen")).first.click()
        expect(self.page.locator(".messages .success")).to_be_visible(timeout=20_000)

    def translate_page(self, page, words):
        """Fill every segment that waits, with the words of that language."""
        self.open(f"pages/{page.pk}/edit/")
        waiting = self.page.locator("li.incomplete")
        expect(waiting.first).to_be_visible()
        while waiting.count():
            segment = waiting.first
            if not segment.is_visible():  # the address, beside the other properties
                self.page.get_by_role("tab", name="Eigenschappen").click()
            (dutch,) = [dutch for german, dutch in words.items() if german in segment.inner_text()]
            segment.get_by_role("button", name="Vertaal").click()
            segment.locator("textarea").fill(dutch)
            before = waiting.count()
            segment.get_by_role("button", name="Opslaan").click()
            expect(waiting).to_have_count(before - 1)


def drafts():
    """The Dutch pages that wait, the series before its sessions."""
    pages = Page.objects.filter(locale__language_code="nl", live=False).order_by("path")
    return list(pages.type(EventSeriesPage, EventPage))


SERIES = {
    "Zehn Quartiere, zehn Fragen": "Tien wijken, tien vragen",
    "zehn-quartiere-zehn-fragen": "tien-wijken-tien-vragen",
    "Zehn Werkstätten für Kommunen und Träger.": "Tien werkplaatsen voor gemeenten en partners.",
    "Wir gehen durch das Quartier und reden danach.": "We lopen door de wijk en praten daarna.",
    "Wer gehört zum Quartier?": "Wie hoort bij de wijk?",
    "wer-gehoert-zum-quartier": "wie-hoort-bij-de-wijk",
    "Wo spielen Kinder?": "Waar spelen kinderen?",
    "wo-spielen-kinder": "waar-spelen-kinderen",
    "Wer ist nachts unterwegs?": "Wie is ’s nachts op straat?",
    "wer-ist-nachts-unterwegs": "wie-is-s-nachts-op-straat",
}
WORKSHOP = {
    "Drei Tage Quartier": "Drie dagen wijk",
    "drei-tage-quartier": "drie-dagen-wijk",
    "Drei Tage an einem Ort, mit einem Plan am Ende.": "Drie dagen op één plek, met een plan aan het eind.",
    "Landgut Hoge Venne": "Landgoed Hoge Venne",
}


def enter_the_series(editor, calendar):
    """Seed A: ten sessions are planned, three have a date, one of them no place yet."""
    editor.publish_new(
        f"pages/add/events/eventseriespage/{calendar.pk}/",
        title="Zehn Quartiere, zehn Fragen",
        lead="Zehn Werkstätten für Kommunen und Träger.",
        planned_sessions="10",
        default_capacity="24",
        default_start_time="10:00",
        default_end_time="16:00",
        registration_mode="email",
        registration_email="werkstatt@example.org",
        paragraph="Wir gehen durch das Quartier und reden danach.",
    )
    series = EventSeriesPage.objects.get()
    for number, title, day, city in (
        ("1", "Wer gehört zum Quartier?", "2027-03-15", "Herne"),
        ("2", "Wo spielen Kinder?", "2027-05-15", "Hagen"),
        ("3", "Wer ist nachts unterwegs?", "2027-09-05", None),
    ):
        editor.publish_new(
            f"pages/add/events/eventpage/{series.pk}/", title=title, number=number, start_date=day, place=city
        )
    return series


def enter_the_workshop(editor, calendar):
    """Seed D: three whole days at one address."""
    editor.publish_new(
        f"pages/add/events/eventpage/{calendar.pk}/",
        title="Drei Tage Quartier",
        lead="Drei Tage an einem Ort, mit einem Plan am Ende.",
        start_date="2027-06-08",
        end_date="2027-06-10",
        all_day=True,
        place="Doorn",
        venue_name="Landgut Hoge Venne",
        street="Venneweg 4",
        postcode="3941KA",
        registration_mode="form",
        capacity="18",
    )
    return EventPage.objects.get(end_date="2027-06-10")


def words_of(page, url) -> str:
    """The text of a public page as a reader sees it, with single blanks."""
    assert page.goto(url).status == 200
    text = page.locator("main").inner_text()
    return re.sub(r"[\s\xa0]+", " ", text.replace("\u2060", "").replace("\u00ad", ""))


def test_two_seeds_from_an_empty_admin_to_both_languages(house, browser):
    editor, translator = Writer(browser, house, "editor"), Writer(browser, house, "translator")
    for city, country in (("Herne", "DE"), ("Hagen", "DE"), ("Doorn", "NL")):
        editor.add_place(city, country)
    calendar = EventIndexPage.objects.get(locale__language_code="de")
    series, workshop = enter_the_series(editor, calendar), enter_the_workshop(editor, calendar)

    editor.translate(series)
    editor.translate(workshop)
    assert [page.locale.language_code for page in drafts()] == ["nl"] * 5
    reader = browser.new_context(locale="nl-NL").new_page()
    agenda = EventIndexPage.objects.get(locale__language_code="nl").full_url
    assert "Drei Tage Quartier" in words_of(reader, agenda)  # every session, under its own language
    assert reader.locator("main [lang=de]").count() >= 4

    for page in drafts():
        translator.translate_page(page, SERIES | WORKSHOP)
        expect(translator.page.get_by_role("button", name="Publiceren")).to_have_count(0)
        translator.open(f"pages/{page.get_translation(calendar.locale).pk}/edit/")
        assert translator.page.url == f"{house}/admin/"  # the original is not theirs to change
    assert len(drafts()) == 5

    for page in drafts():
        editor.publish_translation(page)
    assert drafts() == []

    text = words_of(reader, agenda)
    assert "Drie dagen wijk" in text
    assert "Tage" not in text
    text = words_of(reader, EventSeriesPage.objects.get(locale__language_code="nl").full_url)
    assert [
        fact
        for fact in [
            "3 van 10",
            "15 maart",
            "15 mei",
            "5 september",
            "10.00",
            "Herne",
            "werkstatt@example.org",
        ]
        if fact not in text
    ] == []
    text = words_of(reader, workshop.get_translation(page.locale).full_url)
    assert [
        fact for fact in ["8 t/m 10 juni 2027", "Venneweg 4", "3941 KA", "Doorn", "18"] if fact not in text
    ] == []
