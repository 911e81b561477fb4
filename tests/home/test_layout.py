"""The layout of every page: menu, languages, path, footer (domain.md#legal-pages, #foreign-words)."""

from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from home.layout import PageLayout
from home.models import SiteText, StandardPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


def request(path="/"):
    return RequestFactory().get(path, headers={"host": "testserver"})


def show(page, language, **context):
    """The parsed base template around a page."""
    asked = request(page.url if page else "/de/suche/")
    with override(language):
        html = render_to_string("base.html", {"page": page, **context}, request=asked)
    return BeautifulSoup(html, "html.parser")


def test_the_menu_is_the_first_level_of_the_readers_language(network):
    legal = factories.standard_page(network.home["de"], title="Impressum", in_footer=True)
    factories.standard_page(network.home["de"], title="Beratung zu Quartierskonzepten")
    factories.standard_page(network.home["de"], title="Entwurf", show_in_menus=True, live=False)
    secret = factories.standard_page(network.home["de"], title="Vorstand", show_in_menus=True)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    soup = show(network.news["de"], "de")
    entries = [link.get_text() for link in soup.select(".nav a")]
    assert entries[:5] == ["Nachrichten", "Autorinnen und Autoren", "Kalender", "Themen", "Orte"]
    assert not {"Entwurf", "Vorstand"} & set(entries)
    assert [link["href"] for link in soup.select('.nav [aria-current="page"]')] == [network.news["de"].url]
    assert [link.get_text() for link in soup.select(".foot nav")[-1].select("a")] == [legal.title]


def test_short_titles_stand_in_menu_and_path(network):
    about = factories.standard_page(
        network.home["de"],
        title="Über das Netzwerk und alle, die darin arbeiten",
        short_title="Über uns",
        show_in_menus=True,
    )
    below = factories.standard_page(about, title="Satzung")
    layout = PageLayout(request(), below, "de")
    assert [step["title"] for step in layout.crumbs] == ["Start", "Über uns"]
    assert "Über uns" in [entry["title"] for entry in layout.menu]


def test_the_switch_lands_on_the_same_item_and_says_so_in_the_head(network):
    item = factories.article(network.news["de"])
    nl = factories.translate(item, network.nl, title="Het schoolplein blijft open")
    soup = show(item, "de")
    links = {link["hreflang"]: link["href"] for link in soup.select(".lang a")}
    assert links == {"de": item.url, "nl": nl.url}
    assert [small.get_text() for small in soup.select(".lang small")] == []
    heads = {link["hreflang"]: link["href"] for link in soup.select('link[rel="alternate"][hreflang]')}
    assert heads == {
        "de": f"http://testserver{item.url}",
        "nl": f"http://testserver{nl.url}",
        "x-default": f"http://testserver{item.url}",
    }
    assert soup.select_one('link[rel="canonical"]')["href"] == item.full_url


@pytest.mark.parametrize("kind", ["none", "draft", "alias", "private"])
def test_what_is_not_translated_is_not_offered_as_translated(network, kind):
    item = factories.article(network.news["de"])
    if kind == "draft":
        factories.translate(item, network.nl, live=False)
    elif kind == "alias":
        item.copy_for_translation(network.nl, alias=True)
    elif kind == "private":
        nl = factories.translate(item, network.nl)
        PageViewRestriction.objects.create(page=nl, restriction_type=PageViewRestriction.LOGIN)
    soup = show(item, "de")
    assert soup.select('link[rel="alternate"][hreflang]') == []
    small = soup.select_one('.lang a[hreflang="nl"] small')
    assert small is not None
    assert soup.select_one('.lang a[hreflang="nl"]')["href"] == (
        f"/nl/nog-niet-vertaald/{item.translation_key}/"
    )


def test_an_original_in_the_other_language_stands_under_its_own_lang(network):
    item = factories.article(network.news["de"], title="Der Hof")
    soup = show(item, "nl", content_lang="de")
    assert soup.html["lang"] == "nl"
    assert soup.title["lang"] == "de"
    assert soup.select_one("main > div[lang=de]") is not None
    assert soup.select_one("main .note").find_parent(attrs={"lang": "de"}) is None
    assert soup.select_one('meta[name="robots"]')["content"] == "noindex"
    assert soup.select_one('link[rel="canonical"]')["href"] == item.full_url
    assert soup.select('link[rel="alternate"][hreflang]') == []
    assert [step["title"] for step in PageLayout(request(), item, "nl").crumbs] == ["Begin", "Nieuws"]


