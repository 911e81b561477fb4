"""The filter of the calendar: a GET form whose choices are what the calendar holds."""

from collections import defaultdict
from functools import lru_cache
from uuid import UUID

from django import forms
from django.db import connection
from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.formatting.person_names import fold
from home.localize.choices import queries_of
from home.models import PageTopic, Place, Topic

from ..models.vocabulary import AudienceTerm, EventAudience, EventKind
from ..querysets import SessionQuerySet

UNKNOWN = _("This choice does not exist (any more). Choose another one.")
EMPTY = {
    "topic": _("All topics"),
    "place": _("All places"),
    "kind": _("All kinds"),
    "audience": _("All audiences"),
    "year": _("All years"),
}
# Field -> what it chooses from, and the column that stands in the address.
RECORDS = {
    "topic": (Topic, "slug"),
    "place": (Place, "slug"),
    "kind": (EventKind, "pk"),
    "audience": (AudienceTerm, "pk"),
}
# Field -> what takes its key.
NARROWED_BY = {
    "topic": SessionQuerySet.about,
    "place": SessionQuerySet.in_place,
    "kind": SessionQuerySet.of_kind,
    "audience": SessionQuerySet.for_audience,
    "year": SessionQuerySet.in_year,
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
            sessions = NARROWED_BY[name](sessions, key)
        return sessions

    def chips(self, url: str) -> list[dict]:
        """A chip for each choice with the address that takes it away (components/chips.html)."""
        return [
            {"text": self.options[name][value][0], "url": self.address(url, without=name)}
            for name, value in self.active.items()
        ]

    def queries(self, locale) -> dict[str, str]:
        """The same choice in each language (home.localize.choices)."""
        said = [("when", "past")] if self.past else []
        said += [(name, value) for name, value in self.active.items() if name not in RECORDS]
        chosen = [(name, *RECORDS[name], value) for name, value in self.active.items() if name in RECORDS]
        return queries_of(locale, said=said, chosen=chosen)

    def address(self, url: str, *, past: bool | None = None, without: str = "") -> str:
        """The address of the list with these choices, for the coming or the past sessions."""
        kept = QueryDict(mutable=True)
        if self.past if past is None else past:
            kept["when"] = "past"
        kept.update({name: value for name, value in self.active.items() if name != without})
        return f"{url}?{kept.urlencode()}" if kept else url


def options_of(sessions: SessionQuerySet, locale) -> dict[str, dict]:
    """What the sessions can be filtered by: value -> (label, key), in three queries.

    Words are those of the list's language; what has no session is left out. Keys are translation keys, so
    that sessions in the other language's words are found as well. A session has its series' kind, topics and
    audiences as well.
    """
    pages, keys, series, years = set(), defaultdict(set), set(), set()
    columns = ("kind", "place", "place__part_of")
    rows = sessions.order_by().values_list(
        "pk", "series_key", "start_date", *(f"{name}__translation_key" for name in columns)
    )
    for pk, series_key, day, kind, place, city in rows:
        pages.add(pk)
        series.add(series_key)
        keys["kind"].add(kind)
        keys["place"] |= {place, city}
        years |= {day.year} if day else set()
    known = Page.objects.filter(live=True, eventseriespage__isnull=False).order_by()
    for pk, key, kind in known.values_list("pk", "translation_key", "eventseriespage__kind__translation_key"):
        if key in series:
            pages.add(pk)
            keys["kind"].add(kind)
    records = []
    with connection.cursor() as cursor:
        cursor.execute(*_marks_and_records(locale.pk))
        rows = cursor.fetchall()
    for name, number, key, value, label in rows:
        key = key if isinstance(key, UUID) else UUID(key)
        if label:
            records.append((name, number, key, value, label))
        elif number in pages:
            keys[name].add(key)
    found = {name: {} for name in EMPTY}
    for name, number, key, value, label in sorted(records, key=_place_in_order):
        if key in keys[name]:
            found[name][value or str(number)] = label, key
    return found | {"year": {str(year): (str(year), year) for year in sorted(years)}}


def _place_in_order(record: tuple) -> tuple[int, str]:
    """Topics in the order of the network, all else by its words."""
    name, number, _key, _value, label = record
    return number if name == "topic" else 0, fold(label)


@lru_cache(maxsize=100)
def _marks_and_records(locale: int) -> tuple[str, tuple]:
    """SQL and parameters, put together once: the pages that carry each topic and audience, and the records of
    a language, as (name of the field, number, translation key, value, label). What a page carries has no
    label; its number is that of the page. The number of a topic is its place in the order, of a kind and an
    audience its primary key.
    """
    first, *others = [
        _rows("topic", PageTopic.objects.all(), "page_id", "topic__translation_key"),
        _rows("audience", EventAudience.objects.all(), "page_id", "term__translation_key"),
        _rows("topic", Topic.objects.live().filter(locale_id=locale), "sort_order", slug=F("slug")),
        _rows("place", Place.objects.live().filter(locale_id=locale), "", slug=F("slug")),
        _rows("kind", EventKind.objects.live().filter(locale_id=locale), "pk"),
        _rows("audience", AudienceTerm.objects.live().filter(locale_id=locale), "pk"),
    ]
    return first.union(*others, all=True).query.sql_with_params()


def _rows(name: str, rows: QuerySet, number: str, key: str = "", *, slug: F | None = None) -> QuerySet:
    return rows.order_by().values_list(
        Value(name, CharField()),
        Cast(number or Value(0), BigIntegerField()),
        F(key or "translation_key"),
        slug or Value("", CharField()),
        Value("", CharField()) if key else F("name"),
    )
