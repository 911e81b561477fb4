"""The news list: what belongs in it, its filters, its pages, and what a reader may type into them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction, Site

from authors.models import PageAuthor
from home.models import HomePage, PagePlace, PageTopic
from news.models import ArticlePage, NewsIndexPage
from tests import factories
from tests.rows import built_once

from .conftest import translated

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [story.title for story in response.context_data["stories"]]


def get(client, index, **query):
    response = client.get(index.url, query)
    assert response.status_code == 200
    return response


@pytest.fixture
def listed(network):
    """A topic in both languages, and one article per way of being found: by topic, by place, by dateline, by
    quarter, by author."""
    return built_once("listed articles", lambda: _listed(network))


@pytest.fixture
def german_topic(listed):
    return listed[0]


@pytest.fixture
def dutch_topic(listed):
    return listed[1]


@pytest.fixture
def articles(listed):
    return listed[2]


def _listed(network):
    german = factories.topic(network.de)
    dutch = translated(german, network.nl, name="Openbare ruimte", slug="openbare-ruimte")
    herne = factories.place(network.de)
    quarter = factories.place(network.de, name="Sodingen", slug="sodingen", kind="quarter", part_of=herne)
    person = factories.author(network.authors["de"], title="Dr. Henrike Altmanns")
    news = network.news["de"]
    found = {
        "topic": factories.article(news, title="Thema", date=date(2026, 5, 1)),
        "place": factories.article(news, title="Ort", date=date(2026, 4, 1)),
        "dateline": factories.article(news, title="Spitzmarke", date=date(2025, 3, 1), dateline=herne),
        "quarter": factories.article(news, title="Viertel", date=date(2025, 2, 1)),
        "author": factories.article(news, title="Person", date=date(2024, 1, 1)),
    }
    found["topic"].page_topics.add(PageTopic(topic=german))
    found["place"].page_places.add(PagePlace(place=herne))
    found["quarter"].page_places.add(PagePlace(place=quarter))
    found["author"].page_authors.add(PageAuthor(author=person))
    for article in found.values():
        factories.publish(article)
    return german, dutch, found


def test_newest_first_without_drafts_private_pages_aliases_and_other_sites(client, network, articles):
    news = network.news["de"]
    factories.article(news, title="Entwurf", live=False)
    private = factories.article(news, title="Intern")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    dutch = factories.article(network.news["nl"], title="Alleen Nederlands")
    dutch.copy_for_translation(network.de, alias=True)
    other_home = factories.Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Anderes Netzwerk", slug="anderes", locale=network.de)
    )
    Site.objects.create(hostname="other.example.org", root_page=other_home)
    other_index = other_home.add_child(instance=NewsIndexPage(title="Nachrichten", locale=network.de))
    factories.article(other_index, title="Anderswo")
    response = get(client, news)
    assert titles(response) == ["Thema", "Ort", "Spitzmarke", "Viertel", "Person"]
    assert "template-news-index-page" in response.text
    assert "5 Beiträge" in response.text
    assert 'role="status"' in response.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"topic": "oeffentlicher-raum"}, ["Thema"]),
        ({"place": "herne"}, ["Ort", "Spitzmarke", "Viertel"]),
        ({"place": "sodingen"}, ["Viertel"]),
        ({"author": "dr-henrike-altmanns"}, ["Person"]),
        ({"year": "2025"}, ["Spitzmarke", "Viertel"]),
        ({"year": ["2024", "2026"]}, ["Thema", "Ort", "Person"]),
        ({"q": "spitz"}, ["Spitzmarke"]),
        ({"q": "schulen höfe"}, ["Thema", "Ort", "Spitzmarke", "Viertel", "Person"]),
        ({"place": "herne", "year": "2025"}, ["Spitzmarke", "Viertel"]),
        ({"topic": "oeffentlicher-raum", "year": "2024"}, []),
    ],
)
def test_filters(client, network, articles, query, expected):
    """domain.md#places: the dateline is a place; a quarter belongs to its city."""
    assert titles(get(client, network.news["de"], **query)) == expected


