"""Texts as pasted out of a Mac's file names, PDFs and word processors, found as they are typed."""

import unicodedata

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from home.models import SearchEntry, Synonym
from home.search.text import texts_of
from news.models import ArticlePage
from tests import factories

from .test_search_page import hits

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TITLE = "Grünzüge für Mülheim"
DECOMPOSED = unicodedata.normalize("NFD", TITLE)
HYPHENS = "Der Bahn\u00adhofs\u00advor\u00adplatz und die Quar\u200btiers\u2060garage"


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture
def pasted(network):
    lead = unicodedata.normalize("NFD", "Die Fußgängerüberführung ist schön.")
    factories.article(network.news["de"], title=DECOMPOSED, slug="gruen", lead=lead)
    factories.article(network.news["de"], title="Ein Platz", slug="platz", lead=f"{HYPHENS} warten.")
    factories.article(
        network.news["nl"],
        title=unicodedata.normalize("NFD", "Ideeën voor de Zuidas"),
        slug="idee",
        lead="Het stads\u00adhart.",
    )


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("de", "Grünzüge", DECOMPOSED),
        ("de", "Gruenzuege", DECOMPOSED),
        ("de", unicodedata.normalize("NFD", "Grünzüge"), DECOMPOSED),
        ("de", "Grünzüge Mülheim", DECOMPOSED),
        ("de", "Fußgängerüberführung", DECOMPOSED),
        ("de", "Fussgaengerueberfuehrung", DECOMPOSED),
        ("de", "überführung", DECOMPOSED),
        ("de", "Bahnhofsvorplatz", "Ein Platz"),
        ("de", "Bahn\u00adhofsvorplatz", "Ein Platz"),
        ("de", "Quartiersgarage", "Ein Platz"),
        ("de", "garage", "Ein Platz"),
        ("nl", "ideeën", unicodedata.normalize("NFD", "Ideeën voor de Zuidas")),
        ("nl", "stadshart", unicodedata.normalize("NFD", "Ideeën voor de Zuidas")),
    ],
)
def test_a_pasted_text_is_found_as_it_is_typed(client, pasted, language, query, title):
    assert hits(client, query, language) == [title]


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("Fussgaengerueberfuehrung", "Die <mark>Fußgängerüberführung</mark> ist schön."),
        ("Bahnhofsvorplatz", "<mark>Bahn\u00adhofs\u00advor\u00adplatz</mark> und"),
        ("garage", "<mark>Quar\u200btiers\u2060garage</mark> warten."),
    ],
)
def test_what_was_found_is_marked_in_its_sentence(client, pasted, query, marked):
    with translation.override("de"):
        assert marked in client.get(reverse("search"), {"q": query}).content.decode()


def test_what_was_indexed_before_is_found_once_the_index_is_made_again(client, pasted, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr("home.search.indexing.clean", lambda text: text)
        older.setattr("home.search.normalise.clean", lambda text: text)
        call_command("update_search", verbosity=0)
    call_command("update_search", verbosity=0)
    assert hits(client, "Gruenzuege") == [DECOMPOSED]
    assert hits(client, "Bahnhofsvorplatz") == ["Ein Platz"]


def test_editors_find_it_in_the_admin_as_well(pasted, admin_client):
    answer = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": "Grünzüge"})
    assert [page.title for page in answer.context["object_list"]] == [DECOMPOSED]


def test_recommended_hits_and_synonyms_may_be_pasted(client, network, pasted):
    page = ArticlePage.objects.get(slug="gruen")
    query = Query.get(unicodedata.normalize("NFD", "Bahn\u00adhöfe"))
    SearchPromotion.objects.create(query=query, page=page, sort_order=0)
    Synonym.objects.create(locale=network.de, terms=unicodedata.normalize("NFD", "Aue\nGrün\u00adzüge"))
    with translation.override("de"):
        for typed in ("Bahnhöfe", "bahnhoefe"):
            answer = client.get(reverse("search"), {"q": typed})
            assert [pick["title"] for pick in answer.context["picks"]] == [DECOMPOSED], typed
    assert hits(client, "Aue") == [DECOMPOSED]


def test_signs_of_tags_in_a_plain_text_hide_none_of_its_words(client, network):
    """A lead is plain text: what a sanitizer takes for a tag is found."""
    page = factories.article(
        network.news["de"],
        title="Enge Gassen",
        slug="gassen",
        lead="Gassen <b schmaler> als Fahrradanhänger <klein, also nie.",
    )
    assert "Gassen <b schmaler> als Fahrradanhänger <klein, also nie." in texts_of(page)
    assert "fahrradanhaenger" in SearchEntry.objects.get(object_id=page.pk, kind="page").words.split()
    assert hits(client, "anhaenger") == ["Enge Gassen"]


def test_a_year_hides_topics_places_and_documents(client, network):
    """They have no date, and a reader who chose a year looks for what has one."""
    factories.topic(network.de, name="Wohnen", slug="wohnen")
    factories.article(network.news["de"], title="Wohnen am Fluss", date="2025-05-01")
    assert set(hits(client, "Wohnen")) == {"Wohnen", "Wohnen am Fluss"}
    assert hits(client, "Wohnen", year="2025") == ["Wohnen am Fluss"]


def test_short_words_are_not_sought_within_longer_ones(client, network):
    """Rat is in Beratung, and in too much else; four letters are enough."""
    factories.article(network.news["de"], title="Beratungsstelle am Tor")
    factories.article(network.news["de"], title="Der Rat tagt")
    assert hits(client, "rat") == ["Der Rat tagt"]
    assert hits(client, "stelle") == ["Beratungsstelle am Tor"]
    assert hits(client, "rat stelle") == []


def test_within_compounds_the_title_comes_before_the_rest(client, network):
    factories.article(network.news["de"], title="Stadtteilzentrum im Norden", date="2024-01-01")
    for number in range(3):
        factories.article(
            network.news["de"],
            title=f"Ein Fest {number}",
            date=f"2026-0{number + 1}-01",
            lead="Im Familienzentrum.",
        )
    assert hits(client, "zentrum")[0] == "Stadtteilzentrum im Norden"
    assert len(hits(client, "zentrum")) == 4
