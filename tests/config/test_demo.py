"""`manage.py load_demo`: the network that a trial shows, in both languages and in every state."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation

from authors.models import AuthorPage
from comments.models import Comment, Report, Thread
from events.models import EventPage, EventSeriesPage, SessionSeats
from events.registration.services.locks import lock_seats, recount
from home.localize.outdated import outdated
from home.models import HomePage, Organisation, Place, SiteImage, StandardPage, Topic
from news.models import ArticlePage
from tests import structured
from tests.crawl import FAILING, NOWHERE, AnswerFromDjango
from tests.events import libical
from tests.home.test_sitemaps import addresses
from tests.markup import OF_COLOUR, axe_violations, nu_errors
from tests.outputs import calendar_problems, feed_problems, refused_by_libical

from .loading import count, run, session


@pytest.mark.both_databases
def test_everything_is_there_in_both_languages(demo):
    assert demo.message.splitlines()[-1].startswith("Loaded the demo")
    assert count(ArticlePage) == {"de": 23, "nl": 22}
    assert count(AuthorPage) == {"de": 8, "nl": 8}
    assert count(EventSeriesPage) == {"de": 4, "nl": 4}
    assert count(EventPage) == {"de": 24, "nl": 24}
    assert count(StandardPage) == {"de": 7, "nl": 7}
    assert count(Topic) == {"de": 6, "nl": 6}
    assert count(Place) == {"de": 12, "nl": 12}
    assert Organisation.objects.count() == 11
    assert SiteImage.objects.count() == 21


def test_nothing_german_is_live_below_the_dutch_start_page(demo):
    dutch = HomePage.objects.get(locale__language_code="nl")
    assert not dutch.get_descendants().exclude(locale=dutch.locale).exists()
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_originals_are_of_both_languages(demo):
    """Direction is free: seeds B and D are Dutch."""
    first = {}
    for page in Page.objects.filter(depth__gt=3).select_related("locale").order_by("pk"):
        first.setdefault(page.translation_key, (page.locale.language_code, page.slug))
    assert ("nl", "drie-dagen-wijk") in first.values()
    assert ("nl", "wijken-tot-leven-brengen") in first.values()
    assert ("de", "quer-durch-die-aemter") in first.values()


def test_every_translation_is_complete(demo):
    missing = {}
    for translation in Translation.objects.select_related("source"):
        total, done = translation.get_progress()
        if total != done:
            missing[translation.source.object_repr] = total - done
    assert missing == {}


def test_no_word_of_an_original_stands_in_a_translation(demo, capsys):
    call_command("find_untranslated")
    assert "Every string" in capsys.readouterr().out


@pytest.mark.both_databases
def test_one_translation_is_out_of_date(demo):
    found = [translation.source.object_repr for translation in outdated().select_related("source")]
    assert found == ["Förderanträge ohne Angst: fünf Fehler, die sich vermeiden lassen"]


def test_one_article_is_german_only(demo):
    """domain.md#languages."""
    german = ArticlePage.objects.get(slug="alle-150-meter-eine-bank")
    assert not german.get_translations().exists()


@pytest.mark.both_databases
def test_the_series_of_ten_shows_every_state(demo):
    """domain.md#series, #sessions: two years, ten sessions, one without place, one without date."""
    now = timezone.now()
    assert [session(number).ends_at < now for number in (1, 2, 3, 4)] == [True] * 4
    assert [session(number).recap_id is not None for number in (1, 2, 3)] == [True, True, False]
    assert session(5).status == "cancelled"
    assert session(6).seats.left == 0
    assert session(7).seats.left == 4
    assert session(8).place is None
    assert session(9).registration_opens > now
    assert session(10).start_date is None
    assert session(10).date_hint == "Termin folgt"
    series = EventSeriesPage.objects.get(slug="zehn-quartiere-zehn-fragen")
    assert series.planned_sessions == 10


def test_facts_are_the_same_in_dutch_and_words_are_dutch(demo):
    """domain.md#empty-facts, #sessions."""
    for number in range(1, 11):
        german, dutch = session(number), session(number, "nl")
        for field in ("start_date", "end_date", "status", "street", "postcode", "starts_at", "seats_id"):
            assert getattr(german, field) == getattr(dutch, field), (number, field)
        assert german.title != dutch.title
    assert session(7, "nl").place.locale.language_code == "nl"
    assert session(1, "nl").recap.locale.language_code == "nl"
    assert [slot.title for slot in session(7, "nl").slots.all()][:2] == [
        "Aankomst, koffie, uitleg van de opgave",
        "Wandeling: vier hekken en een doorgang",
    ]


