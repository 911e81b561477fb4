from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page
from wagtail.search import index

from home.cards import ArticleCard, EventCard, StreetItem
from home.formatting.times import is_night

from ..admin.panels import CompletenessPanel
from ..display.cards import series_cards, series_story
from ..display.completeness import missing_from_series
from ..display.ical import calendar_of_series
from ..display.page_context import series_context, street_of
from ..display.structured_data import series_event
from ..querysets import SeriesManager, SessionQuerySet
from ..registration_options import ResolvedCall, call_of
from ..routing import step
from .event import Event
from .ical_mixin import CalendarFileMixin
from .registration_options import Call


class EventSeriesPage(CalendarFileMixin, RoutablePageMixin, Call, Event):
    """Several sessions under one title (domain.md#series, #years). Period and places are computed from
    them."""

    planned_sessions = models.PositiveSmallIntegerField(
        _("planned sessions"),
        null=True,
        blank=True,
        help_text=_("How many are announced, apart from those with a date."),
    )
    default_start_time = models.TimeField(_("usual start"), null=True, blank=True)
    default_end_time = models.TimeField(_("usual end"), null=True, blank=True)
    default_capacity = models.PositiveIntegerField(
        _("usual seats"), null=True, blank=True, help_text=_("For new sessions of this series.")
    )
    closes_days_before = models.PositiveSmallIntegerField(
        _("registration closes, days before each session"), null=True, blank=True
    )

    series_fields = [
        "planned_sessions",
        "default_start_time",
        "default_end_time",
        "default_capacity",
        "closes_days_before",
    ]
    shared_fields = [*Event.event_fields, *Call.call_fields, *series_fields]
    shared_relations = [*Event.event_relations]

    comments_by_default = True

    parent_page_types = ["events.EventIndexPage"]
    subpage_types = ["events.EventPage"]

    content_panels = [
        CompletenessPanel(),
        *Page.content_panels,
        FieldRowPanel(["kind", "eligibility"]),
        "lead",
        "image",
        "body",
        MultiFieldPanel(
            [
                "audience",
                InlinePanel("audience_terms", heading=_("Audiences"), label=_("audience")),
            ],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["planned_sessions", "default_capacity"]),
                FieldRowPanel(["default_start_time", "default_end_time"]),
                FieldRowPanel(["attendance_mode", "spoken_languages", "interpretation"]),
                "provisional",
            ],
            heading=_("Sessions"),
        ),
        *Call.call_panels,
        FieldPanel("closes_days_before"),
        *Event.row_panels,
    ]
    search_fields = [
        *Event.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("audience"),
    ]

    objects = SeriesManager()
    search_word = _("Series")

    # How lists of other apps show it (home.cards.Listed).
    listing = "entries"
    stays_in_language = False
    calendar_names = {"de": "reihe.ics", "nl": "reeks.ics"}

    class Meta:
        verbose_name = _("event series")
        verbose_name_plural = _("event series")

    def clean(self):
        super().clean()
        start, end = self.default_start_time, self.default_end_time
        if start is not None and end is not None and end <= start and not is_night(start, end):
            raise ValidationError({"default_end_time": _("The usual end is before the usual start.")})

    def route(self, request, path_components):
        """Fetch a session with what its page shows of other tables, instead of step by step."""
        found = step(self, request, path_components, [self.get_all_sessions()])
        return found or super().route(request, path_components)

    @staticmethod
    def get_all_sessions() -> SessionQuerySet:
        """Every session of the site. Their class is found by name: it imports this one."""
        return apps.get_model("events", "EventPage").objects.all()

    def get_sessions(self, locale=None) -> SessionQuerySet:
        """Its sessions for readers of that locale, else of its own."""
        return self.get_all_sessions().in_language(locale or self.locale).of_series(self.translation_key)

    def get_call(self) -> ResolvedCall:
        """How one registers for it as a whole."""
        return call_of(None, self)

    def get_missing(self) -> list[str]:
        """What it still lacks, as sentences for its editor (events.admin.panels)."""
        return missing_from_series(self)

    def get_details(self, request):
        return series_context(self, timezone.now(), request)

    def get_structured_data(self, context: dict) -> list[dict]:
        return [series_event(self, context)]

    def get_calendar(self):
        return calendar_of_series(self, timezone.now())

    def get_street(self, *, language: str, request=None) -> list[StreetItem]:
        """One house per session, with whole addresses (home.cards.Street)."""
        return street_of(self, timezone.now(), language=language, request=request)

    @cached_property
    def known_entries(self) -> dict:
        """Its sessions as entries, by locale and request, once they were read (events.cards)."""
        return {}

    @property
    def listed_on(self):
        """A series has no day of its own: among dates it stands by its first publication."""
        return self.first_published_at.date() if self.first_published_at else None

    @classmethod
    def get_cards(cls, pages, *, language: str, request=None) -> list[EventCard]:
        return series_cards(pages, timezone.now(), language=language, request=request)

    def get_card(self, *, language: str, request=None) -> ArticleCard:
        return series_story(self, timezone.now(), language=language, request=request)
