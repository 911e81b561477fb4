"""What is found, in which order, and what stands beside it; what must not be found by anybody."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.contrib.search_promotions.models import Query
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.models import Synonym, VainSearch
from home.search.find import Found, find
from home.search.fuzzy import within
from home.search.results import hits_of
from home.search.synonyms import MOST_VARIANTS, variants_of
from home.search.zero_results import KEPT, ZONE, forget_old, note
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def network():
    return factories.Network()


def titles(words, locale, **narrowed) -> list[str]:
    return [hit["title"] for hit in hits_of(find(words, locale, **narrowed).keys, words, _request())]


def _request():
    return RequestFactory().get("/")


def offer(page_of, document, **values):
    body = [("documents", {"documents": [{"document": document, "title": "", "language": ""}]})]
    return factories.standard_page(page_of, title="Material", slug=f"m-{document.pk}", body=body, **values)


@pytest.fixture
def sheet(db):
    return get_document_model().objects.create(title="Arbeitsblatt", file=ContentFile(b"x", name="blatt.pdf"))


@pytest.fixture
def offered(network, sheet, django_capture_on_commit_callbacks):
    def offered(language="de", **values):
        with django_capture_on_commit_callbacks(execute=True):
            return offer(network.home[language], sheet, **values)

    return offered


def test_a_document_is_found_in_the_language_of_a_page_that_offers_it(network, sheet, offered):
    assert titles(["Arbeitsblatt"], network.de) == []
    page = offered()
    assert titles(["Arbeitsblatt"], network.de) == ["Arbeitsblatt"]
    assert titles(["Arbeitsblatt"], network.nl) == []
    assert titles(["Arbeitsblatt"], network.de, kind="documents") == ["Arbeitsblatt"]
    assert titles(["Arbeitsblatt"], network.de, kind="pages") == []
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles(["Arbeitsblatt"], network.de) == []


@pytest.mark.parametrize(("where", "found"), [("itself", False), ("parent", False), ("other", True)])
def test_a_document_of_a_closed_collection_is_nobodys(network, sheet, offered, where, found):
    root = Collection.get_first_root_node()
    parent = root.add_child(name="Offen")
    own = parent.add_child(name="Intern")
    other = root.add_child(name="Anderes")
    sheet.collection = own
    sheet.save()
    offered()
    closed = {"itself": own, "parent": parent, "other": other}[where]
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    assert titles(["Arbeitsblatt"], network.de) == (["Arbeitsblatt"] if found else [])


def test_nothing_typed_finds_nothing(network):
    assert find([], network.de) == Found()
    assert Found().total == 0


def test_what_is_looked_for_and_counted(network):
    factories.article(network.news["de"], title="Markt am Tor")
    factories.topic(network.de, name="Markt", slug="markt")
    Synonym.objects.create(locale=network.de, terms="Markt\nPlatz")
    found = find(["Markt"], network.de, kind="news")
    assert (found.total, dict(found.counts)) == (2, {"news": 1, "places": 1})
    assert (len(found.keys), found.words) == (1, ["Markt", "Platz"])
    assert dict(find(["Markt"], network.de, year=date.today().year + 1).counts) == {}


def test_a_record_of_that_very_name_comes_first(network):
    factories.article(network.news["de"], title="Herne")
    factories.place(network.de)
    factories.place(network.de, name="Herne-Süd", slug="herne-sued")
    found = find(["Herne"], network.de)
    assert [key.kind for key in found.keys][0] == "place"
    assert titles(["herne"], network.de)[0] == "Herne"


def test_a_record_that_is_not_public_is_not_found(network):
    place, topic = factories.place(network.de), factories.topic(network.de, name="Herne", slug="herne")
    assert len(find(["Herne"], network.de).keys) == 2
    for record in (place, topic):
        type(record).objects.filter(pk=record.pk).update(live=False)
    assert find(["Herne"], network.de).keys == []
    assert find(["Herne"], network.nl).keys == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ahnh"], True),
        (["ahn"], False),
        (["ahnh", "pla"], False),
        (["ahnh", "platz"], True),
        (["ahnh", "wald"], False),
    ],
)
def test_parts_of_words_have_four_letters_and_must_all_be_there(network, words, found):
    factories.article(network.news["de"], title="Bahnhofsplatz")
    factories.article(network.news["nl"], title="Bahnhofsplatz NL")
    assert [row.title for row in within([words], network.de, 9)] == (["Bahnhofsplatz"] if found else [])


def test_of_parts_of_words_the_title_comes_first_then_the_newest(network):
    for title, lead, day in (
        ("Alt", "Der Bahnhofsplatz.", date(2020, 1, 1)),
        ("Neu", "Der Bahnhofsplatz.", date(2026, 1, 1)),
        ("Bahnhofsplatz", "Ein Text.", date(2019, 1, 1)),
    ):
        factories.article(network.news["de"], title=title, lead=lead, date=day, slug=title.lower())
    found = [row.title for row in within([["hofsplatz"]], network.de, 9)]
    assert found == ["Bahnhofsplatz", "Neu", "Alt"]
    assert len(within([["hofsplatz"]], network.de, 2)) == 2
    assert [row.title for row in within([["abcdefg"], ["hofsplatz"]], network.de, 9)][0] == "Neu"


def test_a_synonym_is_a_whole_word_and_not_all_are_tried(network):
    Synonym.objects.create(locale=network.de, terms="Kiez\nQuartier\nViertel\nStadtteil\nGegend\n \n")
    assert variants_of(["Kiezblock"], network.de) == [["Kiezblock"]]
    found = variants_of(["Kiez"], network.de)
    assert len(found) == MOST_VARIANTS + 1
    assert ["Kiez"] in found
    assert ["kiez"] not in found
    assert variants_of(["kiez"] + ["a"] * 11, network.de)[1] == ["Quartier"] + ["a"] * 11
    Synonym.objects.create(locale=network.de, terms="Hof\nlanger grüner Platz")
    assert len(variants_of(["a"] * 11 + ["Hof"], network.de)[1]) == 12


def test_the_line_above_a_hit(network):
    place = factories.place(network.de)
    factories.article(network.news["de"], title="Markt Bericht", date=date(2026, 5, 1), dateline=place)
    factories.session(network.events["de"], title="Markt Termin", start_date=date(2027, 3, 17), place=place)
    factories.session(network.events["de"], title="Markt offen")
    factories.standard_page(network.home["de"], title="Markt Seite")
    factories.topic(network.de, name="Markt", slug="markt")
    found = find(["Markt"], network.de)
    with translation.override("de"):
        metas = {
            hit["title"]: hit["meta"].replace("\xa0", " ")
            for hit in hits_of(found.keys, ["Markt"], _request())
        }
    assert metas == {
        "Markt Bericht": "Nachricht · Herne · 1. Mai 2026",
        "Markt Termin": "Termin · Herne · 17. März 2027",
        "Markt offen": "Termin",
        "Markt Seite": "Seite",
        "Markt": "Thema",
    }


@pytest.mark.parametrize(
    ("query", "counted", "noted"),
    [
        ({"q": "Flughafen"}, 1, 1),
        ({"q": "Flughafen", "kind": "news"}, 0, 0),
        ({"q": "Markt"}, 1, 0),
        ({"q": "Markt", "page": "2"}, 0, 0),
        ({"q": "Markt", "page": "99"}, 0, 0),
        ({"q": "Flughafen", "topic": "oeffentlicher-raum"}, 0, 0),
        ({"q": "Flughafen", "year": "2026"}, 0, 0),
    ],
)
def test_a_search_is_counted_once_and_unnarrowed(client, network, query, counted, noted):
    factories.topic(network.de)
    for number in range(11):
        factories.article(network.news["de"], title=f"Markt {number}", date=date(2026, 1, 1))
    with translation.override("de"):
        client.get(reverse("search"), query)
    assert (Query.objects.count(), VainSearch.objects.count()) == (counted, noted)


def test_tabs_count_each_kind_and_keep_what_narrows(client, network):
    factories.article(network.news["de"], title="Markt am Tor", date=date(2026, 1, 1))
    factories.topic(network.de, name="Markt", slug="markt")
    with translation.override("de"):
        tabs = client.get(reverse("search"), {"q": "Markt", "kind": "news", "page": "3"}).context["tabs"]
    assert [(str(tab["text"]), tab["url"], tab["current"]) for tab in tabs] == [
        ("Alle (2)", "?q=Markt", False),
        ("Nachrichten (1)", "?q=Markt&kind=news", True),
        ("Themen und Orte (1)", "?q=Markt&kind=places", False),
    ]


def test_what_was_searched_is_kept_a_year(network):
    note("Flughafen", ["Flughafen"], network.de)
    note("Nichts", [], network.de)
    assert VainSearch.objects.count() == 1
    assert forget_old() == 0
    last = timezone.localdate(timezone=ZONE) - KEPT
    VainSearch.objects.update(month=last)
    assert forget_old() == 0
    VainSearch.objects.update(month=last - timedelta(days=1))
    assert forget_old() == 1
