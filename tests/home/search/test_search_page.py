"""The search page in both languages, on the database's own index."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from home.models import PagePlace, PageTopic, SearchEntry, Synonym, VainSearch
from home.search.compound_index import fill_if_empty, rebuild
from home.search.synonyms import variants_of
from home.search.zero_results import forget_old
from news.models import ArticlePage
from tests import factories
from tests.home.search.test_words import HOSTILE
from tests.rows import built_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="stemming is PostgreSQL's")


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture
def articles(network):
    built_once("articles to find", lambda: _articles(network))


def _articles(network):
    german = {
        "haeuser": "Häuser an der langen Straße",
        "quartier": "Quartiersentwicklung im Norden",
        "wel": "Projekte für Bürger",
    }
    dutch = {"wijk": "Wijkontwikkeling met bewoners", "wel2": "Het kan wél anders"}
    for slug, title in german.items():
        factories.article(network.news["de"], title=title, slug=slug)
    for slug, title in dutch.items():
        factories.article(network.news["nl"], title=title, slug=slug)
    factories.article(network.news["de"], title="Häuser im Entwurf", slug="entwurf", live=False)


def hits(client, query, language="de", **more):
    with translation.override(language):
        answer = client.get(reverse("search"), {"q": query} | more)
    assert answer.status_code == 200
    return [hit["title"] for hit in answer.context["hits"]]


def test_the_language_switch_asks_for_the_same_words(client, network, articles):
    with translation.override("de"):
        answer = client.get(reverse("search"), {"q": "Häuser & <b>", "kind": "news", "page": "9"})
    query = "?q=H%C3%A4user+%26+%3Cb%3E&amp;kind=news"
    assert f'href="/nl/zoeken/{query}" lang="nl"' in answer.text
    assert 'hreflang="nl" href="http://testserver/nl/zoeken/"' in answer.text


def row(language, query, title, marks=()):
    return pytest.param(language, query, title, id=f"{language}-{query}", marks=marks)


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        row("de", "Häuser", "Häuser an der langen Straße"),
        row("de", "Hauser", "Häuser an der langen Straße"),
        row("de", "Haeuser", "Häuser an der langen Straße"),
        row("de", "Strasse", "Häuser an der langen Straße"),
        row("de", "Entwicklung", "Quartiersentwicklung im Norden"),
        row("de", "Quartier", "Quartiersentwicklung im Norden"),
        row("nl", "wijk", "Wijkontwikkeling met bewoners"),
        row("nl", "ontwikkeling", "Wijkontwikkeling met bewoners"),
        row("nl", "wel", "Het kan wél anders"),
        row("de", "Haus", "Häuser an der langen Straße", postgres),
        row("de", "Projekt", "Projekte für Bürger"),
        row("nl", "bewoner", "Wijkontwikkeling met bewoners", postgres),
    ],
)
def test_words_are_found(client, articles, language, query, title):
    assert hits(client, query, language) == [title]


@pytest.mark.parametrize(
    ("language", "query"),
    [("nl", "Häuser"), ("de", "wijk"), ("de", "Flughafen"), ("de", "Entwurf"), ("de", "Häuser Entwurf")],
)
def test_other_languages_drafts_and_nothing_are_not_found(client, articles, language, query):
    assert hits(client, query, language) == []


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_no_input_breaks_the_page(client, articles, query, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        answer = client.get(
            reverse("search"), {"q": query.encode("utf-8", "ignore"), "page": "x", "kind": "\x00"}
        )
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_searches_are_counted_without_anything_personal(client, articles):
    hits(client, "Flughafen")
    hits(client, "flughafen")
    assert [(query.query_string, query.hits) for query in Query.objects.all()] == [("flughafen", 2)]


def test_queries_do_not_grow_with_the_hits(client, network):
    counts = []
    for number in range(1, 4):
        factories.article(network.news["de"], title=f"Markt {number}", slug=f"markt-{number}")
        hits(client, "Markt")
        with CaptureQueriesContext(connection) as counted:
            hits(client, "Markt")
        counts.append(len(counted))
    assert counts[0] == counts[2]


def test_a_search_in_vain_is_noted_by_month_and_language_only(client, articles, admin_client):
    for typed in ("Flughafen", "FLUGHAFEN", "ilka@example.org", "0341 1234567"):
        hits(client, typed)
    hits(client, "Flughafen", place="nirgendwo", kind="news")
    hits(client, "luchthaven", "nl")
    hits(client, "Häuser")
    rows = VainSearch.objects.order_by("query").values_list("query", "times", "locale__language_code")
    assert list(rows) == [("flughafen", 2, "de"), ("luchthaven", 1, "nl")]
    assert {row.month.day for row in VainSearch.objects.all()} == {1}
    report = admin_client.get(reverse("vain_searches"))
    assert [row["query"] for row in report.context["object_list"]] == ["flughafen", "luchthaven"]
    VainSearch.objects.update(month=date(2020, 1, 1))
    assert forget_old() == 2


def test_what_may_be_personal_is_not_noted_and_a_month_has_its_limit(client, articles, monkeypatch):
    """Five digits may be a telephone number, four are a year; a flood of made-up words ends."""
    for typed in ("2018", "Haus 1234", "12345", "Haus 52062", "a@b", "ilka @ example.org"):
        hits(client, typed)
    assert set(VainSearch.objects.values_list("query", flat=True)) == {"2018", "haus 1234"}
    monkeypatch.setattr("home.search.zero_results.MOST_A_MONTH", 3)
    for typed in ("eins", "zwei", "drei", "2018"):
        hits(client, typed)
    rows = dict(VainSearch.objects.values_list("query", "times"))
    assert rows == {"2018": 2, "haus 1234": 1, "eins": 1}


def test_a_search_is_narrowed_by_kind_topic_place_and_year(client, network):
    topic, place = factories.topic(network.de), factories.place(network.de)
    both = factories.article(network.news["de"], title="Markt am Tor", date=date(2025, 5, 1))
    both.page_topics.add(PageTopic(topic=topic))
    both.page_places.add(PagePlace(place=place))
    both.save()
    factories.article(network.news["de"], title="Markt am Fluss", date=date(2026, 5, 1))
    factories.standard_page(network.home["de"], title="Markt allgemein")
    everything = {"Markt am Tor", "Markt am Fluss", "Markt allgemein"}
    assert set(hits(client, "Markt")) == everything
    assert set(hits(client, "Markt", kind="news")) == {"Markt am Tor", "Markt am Fluss"}
    for narrowed in ({"topic": topic.slug}, {"place": place.slug}, {"year": "2025"}):
        assert hits(client, "Markt", **narrowed) == ["Markt am Tor"]
    for unknown in ({"topic": "x"}, {"year": "1066"}, {"kind": "x"}, {"year": "٢٠٢٥"}):
        assert set(hits(client, "Markt", **unknown)) == everything


def test_narrowed_searches_leave_out_other_topics_other_places_and_records(client, network):
    topic, other = factories.topic(network.de, name="Markt", slug="markt"), factories.topic(network.de)
    place, town = factories.place(network.de, name="Markt", slug="marktdorf"), factories.place(network.de)
    for title, about, where in (("Markt am Tor", topic, place), ("Markt am Fluss", other, town)):
        article = factories.article(network.news["de"], title=title, date=date(2025, 5, 1))
        article.page_topics.add(PageTopic(topic=about))
        article.page_places.add(PagePlace(place=where))
        article.save()
    assert sorted(hits(client, "Markt")) == ["Markt", "Markt", "Markt am Fluss", "Markt am Tor"]
    assert hits(client, "Markt", topic="markt") == ["Markt am Tor"]
    assert hits(client, "Markt", place="marktdorf") == ["Markt am Tor"]
    assert sorted(hits(client, "Markt", year="2025")) == ["Markt am Fluss", "Markt am Tor"]


def test_searches_in_vain_are_counted_anew_each_month(client, articles):
    hits(client, "Flughafen")
    VainSearch.objects.update(month=date(2020, 1, 1))
    hits(client, "Flughafen")
    assert sorted(VainSearch.objects.values_list("month__year", "times"))[0] == (2020, 1)
    assert VainSearch.objects.filter(query="flughafen").count() == 2


def test_a_long_sentence_is_cut_around_the_word(client, network):
    lead = f"{'Anfang ' * 60}am Bahnhof {'Ende ' * 60}"
    factories.article(network.news["de"], title="Gleis", lead=lead.strip())
    with translation.override("de"):
        (hit,) = client.get(reverse("search"), {"q": "Bahnhof"}).context["hits"]
    assert hit["text"].startswith("… Anfang")
    assert "am <mark>Bahnhof</mark> Ende" in hit["text"]
    assert hit["text"].endswith("Ende …")
    assert len(hit["text"]) < 260


def test_parts_of_words_are_found_from_four_letters_on_and_titles_come_first(client, network):
    factories.article(network.news["de"], title="Alte Wege", lead="Ein Hochhaus.", date=date(2026, 9, 1))
    factories.article(network.news["de"], title="Das Hochhaus", date=date(2026, 1, 1))
    factories.article(network.news["de"], title="Beratung")
    assert hits(client, "haus") == ["Das Hochhaus", "Alte Wege"]
    assert hits(client, "eratu") == ["Beratung"]
    assert hits(client, "rat") == []


def test_topics_of_the_hits_are_offered_once(client, network):
    topic = factories.topic(network.de)
    factories.topic(network.de, name="Klima", slug="klima")
    for title in ("Markt eins", "Markt zwei"):
        article = factories.article(network.news["de"], title=title)
        article.page_topics.add(PageTopic(topic=topic))
        article.save()
    with translation.override("de"):
        answer = client.get(reverse("search"), {"q": "Markt"})
        assert list(answer.context["topics"]) == [topic]
        assert list(client.get(reverse("search"), {"q": "Flughafen"}).context["topics"]) == []


def test_nothing_typed_is_not_counted(client, articles):
    assert hits(client, "") == hits(client, " ") == hits(client, "–") == []
    assert not Query.objects.exists()
    assert not VainSearch.objects.exists()


def test_filters_offer_what_the_language_has(client, network):
    factories.topic(network.de)
    topic = factories.topic(network.nl, name="Openbare ruimte", slug="openbare-ruimte")
    article = factories.article(network.news["de"], title="Markt am Tor")
    article.page_topics.add(PageTopic(topic=topic))
    article.save()
    with translation.override("de"):
        form = client.get(reverse("search"), {"q": "Markt"}).context["form"]
    assert "openbare-ruimte" not in str(form["topic"])
    assert sorted(hits(client, "Markt", topic="openbare-ruimte")) == ["Markt am Tor"]  # unknown here
    assert form.chosen()["topic"] is None


def test_a_recommendation_has_the_words_that_editors_gave_it(client, articles):
    link = {"external_link_url": "https://example.org/", "external_link_text": "Der Flughafen"}
    SearchPromotion.objects.create(query=Query.get("flughafen"), description="Draußen", **link)
    with translation.override("de"):
        (pick,) = client.get(reverse("search"), {"q": "Flughafen"}).context["picks"]
    assert pick == {"title": "Der Flughafen", "url": "https://example.org/", "text": "Draußen"}


def test_synonyms_of_other_words_change_nothing(network):
    Synonym.objects.create(locale=network.de, terms="Kiez\nQuartier")
    Synonym.objects.create(locale=network.nl, terms="Markt\nPlein")
    assert variants_of(["Markt"], network.de) == [["Markt"]]
    assert variants_of(["Alter", "Kiez"], network.de) == [["Alter", "Kiez"], ["alter", "Quartier"]]


def test_filters_know_what_lists_know(client, network):
    """A session has the topics of its series; what takes place or was written in a quarter is in its city."""
    city, topic = factories.place(network.de), factories.topic(network.de)
    quarter = factories.place(network.de, name="Süd", slug="sued", part_of=city, kind="quarter")
    series = factories.series(network.events["de"], title="Markttage")
    series.page_topics.add(PageTopic(topic=topic))
    factories.publish(series)
    factories.session(series, title="Markt am Abend", place=quarter)
    factories.article(network.news["de"], title="Markt im Regen", dateline=city)
    factories.article(network.news["de"], title="Markt anderswo")
    assert set(hits(client, "Markt", place=city.slug)) == {"Markt am Abend", "Markt im Regen"}
    assert hits(client, "Markt", place=quarter.slug) == ["Markt am Abend"]
    assert set(hits(client, "Markt", topic=topic.slug)) == {"Markttage", "Markt am Abend"}


def test_what_editors_recommend_comes_first(client, articles):
    page = ArticlePage.objects.get(slug="wel")
    query = Query.get("häuser")
    SearchPromotion.objects.create(query=query, page=page, sort_order=0, description="Zuerst lesen.")
    for typed in ("Häuser", "haeuser"):
        with translation.override("de"):
            answer = client.get(reverse("search"), {"q": typed})
        assert [pick["title"] for pick in answer.context["picks"]] == [page.title], typed
    assert "Zuerst lesen." in answer.text
    with translation.override("nl"):
        assert client.get(reverse("search"), {"q": "häuser"}).context["picks"] == []
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    with translation.override("de"):
        assert client.get(reverse("search"), {"q": "häuser"}).context["picks"] == []


def test_what_only_editors_have_an_answer_to_was_not_searched_in_vain(client, articles):
    link = {"external_link_url": "https://example.org/", "external_link_text": "Der Flughafen"}
    SearchPromotion.objects.create(query=Query.get("flughafen"), **link)
    assert hits(client, "Flughafen") == []
    assert not VainSearch.objects.filter(locale__language_code="de").exists()


@postgres
def test_a_misspelled_word_is_put_right(client, articles):
    with translation.override("de"):
        answer = client.get(reverse("search"), {"q": "Quartiersentwiklung"})
    assert answer.context["meant"] == "Quartiersentwicklung"
    assert "?q=Quartiersentwicklung" in answer.text


@postgres
def test_what_is_suggested_is_spelled_as_on_the_page_and_found(client, network):
    factories.article(network.news["de"], title="Der Steg", lead="Hier hält die Straßenbahn.")
    with translation.override("de"):
        for typed, meant in (("Strasenbahn", "Straßenbahn"), ("Straßenban Flughafn", "")):
            answer = client.get(reverse("search"), {"q": typed})
            assert (answer.context["total"], answer.context["meant"]) == (0, meant), typed


@postgres
def test_other_forms_of_a_word_are_marked(client, network):
    text = "Der Vorspann. Wir beraten in alten Häusern. Ende."
    factories.article(network.news["de"], title="Rat und Tat", lead=text)
    for typed in ("Beratung", "Haus"):
        with translation.override("de"):
            (hit,) = client.get(reverse("search"), {"q": typed}).context["hits"]
        word = {"Beratung": "beraten", "Haus": "Häusern"}[typed]
        assert f"<mark>{word}</mark>" in hit["text"], typed


def test_a_series_is_told_from_its_sessions(client, network):
    series = factories.series(network.events["de"])
    factories.session(series, title="Zehn Fragen", start_date=date(2027, 3, 17))
    with translation.override("de"):
        found = client.get(reverse("search"), {"q": "Fragen"}).context["hits"]
    assert {hit["meta"] for hit in found} == {"Reihe", "Termin · 17.\xa0März 2027"}


def test_a_hit_says_on_which_days_and_that_a_session_is_cancelled(client, network):
    values = {"start_date": date(2027, 4, 7), "end_date": date(2027, 4, 9)}
    off = values | {"status": "cancelled", "status_reason": "Sturm"}
    factories.session(network.events["de"], title="Zehn Fragen", **values)
    factories.session(network.events["de"], title="Elf Fragen", **off)
    with translation.override("de"):
        found = client.get(reverse("search"), {"q": "Fragen"}).context["hits"]
    days = "Termin · 7. bis 9.\xa0April 2027"
    assert {hit["title"]: hit["meta"].replace(" ", " ") for hit in found} == {
        "Zehn Fragen": days,
        "Elf Fragen": f"{days} · Abgesagt",
    }


def test_synonyms_are_found_and_marked_at_once(client, network):
    factories.article(network.news["de"], title="Umbau", lead="Es geht los. Das Quartier wird schön.")
    assert hits(client, "Kiez") == []
    Synonym.objects.create(locale=network.de, terms="Kiez\nQuartier")
    with translation.override("de"):
        (hit,) = client.get(reverse("search"), {"q": "Kiez"}).context["hits"]
    assert hit["text"] == "Das <mark>Quartier</mark> wird schön."


def test_an_update_of_the_search_makes_every_entry_anew(articles):
    rows = SearchEntry.objects.order_by("kind", "object_id").values(
        "kind", "object_id", "title", "words", "day"
    )
    before = list(rows)
    SearchEntry.objects.all().delete()
    assert fill_if_empty() == len(before) > 0
    assert list(rows) == before
    assert fill_if_empty() == 0
    SearchEntry.objects.create(kind="page", object_id=10**6, title="weg", words="weg")
    assert rebuild() == len(before)
    assert list(rows) == before
    page = ArticlePage.objects.get(slug="haeuser")
    page.unpublish()
    assert not rows.filter(kind="page", object_id=page.pk).exists()
