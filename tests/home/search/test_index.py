"""What is kept to be found: entries of public pages and records, clean texts, the language of each row."""

from types import SimpleNamespace

import pytest
from modelsearch.backends.database.postgres.postgres import PostgresIndex
from wagtail.models import Locale

from home.models import SearchEntry, Topic
from home.search import compound_index
from home.search.backend import LocaleAwareIndex
from home.search.compound_index import folded_words, forget, keep, rebuild
from home.search.indexing import _clean_value
from tests import factories

pytestmark = pytest.mark.both_databases
HYPHENS = "Bahn\u00adhof"


@pytest.fixture
def network(db):
    return factories.Network(indexes=["news", "events"])


def kept() -> set[tuple[str, str]]:
    return set(SearchEntry.objects.exclude(kind="page", title="Start").values_list("kind", "title"))


def test_the_words_of_head_and_text():
    """Of a text only what may be a compound, from nine letters on; of a title every word; each once."""
    assert folded_words(["Der Hof", "Am Hof"], ["Neunbuchs Achtbuch Neunbuchs"]) == "der hof am neunbuchs"
    assert folded_words([], ["x" * 9 + " " + "y" * 8]) == "x" * 9
    assert (
        len(folded_words(["wort " * 1, *(f"w{n}" for n in range(9000))], []))
        == compound_index.MOST_CHARACTERS
    )


def test_what_is_no_longer_public_is_not_kept(network):
    page = factories.article(network.news["de"], title="Markt")
    topic = factories.topic(network.de)
    assert {("page", "Markt"), ("topic", topic.name)} <= kept()
    page.live = False
    keep(page)
    assert ("page", "Markt") not in kept()
    Topic.objects.update(live=False)
    topic.refresh_from_db()
    keep(topic)
    assert ("topic", topic.name) not in kept()


def test_what_is_no_page_and_no_record_is_not_kept(network):
    before = kept()
    keep(network.site)
    forget(network.site)
    assert kept() == before


def test_another_entry_of_the_same_number_is_not_forgotten(network):
    page = factories.article(network.news["de"], title="Markt")
    SearchEntry.objects.create(kind="topic", object_id=page.pk, title="Anderes", words="")
    forget(page)
    assert ("topic", "Anderes") in kept()
    assert ("page", "Markt") not in kept()


def test_all_entries_anew_are_those_of_public_things(network):
    factories.article(network.news["de"], title="Markt")
    draft = factories.article(network.news["de"], title="Entwurf", slug="entwurf", live=False)
    hidden = factories.topic(network.de, name="Verborgen", slug="verborgen")
    Topic.objects.filter(pk=hidden.pk).update(live=False)
    SearchEntry.objects.create(kind="page", object_id=draft.pk, title="Entwurf", words="")
    SearchEntry.objects.create(kind="place", object_id=10**6, title="Weg", words="")
    SearchEntry.objects.filter(title="Markt").delete()
    assert rebuild() == SearchEntry.objects.count()
    assert ("page", "Markt") in kept()
    assert not {("page", "Entwurf"), ("topic", "Verborgen"), ("place", "Weg")} & kept()


def test_the_day_of_an_original_is_that_of_its_translations(network):
    german = factories.session(network.events["de"], title="Markt", start_date="2027-03-17")
    dutch = factories.translate(german, network.nl, title="Markt NL")
    other = factories.session(network.events["de"], title="Anderes", start_date="2027-05-01")
    german.start_date = "2027-04-01"
    factories.publish(german)
    days = {str(row.object_id): str(row.day) for row in SearchEntry.objects.filter(kind="page")}
    assert days[str(german.pk)] == days[str(dutch.pk)] == "2027-04-01"
    assert days[str(other.pk)] == "2027-05-01"
    article = factories.article(network.news["de"], title="Text", date="2026-01-02")
    assert str(SearchEntry.objects.get(kind="page", object_id=article.pk).day) == "2026-01-02"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (HYPHENS, "Bahnhof"),
        ([HYPHENS, 1], ["Bahnhof", 1]),
        ((HYPHENS,), ["Bahnhof"]),
        ({"a": HYPHENS}, {"a": "Bahnhof"}),
        (3, 3),
        (None, None),
    ],
)
def test_whatever_a_field_holds_is_clean(value, expected):
    assert _clean_value(value) == expected


def test_each_row_is_indexed_in_its_own_language(monkeypatch):
    """In batches, and what has no language in the index's own; afterwards all is as before."""
    batches = []
    monkeypatch.setattr(
        PostgresIndex, "add_items", lambda self, model, objs: batches.append((self.backend.config, len(objs)))
    )
    index = LocaleAwareIndex.__new__(LocaleAwareIndex)
    index.backend = own = SimpleNamespace(config="simple")
    rows = [Topic(locale=Locale(language_code=code)) for code in ("de", "nl", "de", "fr")]
    index.add_items(Topic, [*rows, SimpleNamespace(pk=1)])
    assert sorted(batches) == [("dutch", 1), ("german", 2), ("simple", 2)]
    assert index.backend is own
    assert own.config == "simple"
