from django import forms
from django.db.models import CharField
from django.db.models.functions import Cast, Substr
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from home.localize.choices import queries_of
from home.models import Place, SearchEntry, Topic

from .normalise import without_controls

KINDS = {
    "news": _("News"),
    "events": _("Dates"),
    "people": _("People"),
    "pages": _("Pages"),
    "places": _("Topics and places"),
    "documents": _("Documents"),
}


def typed(data: QueryDict) -> QueryDict:
    """What a form of a reader's prints again, without the characters that nobody sees."""
    kept = data.copy()
    for name, values in data.lists():
        kept.setlist(name, [without_controls(value) for value in values])
    return kept


class SearchForm(forms.Form):
    """What narrows a search, all of it optional; what does not exist narrows nothing and is an error at its
    field, never a 500. Three queries for its choices."""

    q = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *KINDS.items()], widget=forms.HiddenInput)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data, *, locale):
        super().__init__(typed(data), auto_id="search-%s")
        self.keys = {}
        for name, model, empty in (
            ("topic", Topic, _("All topics")),
            ("place", Place, _("All places")),
        ):
            rows = model.objects.live().filter(locale=locale)
            choices = [("", empty)]
            for slug, label, key in rows.values_list("slug", "name", "translation_key"):
                self.keys[name, slug] = key
                choices.append((slug, label))
            self.fields[name].choices = choices
        days = SearchEntry.objects.filter(kind=SearchEntry.Kind.PAGE, locale=locale, day__isnull=False)
        year = Substr(Cast("day", CharField()), 1, 4)  # as it is stored: SQLite would ask Python for each row
        years = days.order_by().values_list(year, flat=True).distinct()
        self.fields["year"].choices = [
            ("", _("All years")),
            *((each, each) for each in sorted(years, reverse=True)),
        ]

    def chosen(self) -> dict:
        """The valid choices as arguments of `find`."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "kind": cleaned.get("kind", ""),
            "topic": self.keys.get(("topic", cleaned.get("topic"))),
            "place": self.keys.get(("place", cleaned.get("place"))),
            "year": int(cleaned["year"]) if cleaned.get("year") else None,
        }

    def queries(self, locale) -> dict[str, str]:
        """The same search in each language (home.localize.choices)."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        said = [(name, given[name]) for name in ("q", "kind", "year") if name in given]
        models = (("topic", Topic), ("place", Place))
        chosen = [(name, model, "slug", given[name]) for name, model in models if name in given]
        return queries_of(locale, said=said, chosen=chosen)

    @property
    def narrows(self) -> bool:
        """Return whether a topic, a place or a year is chosen."""
        return any(value for name, value in self.chosen().items() if name != "kind")