def test_the_footer_shows_the_networks_words_in_the_readers_language(network):
    network.settings.office_name, network.settings.email = "Geschäftsstelle", "post@example.org"
    network.settings.phone = "0201 5550 1230"
    network.settings.save()
    SiteText.objects.filter(locale=network.nl).update(
        footer_about="Steden delen.", legal_lines="KvK 1\nbtw 2"
    )
    soup = show(network.news["nl"], "nl")
    assert soup.select_one(".brand").get_text(" ", strip=True) == "Kwartier Netwerk voor stad en wijk"
    foot = soup.select_one(".foot")
    assert "Steden delen." in foot.get_text()
    assert [p.get_text() for p in foot.select("nav p")] == ["KvK 1", "btw 2"]
    assert foot.select_one('a[href^="tel:"]')["href"] == "tel:+4920155501230"


def test_the_frame_costs_three_queries_at_most(network, django_assert_num_queries):
    about = factories.standard_page(network.home["de"])
    deep = factories.standard_page(factories.standard_page(about, title="A"), title="B")
    for page in (network.news["de"], deep):
        asked = request(page.url)
        layout = PageLayout(asked, page, "de")
        assert layout.site.root_page
        page.get_url(asked)
        with django_assert_num_queries(2 if page.depth == 3 else 3):
            assert layout.menu
            assert layout.languages
            assert layout.crumbs
            assert layout.footer
            assert layout.legal is not None


def test_later_pages_of_a_list_are_their_own_canonical_address(network):
    soup = show(network.news["de"], "de", page_obj=Paginator(range(30), 10).page(2))
    assert soup.select_one('link[rel="canonical"]')["href"] == f"{network.news['de'].full_url}?page=2"


def test_a_route_names_its_own_addresses(network):
    urls = {"de": "/de/themen/wohnen/", "nl": "/nl/themas/wonen/"}
    soup = show(
        network.topics["de"], "de", language_urls=urls, canonical_url="http://testserver/de/themen/wohnen/"
    )
    assert {link["hreflang"]: link["href"] for link in soup.select(".lang a")} == urls
    assert soup.select_one('link[rel="canonical"]')["href"] == "http://testserver/de/themen/wohnen/"
    only_german = show(network.topics["de"], "de", language_urls={"de": "/de/themen/wohnen/"})
    assert only_german.select('link[rel="alternate"][hreflang]') == []


def test_a_view_without_a_page_switches_by_address(network):
    soup = show(None, "de")
    assert soup.select_one('.lang a[hreflang="de"]')["aria-current"] == "true"
    assert soup.select_one('.lang a[hreflang="nl"]')["href"].startswith("/nl/")
    assert soup.select_one('link[rel="canonical"]') is None


def test_what_is_not_there_answers_in_the_readers_language(network, client):
    response = client.get("/nl/bestaat-niet/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert soup.html["lang"] == "nl"
    assert soup.body["class"] == ["template-404"]
    assert [link.get_text() for link in soup.select(".nav a")][:2] == ["Nieuws", "Auteurs"]


def test_the_last_resort_needs_neither_context_nor_query(django_assert_num_queries):
    for code in ("de", "nl"):
        with override(code), django_assert_num_queries(0):
            html = render_to_string("500.html")
        assert f'<html lang="{code}">' in html
        assert f'href="/{code}/"' in html


def test_the_choice_for_the_footer_counts_in_every_language(network):
    german = factories.publish(factories.standard_page(network.home["de"], title="Impressum", in_footer=True))
    factories.translate(german, network.nl, title="Colofon")
    assert [link["title"] for link in PageLayout(request(), network.news["nl"], "nl").legal] == ["Colofon"]


def test_the_migration_keeps_what_stood_in_the_footer(network):
    plain = factories.standard_page(network.home["de"], title="Impressum", live=False)
    revision = plain.save_revision()
    menu = factories.standard_page(network.home["de"], title="Über uns", show_in_menus=True)
    below = factories.standard_page(menu, title="Satzung")
    del revision.content["in_footer"]  # as it was saved before
    revision.save()
    import_module("home.migrations.0012_in_footer").keep_the_footer(apps, None)
    chosen = StandardPage.objects.filter(in_footer=True)
    assert [page.title for page in chosen] == ["Impressum"]
    StandardPage.objects.get(pk=plain.pk).get_latest_revision().publish()
    assert StandardPage.objects.get(pk=plain.pk).in_footer
    assert not StandardPage.objects.get(pk=below.pk).in_footer