def test_the_learning_community_has_two_prices_per_city_and_another_site_to_register(demo):
    """domain.md#prices, #external-registration."""
    for slug in ("wijken-tot-leven-brengen", "stadtteile-beleben"):
        series = EventSeriesPage.objects.get(slug=slug)
        prices = list(series.prices.values_list("scope", "audience", "amount", "currency", "unit", "vat"))
        assert prices == [
            ("series", "partner", 2500, "EUR", "organisation", "excl"),
            ("series", "non_partner", 3000, "EUR", "organisation", "excl"),
        ]
        assert series.registration_mode == "external"
        assert series.registration_url.startswith("https://")


def test_the_workshop_takes_three_whole_days_at_a_dutch_address(demo):
    """domain.md#sessions, #places: no price, no times, two organisers."""
    for slug in ("drie-dagen-wijk", "drei-tage-quartier"):
        workshop = EventPage.objects.get(slug=slug)
        assert workshop.end_date - workshop.start_date == timedelta(days=2)
        assert (workshop.all_day, workshop.start_time, workshop.registration_mode) == (True, None, "form")
        assert (workshop.postcode, workshop.place.name, workshop.place.country) == ("3941 KA", "Doorn", "NL")
        assert not workshop.prices.exists()
        assert set(workshop.organisers.values_list("role", flat=True)) == {"organiser", "host"}


def test_every_way_to_register_is_shown(demo):
    """domain.md#registration."""
    used = {*EventPage.objects.values_list("registration_mode", flat=True)}
    used |= {*EventSeriesPage.objects.values_list("registration_mode", flat=True)}
    assert used == {"", "form", "email", "external", "none"}


def test_a_past_series_has_a_recap_for_each_session(demo):
    series = EventSeriesPage.objects.get(slug="stadt-bei-nacht")
    sessions = EventPage.objects.child_of(series)
    assert all(one.ends_at < timezone.now() and one.recap_id for one in sessions)


def test_the_press_release_has_its_source_and_no_author(demo):
    """domain.md#titles, #places."""
    for slug in ("heeren-werve-das-gespraech-geht-weiter", "heeren-werve-het-gesprek-gaat-door"):
        article = ArticlePage.objects.get(slug=slug)
        assert "Heeren-Werve – " in article.title
        assert (article.source_kind, article.source_name) == ("press", "Pressestelle der Stadt Kamen")
        assert article.dateline.name == "Kamen"
        assert not article.page_authors.exists()


@pytest.mark.both_databases
def test_readers_talk_in_both_languages_and_moderators_have_something_to_decide(demo, client):
    """One conversation in two languages with answers, one comment that waits, one that is reported."""
    article = ArticlePage.objects.get(slug="schulhof-abends-offen")
    thread = Thread.objects.get(translation_key=article.translation_key)
    assert thread.approved == {"de": 2, "nl": 2}
    assert [str(c.page.locale) for c in Comment.objects.pending()] == ["Deutsch"]
    assert Report.objects.get().comment.is_public
    html = client.get(article.url).text
    assert "Ruben Terpstra" in html
    assert "Ulf Petersdorf" not in html
    assert "4 Kommentare</p>" in client.get(article.get_parent().url).text


@pytest.mark.both_databases
def test_the_seats_of_sessions_ahead_belong_to_somebody(demo):
    """Else the first registration at the desk would count them anew and empty a full session."""
    counted = {}
    for number in (6, 7, 9):
        seats = session(number).seats
        counted[number] = before = (seats.taken, seats.held, seats.waiting)
        recount(lock_seats([seats.pk])[seats.pk])
        seats.refresh_from_db()
        assert (seats.taken, seats.held, seats.waiting) == before
    assert counted[6] == (36, 0, 3)


@pytest.mark.both_databases
def test_seats_are_never_overbooked(demo):
    assert all(row.left is None or row.left >= 0 for row in SessionSeats.objects.all())


@pytest.mark.both_databases
def test_a_second_run_changes_nothing(demo):
    def state():
        return (
            list(Page.objects.order_by("pk").values_list("pk", "latest_revision_created_at", "path")),
            SiteImage.objects.count(),
            list(SessionSeats.objects.order_by("pk").values_list("pk", "taken")),
        )

    before = state()
    assert run() == "The demo is loaded already; nothing changed.\n"
    assert state() == before


