"""The filter of the news list: a GET form whose choices are what the list holds."""

from array import array

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authors.models import AuthorPage
from home.localize.choices import queries_of
from home.models import Place, Topic
from home.search.forms import typed

from .facets import KINDS, Facets, Option
from .querysets import ArticleQuerySet

RECORDS = {"topic": Topic, "place": Place, "author": AuthorPage}
UNKNOWN = _("This choice does not exist (any more). Choose another one.")


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

    def __init__(self, data: QueryDict, *, facets: Facets):
        super().__init__(typed(data), auto_id="filter-%s")
        self.facets, self.options = facets, facets.options
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
        for name in KINDS:
            chosen = self.cleaned_data.get(name) or []
            chosen = [chosen] if isinstance(chosen, str) else chosen
            found += [(name, option) for option in self.options[name] if option.value in chosen]
        return found

    @property
    def words(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("q", "")

    def chosen(self, articles: ArticleQuerySet) -> array | list[int]:
        """The primary keys of the articles that answer every valid choice, newest first; of several years,
        any. One query where words are looked for, none else."""
        chosen: dict[str, set[int]] = {}
        for name, option in self.active:
            chosen.setdefault(name, set()).update(option.articles)
        sets = list(chosen.values())
        if self.words:
            sets.append(set(articles.order_by().with_words(self.words).values_list("pk", flat=True)))
        return (
            [key for key in self.facets.keys if all(key in each for each in sets)]
            if sets
            else self.facets.keys
        )

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

    def queries(self, locale) -> dict[str, str]:
        """The same choice in each language (home.localize.choices)."""
        said = [("q", self.words)] if self.words else []
        said += [(name, option.value) for name, option in self.active if name not in RECORDS]
        chosen = [
            (name, RECORDS[name], "slug", option.value) for name, option in self.active if name in RECORDS
        ]
        return queries_of(locale, said=said, chosen=chosen)

    def _without(self, url: str, name: str, value: str | None = None) -> str:
        kept = QueryDict(mutable=True)
        if self.words and name != "q":
            kept["q"] = self.words
        for other, option in self.active:
            if (other, option.value) != (name, value):
                kept.appendlist(other, option.value)
        return f"{url}?{kept.urlencode()}" if kept else url
