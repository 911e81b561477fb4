"""The filter of the news list: a GET form whose choices are what the list holds."""

from dataclasses import dataclass

from django import forms
from django.db.models import CharField, Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, ExtractYear
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authors.models import AuthorPage
from home.models import Place, Topic
from home.names import fold
from home.visibility import readable_for

from .querysets import ArticleQuerySet

UNKNOWN = _("This choice does not exist (any more). Choose another one.")


@dataclass(frozen=True)
class Option:
    """One value of a filter, its words and the number of articles behind it."""

    value: str
    label: str
    count: int
    translation_key: str = ""


class NewsFilter(forms.Form):
    """Topic, place, years, author and words; what does not exist is an error at its field, never a 500."""

    q = forms.CharField(label=_("Keyword"), required=False, max_length=100)
    topic = forms.ChoiceField(label=_("Topic"), required=False, error_messages={"invalid_choice": UNKNOWN})
    place = forms.ChoiceField(label=_("Place"), required=False, error_messages={"invalid_choice": UNKNOWN})
    author = forms.ChoiceField(label=_("Author"), required=False, error_messages={"invalid_choice": UNKNOWN})
    year = forms.MultipleChoiceField(
        label=_("Year"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": UNKNOWN},
    )

    def __init__(self, data: QueryDict, *, articles: ArticleQuerySet, locale):
        super().__init__(data, auto_id="filter-%s")
        self.options = options_of(articles, locale)
        for name, empty in (
            ("topic", _("All topics")),
            ("place", _("All places")),
            ("author", _("All authors")),
        ):
            choices = [(option.value, f"{option.label} ({option.count})") for option in self.options[name]]
            self.fields[name].choices = [("", empty), *choices]
        self.fields["year"].choices = [
            (option.value, f"{option.label} ({option.count})") for option in self.options["year"]
        ]
        self.fields["q"].widget.input_type = "search"

    @cached_property
    def active(self) -> list[tuple[str, Option]]:
        """The valid choices in the order of the fields, as (name of the field, option)."""
        self.is_valid()
        found = []
        for name in ("topic", "place", "author", "year"):
            chosen = self.cleaned_data.get(name) or []
            chosen = [chosen] if isinstance(chosen, str) else chosen
            found += [(name, option) for option in self.options[name] if option.value in chosen]
        return found

    @property
    def words(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("q", "")

    def chosen(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """The articles that answer every valid choice; of several years, any."""
        for name, option in self.active:
            if name != "year":
                articles = getattr(articles, f"by_{name}")(option)
        years = [int(option.value) for name, option in self.active if name == "year"]
        if years:
            articles = articles.by_years(years)
        return articles.with_words(self.words) if self.words else articles

    def chips(self, url: str) -> list[dict]:
        """A chip for each choice with the address that takes it away (components/chips.html)."""
        chips = []
        if self.words:
            chips.append(
                {"text": gettext("“%(words)s”") % {"words": self.words}, "url": self._without(url, "q")}
            )
        for name, option in self.active:
            chips.append({"text": option.label, "url": self._without(url, name, option.value)})
        return chips

    def _without(self, url: str, name: str, value: str | None = None) -> str:
        kept = QueryDict(mutable=True)
        if self.words and name != "q":
            kept["q"] = self.words
        for other, option in self.active:
            if (other, option.value) != (name, value):
                kept.appendlist(other, option.value)
        return f"{url}?{kept.urlencode()}" if kept else url


def options_of(articles: ArticleQuerySet, locale) -> dict[str, list[Option]]:
    """What the articles can be filtered by, each with their number: one query for all filters.

    Topics and places are named in the language of the list, people in theirs; what has no article is left
    out. Years stand newest first, all else in its order or by name.
    """
    listed, key = articles.order_by(), OuterRef("translation_key")

    def number(condition: Q) -> Subquery:
        counted = listed.filter(condition).values(one=Value(1)).annotate(found=Count("pk", distinct=True))
        return Subquery(counted.values("found"), output_field=IntegerField())

    def rows(kind, records, value, label, condition, position=None):
        records = records.annotate(articles=number(condition)).filter(articles__gt=0).order_by()
        text = Cast("translation_key", CharField(max_length=36))
        position = position or Value(0, IntegerField())
        return records.values_list(Value(kind, CharField()), value, label, text, position, "articles")

    topics = rows(
        "topic",
        Topic.objects.filter(locale=locale),
        "slug",
        "name",
        Q(page_topics__topic__translation_key=key),
        Cast("sort_order", IntegerField()),
    )
    places = rows(
        "place",
        Place.objects.filter(locale=locale),
        "slug",
        "name",
        Q(page_places__place__translation_key=key)
        | Q(page_places__place__part_of__translation_key=key)
        | Q(dateline__translation_key=key)
        | Q(dateline__part_of__translation_key=key),
    )
    people = rows(
        "author",
        readable_for(AuthorPage.objects.all(), locale),
        "slug",
        "title",
        Q(page_authors__author__translation_key=key),
    )
    year = Cast(ExtractYear("date"), CharField(max_length=4))
    years = (
        listed.annotate(year=year)
        .values("year")
        .annotate(articles=Count("pk"), position=-Cast("year", IntegerField()))
        .values_list(
            Value("year", CharField()), "year", "year", Value("", CharField()), "position", "articles"
        )
    )
    options = {"topic": [], "place": [], "author": [], "year": []}
    found = topics.union(places, people, years, all=True)
    for kind, value, label, translation_key, _position, count in sorted(
        found, key=lambda row: (row[4], fold(row[2]))
    ):
        options[kind].append(Option(value, label, count, translation_key))
    return options
