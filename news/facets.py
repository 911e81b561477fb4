"""The facets of a news page: its articles in order, and how many of them each choice of its filter has.

Two queries for any number of articles, topics, places and people. They read every article, so that the result
is reused until the site changes (home.memo).
"""

from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Substr
from wagtail.models import Locale, Page

from authors.models import AuthorPage, PageAuthor
from home.formatting.person_names import fold
from home.models import PagePlace, PageTopic, Place, Topic
from home.visibility import readable_for

from .querysets import ArticleQuerySet

KINDS = ("topic", "place", "author", "year")


@dataclass(frozen=True)
class Option:
    """One value of a filter, its words, and the articles behind it by their primary keys."""

    value: str
    label: str
    articles: array

    @property
    def count(self) -> int:
        return len(self.articles)


@dataclass(frozen=True)
class Facets:
    """`keys` are the primary keys of the articles, newest first; `options` what they can be filtered by."""

    keys: array
    options: dict[str, list[Option]]


def facets_of(articles: ArticleQuerySet, locale) -> Facets:
    """Topics and places are named in the language of the list, people in theirs; what has no article is left
    out. Years stand newest first, all else in its order or by name."""
    keys, years = array("q"), defaultdict(lambda: array("q"))
    for key, year in articles.values_list("pk", Substr(_text("date"), 1, 4)):
        keys.append(key)
        years[year].append(key)
    marks, records = _marks_and_records(articles.model, locale)
    listed = set(keys)
    options = {kind: [] for kind in KINDS}
    for kind, slug, label, record, _position in sorted(records, key=lambda row: (row[4], fold(row[2]))):
        if found := listed & marks[kind, record]:
            options[kind].append(Option(slug, label, array("q", found)))
    options["year"] = [Option(year, year, years[year]) for year in sorted(years, reverse=True)]
    return Facets(keys, options)


def _marks_and_records(article_model: type[Page], locale) -> tuple[dict, list[tuple]]:
    """The pages that carry each topic, place and person, {(kind, translation key): primary keys}, and all of
    these as (kind, slug, label, translation key, position): one query, as a union."""
    marks, named = defaultdict(set), []
    with connection.cursor() as cursor:
        cursor.execute(*_union(article_model, locale.pk))
        for kind, slug, label, key, number in cursor.fetchall():
            if slug:
                named.append((kind, slug, label, key, number))
            else:
                marks[kind, key].add(number)
    return marks, named


@lru_cache(maxsize=100)
def _union(article_model: type[Page], locale: int) -> tuple[str, tuple]:
    """The SQL of that query and its parameters, put together once: ten selects took Django longer than the
    database.

    A place is carried by what is written there as well, and a city by what is about its quarters
    (domain.md#places).
    """
    carried = [
        _row("topic", PageTopic.objects, page="page_id", key="topic__translation_key"),
        _row("author", PageAuthor.objects, page="page_id", key="author__translation_key"),
    ]
    for rows, page, place in ((PagePlace, "page_id", "place"), (article_model, "pk", "dateline")):
        for key in (f"{place}__translation_key", f"{place}__part_of__translation_key"):
            carried.append(_row("place", rows.objects.exclude(**{key: None}), page=page, key=key))
    records = [
        _row("topic", Topic.objects.filter(locale_id=locale), "slug", "name", position="sort_order"),
        _row("place", Place.objects.filter(locale_id=locale), "slug", "name"),
        _row("author", readable_for(AuthorPage.objects.all(), Locale(pk=locale)), "slug", "title"),
    ]
    first, *others = carried + records
    return first.union(*others, all=True).query.sql_with_params()


def _row(
    kind: str,
    rows: QuerySet,
    slug: str = "",
    label: str = "",
    *,
    key: str = "translation_key",
    page: str = "",
    position: str = "",
) -> QuerySet:
    """The columns of that union: a page that carries something has no slug and label."""
    number = F(page or position) if page or position else Value(0)
    return rows.order_by().values_list(
        Value(kind, CharField()),
        F(slug) if slug else Value("", CharField()),
        F(label) if label else Value("", CharField()),
        _text(key),
        Cast(number, IntegerField()),
    )


def _text(name: str) -> Cast:
    """A column as the database writes it: thousands of dates and UUIDs made in Python take their time."""
    return Cast(name, CharField(max_length=36))