def test_each_choice_is_a_chip_that_takes_itself_away(client, network, articles):
    url = network.news["de"].url
    response = get(client, network.news["de"], place="herne", year=["2025", "2026"], q="schulen")
    chips = [(chip["text"], chip["url"]) for chip in response.context_data["chips"]]
    assert chips == [
        ("„schulen“", f"{url}?place=herne&year=2026&year=2025"),
        ("Herne", f"{url}?q=schulen&year=2026&year=2025"),
        ("2026", f"{url}?q=schulen&place=herne&year=2025"),
        ("2025", f"{url}?q=schulen&place=herne&year=2026"),
    ]
    assert '<meta name="robots" content="noindex, follow">' in response.text


def test_the_language_switch_keeps_what_is_chosen(client, network, articles, dutch_topic):
    """Search engines are told of the whole list, as before."""
    dutch = network.news["nl"].url
    for query, kept in (
        ({"topic": "oeffentlicher-raum", "page": "2"}, "?topic=openbare-ruimte"),
        ({"place": "herne"}, ""),  # of which there is no Dutch record
        ({"q": "schulen & höfe", "year": "2025"}, "?q=schulen+%26+h%C3%B6fe&year=2025"),
        ({"topic": "gibt-es-nicht", "q": "\x00"}, ""),
    ):
        soup = BeautifulSoup(get(client, network.news["de"], **query).content, "html.parser")
        assert soup.select_one(".lang a[lang=nl]")["href"] == dutch + kept, query
        assert soup.select_one("link[hreflang=nl]")["href"] == f"http://testserver{dutch}"


def test_choices_carry_their_numbers(client, network, articles):
    form = get(client, network.news["de"]).context_data["form"]
    assert form.fields["topic"].choices == [
        ("", "Alle Themen"),
        ("oeffentlicher-raum", "Öffentlicher Raum (1)"),
    ]
    assert form.fields["place"].choices[1:] == [("herne", "Herne (3)"), ("sodingen", "Sodingen (1)")]
    assert form.fields["author"].choices[1:] == [("dr-henrike-altmanns", "Dr. Henrike Altmanns (1)")]
    assert form.fields["year"].choices == [("2026", "2026 (2)"), ("2025", "2025 (2)"), ("2024", "2024 (1)")]


@pytest.mark.parametrize(
    "query",
    [
        {"topic": "gibt-es-nicht"},
        {"topic": "x" * 10_000},
        {"place": "\0"},
        {"author": "' OR 1=1 --"},
        {"year": "abc"},
        {"year": ["2026", "\0"]},
        {"q": "\0"},
        {"q": "ä" * 10_000},
        {"page": "abc"},
        {"page": "\0"},
        {"page": "9" * 10_000},
        {"page": "-1"},
        {"page": "0"},
        {"unknown": "x"},
    ],
)
def test_whatever_is_typed_gives_a_page(client, network, articles, query):
    response = get(client, network.news["de"], **query)
    assert titles(response)
    assert len(response.content) < 60_000


def test_an_unknown_choice_is_an_error_at_its_field_and_keeps_the_others(client, network, articles):
    response = get(client, network.news["de"], topic="gibt-es-nicht", place="herne")
    assert titles(response) == ["Ort", "Spitzmarke", "Viertel"]
    assert list(response.context_data["form"].errors) == ["topic"]
    assert "Diese Auswahl gibt es nicht (mehr)." in response.text


