"""The filter of the calendar: a GET form whose choices are what the calendar holds."""

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from home.models import PageTopic, Place, Topic

from ..models import AudienceTerm, EventAudience, EventKind, EventSeriesPage
from ..querysets import SessionQuerySet

UNKNOWN = _("This choice does not exist (any more). Choose another one.")
EMPTY = {
    "topic": _("All topics"),
    "place": _("All places"),
    "kind": _("All kinds"),
    "audience": _("All audiences"),
    "year": _("All years"),
}
# Field -> the method of SessionQuerySet that takes its key.
NARROWED_BY = {
    "topic": "about",
    "place": "in_place",
    "kind": "of_kind",
    "audience": "for_audience",
    "year": "in_year",
}


class CalendarFilter(forms.Form):
    """Topic, place, kind, audience and year; what does not exist is an error at its field, never a 500."""

    topic = forms.ChoiceField(label=_("Topic"), required=False, error_messages={"invalid_choice": UNKNOWN})
    place = forms.ChoiceField(label=_("Place"), required=False, error_messages={"invalid_choice": UNKNOWN})
    kind = forms.ChoiceField(label=_("Kind"), required=False, error_messages={"invalid_choice": UNKNOWN})
    audience = forms.ChoiceField(
        label=_("For whom"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    year = forms.ChoiceField(label=_("Year"), required=False, error_messages={"invalid_choice": UNKNOWN})
    when = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, options: dict[str, dict], past: bool):
        super().__init__(data, auto_id="filter-%s")
        self.past, self.options = past, options
        for name, empty in EMPTY.items():
            choices = [(value, label) for value, (label, _key) in self.options[name].items()]
            self.fields[name].choices = [("", empty), *choices]
        if not past:
            del self.fields["when"]

    @cached_property
    def active(self) -> dict[str, str]:
        """The valid choices by the name of their field."""
        self.is_valid()
        return {name: value for name in EMPTY if (value := self.cleaned_data.get(name))}

    def chosen(self, sessions: SessionQuerySet) -> SessionQuerySet:
        """The sessions that answer every valid choice."""
        for name, value in self.active.items():
            _label, key = self.options[name][value]
            sessions = getattr(sessions, NARROWED_BY[name])(key)
        return sessions

    def chips(self, url: str) -> list[dict]:
        """A chip for each choice with the address that takes it away (components/chips.html)."""
        return [
            {"text": self.options[name][value][0], "url": self.address(url, without=name)}
            for name, value in self.active.items()
        ]

    def address(self, url: str, *, past: bool | None = None, without: str = "") -> str:
        """The address of the list with these choices, for the coming or the past sessions."""
        kept = QueryDict(mutable=True)
        if self.past if past is None else past:
            kept["when"] = "past"
        kept.update({name: value for name, value in self.active.items() if name != without})
        return f"{url}?{kept.urlencode()}" if kept else url


def options_of(sessions: SessionQuerySet, locale) -> dict[str, dict]:
    """What the sessions can be filtered by: value -> (label, key), in five queries.

    Words are those of the list's language; what has no session is left out. Keys are translation keys, so
    that sessions in the other language's words are found as well.
    """
    listed = sessions.order_by()
    series_keys = listed.filter(series_key__isnull=False).values("series_key")
    series = EventSeriesPage._base_manager.filter(live=True, translation_key__in=series_keys)
    topics = _named(
        Topic,
        locale,
        PageTopic.objects.filter(page__in=listed.values("pk")).values("topic__translation_key"),
        PageTopic.objects.filter(page__in=series.values("pk")).values("topic__translation_key"),
    )
    places = _named(
        Place,
        locale,
        listed.values("place__translation_key"),
        listed.values("place__part_of__translation_key"),
    )
    kinds = _named(
        EventKind, locale, listed.values("kind__translation_key"), series.values("kind__translation_key")
    )
    audiences = _named(
        AudienceTerm,
        locale,
        EventAudience.objects.filter(page__in=listed.values("pk")).values("term__translation_key"),
        EventAudience.objects.filter(page__in=series.values("pk")).values("term__translation_key"),
    )
    years = listed.filter(start_date__isnull=False).dates("start_date", "year")
    return {
        "topic": {topic.slug: (topic.name, topic.translation_key) for topic in topics},
        "place": {place.slug: (place.name, place.translation_key) for place in places},
        "kind": {str(kind.pk): (kind.name, kind.translation_key) for kind in kinds},
        "audience": {str(term.pk): (term.name, term.translation_key) for term in audiences},
        "year": {str(day.year): (str(day.year), day.year) for day in years},
    }


def _named(model, locale, *keys):
    """The live records of a language whose translation key one of these queries names."""
    named = Q(pk__in=[])
    for found in keys:
        (name,) = found.query.values_select
        named |= Q(translation_key__in=found.exclude(**{name: None}))
    return model.objects.live().filter(named, locale=locale)