@pytest.mark.both_databases
def test_no_link_is_dead_and_every_live_page_is_reached(demo, site):
    assert site.dead == []
    pages = Page.objects.filter(depth__gt=1).live()
    assert {page.url for page in pages} - set(site.pages) == set()


def test_readers_get_no_cookie_and_nothing_from_elsewhere(demo, site):
    """domain.md#special-data: no request leaves the house, and the policy would forbid it."""
    assert site.cookies == []
    assert site.foreign == []
    policies = {page.policy for page in site.pages.values()}
    assert all("default-src 'self'" in policy and "unsafe" not in policy for policy in policies)


def test_every_kind_of_page_is_there_in_both_languages(demo, site):
    kinds = {
        code: {page.kind for page in site.pages.values() if page.language == code} for code in ("de", "nl")
    }
    assert kinds["de"] == kinds["nl"]
    assert kinds["de"] >= {
        "template-home-page",
        "template-news-index-page",
        "template-article-page",
        "template-author-index-page",
        "template-author-page",
        "template-event-index-page",
        "template-event-series-page",
        "template-event-page",
        "template-standard-page",
        "template-topic-index-page",
        "template-place-index-page",
        "template-404",
        "template-500",
    }


def test_language_links_are_mutual_and_each_page_is_its_own_canonical(visits):
    """domain.md#languages: a page without translation has none, and a pair names the same three addresses."""
    links = {url: structured.links(html) for url, html in visits.items()}
    assert [url for url, (canonical, _links) in links.items() if canonical != url] == []
    assert len([1 for _canonical, alternates in links.values() if alternates]) > 130
    for url, (_canonical, alternates) in links.items():
        assert not alternates or url in alternates.values()
        for code, other in alternates.items():
            assert links[other][1] == alternates, (url, code)


def test_the_data_of_every_page_keeps_the_published_rules(visits):
    graphs = {url: structured.graph(html) for url, html in visits.items()}
    assert {url: found for url, graph in graphs.items() if (found := structured.problems(graph))} == {}
    kinds = [thing["@type"] for graph in graphs.values() for thing in graph]
    assert {"NewsArticle", "Event", "EventSeries", "ProfilePage", "Organization", "BreadcrumbList"} == set(
        kinds
    )
    series = [thing for graph in graphs.values() for thing in graph if thing["@type"] == "EventSeries"]
    assert max(len(thing.get("subEvent", ())) for thing in series) >= 7
    events = [thing for graph in graphs.values() for thing in graph if thing["@type"] == "Event"]
    assert {thing["eventStatus"].rpartition("/")[2] for thing in events} >= {
        "EventScheduled",
        "EventCancelled",
    }
    assert any(thing.get("offers") for thing in events)


def test_feeds_and_calendars_are_read_by_every_parser(demo, site):
    for found in (site.feeds, site.calendars):
        assert {url.split("/")[1] for url in found} == {"de", "nl"}
    assert feed_problems(site.feeds) == calendar_problems(site.calendars) == []


@pytest.mark.skipif(not libical.interpreter(), reason="no libical (gir1.2-ical-3.0, python3-gi)")
def test_libical_finds_no_restriction_broken(demo, site):
    sessions = {page.url for page in EventPage.objects.live() if page.starts_at}
    assert sessions <= {url.rpartition("/")[0] + "/" for url in site.calendars}
    assert refused_by_libical(site.calendars) == []


@pytest.mark.both_databases
def test_the_sitemap_is_valid_and_has_each_public_page_once(visits, client):
    assert set(visits) - set(addresses(client)) == set()  # `addresses` fails for one that stands there twice


def test_the_nu_checker_finds_no_error(demo, site, nu_checker):
    assert nu_errors({url: page.html for url, page in site.pages.items()}) == []


@pytest.mark.browser
def test_axe_finds_nothing_on_a_phone_in_light_and_dark(demo, site, browser):
    """One page of each kind and language, 390 pixels wide; in dark what colours decide."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="light")
    page = context.new_page()
    page.route("**/*", AnswerFromDjango(demo.connection, failing=site.failing))
    found = {}
    for url in site.samples():
        expected = 404 if NOWHERE in url else 500 if FAILING in url else 200
        assert page.goto(f"http://testserver{url}").status == expected
        found[url] = axe_violations(page)
        page.emulate_media(color_scheme="dark")
        found[url] += axe_violations(page, only=OF_COLOUR)
        page.emulate_media(color_scheme="light")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{url} is {wide} pixels too wide"
    context.close()
    assert {url: errors for url, errors in found.items() if errors} == {}