def test_pages_never_raise_and_keep_the_filter(client, network):
    for n in range(14):
        factories.article(network.news["de"], title=f"Nummer {n:02}", date=date(2026, 1, 1 + n))
    first, last = get(client, network.news["de"], year="2026"), get(client, network.news["de"], page="99")
    assert titles(first)[0] == "Nummer 13"
    assert len(titles(first)) == 12
    assert "14 Beiträge, Seite 1 von 2" in first.text
    assert "?year=2026&amp;page=2" in first.text
    assert titles(last) == ["Nummer 01", "Nummer 00"]
    assert "<title>Nachrichten, Seite 2 von 2 – Kwartier</title>" in last.text


def test_articles_in_one_language_only_appear_as_the_network_wants(client, network, articles, dutch_topic):
    """domain.md#languages: never as a fake translation, and under their own language."""
    dutch = factories.translate(articles["topic"], network.nl, title="Thema in het Nederlands")
    factories.translate(articles["place"], network.nl, title="Klad", live=False)
    index = network.news["nl"]
    assert titles(get(client, index)) == ["Thema in het Nederlands"]
    network.settings.show_untranslated_articles = True
    network.settings.save()
    response = get(client, index)
    stories = response.context_data["stories"]
    assert [(story.title, story.lang) for story in stories] == [
        ("Thema in het Nederlands", ""),
        ("Ort", "de"),
        ("Spitzmarke", "de"),
        ("Viertel", "de"),
        ("Person", "de"),
    ]
    assert stories[0].url == dutch.url
    assert stories[1].url.startswith("/nl/")
    assert 'lang="de"' in response.text
    assert titles(get(client, index, topic="openbare-ruimte")) == ["Thema in het Nederlands"]


def test_the_latest_for_the_start_page(network, articles, german_topic):
    index = NewsIndexPage.objects.get(pk=network.news["de"].pk)
    assert [story.title for story in index.get_latest(2)] == ["Thema", "Ort"]
    key = articles["topic"].translation_key
    assert [story.title for story in index.get_latest(2, without=[key])] == ["Ort", "Spitzmarke"]
    assert [story.title for story in index.get_latest(9, topic=german_topic)] == ["Thema"]
    herne = articles["dateline"].dateline
    assert [story.title for story in index.get_latest(9, place=herne)] == ["Ort", "Spitzmarke", "Viertel"]


def test_an_articles_card(network, german_topic):
    article = factories.article(
        network.news["de"],
        title="Heeren-Werve – Dialog wird fortgesetzt",
        dateline=factories.place(network.de, name="Kamen", slug="kamen"),
    )
    article.page_topics.add(PageTopic(topic=german_topic))
    for name in ("Dr. Henrike Altmanns", "Merve Taşkın-Brandt"):
        article.page_authors.add(PageAuthor(author=factories.author(network.authors["de"], title=name)))
    factories.publish(article)
    card = ArticlePage.objects.get(pk=article.pk).get_card(language="de")
    assert (card.title, card.dateline, card.lang) == ("Heeren-Werve – Dialog wird fortgesetzt", "Kamen", "")
    assert (card.date, card.iso) == ("16.\xa0November 2026", "2026-11-16")
    assert card.byline == "Dr. Henrike Altmanns und Merve Taşkın-Brandt"
    assert (card.topic.name, card.topic.zone) == ("Öffentlicher Raum", "rose")
    assert card.topic.url == "/de/themen/oeffentlicher-raum/"
    in_dutch = ArticlePage.objects.get(pk=article.pk).get_card(language="nl")
    assert (in_dutch.lang, in_dutch.url[:4]) == ("de", "/nl/")


def test_words_of_the_selections(network, articles, german_topic, dutch_topic):
    everything = ArticlePage.objects.live_articles().newest_first()
    assert list(everything.by_topic(dutch_topic)) == [articles["topic"]]
    assert list(everything.in_language(network.nl)) == []
    assert everything.in_language(network.nl, untranslated=True).count() == 5
    herne_in_dutch = translated(articles["dateline"].dateline, network.nl, slug="herne")
    assert list(everything.by_place(herne_in_dutch)) == [
        articles["place"],
        articles["dateline"],
        articles["quarter"],
    ]
