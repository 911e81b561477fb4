from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Locale, Page
from wagtail.search import index

from home.cards import ArticleCard, EventCard

from ..admin.forms import SessionForm
from ..admin.panels import CompletenessPanel
from ..choices import Status
from ..display.cards import hit_words, session_cards, session_story
from ..display.completeness import missing_from_session
from ..display.ical import calendar_of_session
from ..display.page_context import session_context
from ..display.structured_data import session_event
from ..querysets import SessionManager
from ..registration_options import ResolvedCall, call_of
from ..schedule import ENDS_TOO_EARLY, ends_before_it_starts
from .event import Event
from .ical_mixin import CalendarFileMixin
from .registration_options import Call
from .series import EventSeriesPage


class EventPage(CalendarFileMixin, RoutablePageMixin, Call, Event):
    """A session of a series, or a single event (domain.md#sessions, #titles).

    `starts_at`, `ends_at` and `series_key` are computed before each save (events.schedule): the aware
    first moment,
    the moment after which it is past, and the translation key of its series.
    """

    Status = Status

    number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    start_date = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Empty: the date will be announced.")
    )
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only if it takes several days.")
    )
    start_time = models.TimeField(
        _("from"), null=True, blank=True, help_text=_("Empty: the usual time of the series.")
    )
    end_time = models.TimeField(_("until"), null=True, blank=True)
    all_day = models.BooleanField(_("whole days, without times"), default=False)
    open_end = models.BooleanField(_("open end"), default=False)
    date_hint = models.CharField(
        _("instead of a date"), max_length=60, blank=True, help_text=_("As in “autumn 2027”.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SCHEDULED)
    status_reason = models.CharField(_("reason"), max_length=255, blank=True)
    previous_date = models.DateField(_("was planned for"), null=True, blank=True)
    place = models.ForeignKey(
        "home.Place",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("city"),
        help_text=_("Empty: the place will be announced."),
    )
    venue_name = models.CharField(_("venue"), max_length=160, blank=True)
    street = models.CharField(_("street and number"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    access_notes = models.TextField(_("access"), blank=True, help_text=_("Lifts, doors, how to get there."))
    online_url = models.URLField(_("online at"), blank=True)
    recap = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recap_of",
        verbose_name=_("recap article"),
    )
    starts_at = models.DateTimeField(null=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)
    series_key = models.UUIDField(null=True, editable=False, db_index=True)
    seats = models.ForeignKey(
        "events.SessionSeats", on_delete=models.RESTRICT, null=True, editable=False, related_name="pages"
    )

    session_fields = [
        "number",
        "start_date",
        "end_date",
        "start_time",
        "end_time",
        "all_day",
        "open_end",
        "status",
        "previous_date",
        "place",
        "street",
        "postcode",
        "online_url",
        "recap",
        "starts_at",
        "ends_at",
    ]
    shared_fields = [*Event.event_fields, *Call.call_fields, *session_fields]
    shared_relations = [*Event.event_relations]
    shared_child_facts = ["slots", "materials"]

    comments_by_default = True

    parent_page_types = ["events.EventSeriesPage", "events.EventIndexPage"]
    subpage_types = []

    content_panels = [
        CompletenessPanel(),
        *Page.content_panels,
        FieldRowPanel(["number", "kind", "eligibility"]),
        MultiFieldPanel(
            [
                FieldRowPanel(["start_date", "end_date"]),
                FieldRowPanel(
                    [
                        "start_time",
                        FieldPanel(
                            "end_time",
                            help_text=_(
                                "An evening may run past midnight, until 6:00: no last day is needed then."
                            ),
                        ),
                    ]
                ),
                FieldRowPanel(["all_day", "open_end"]),
                "date_hint",
                FieldRowPanel(["status", "previous_date"]),
                "status_reason",
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["place", "venue_name"]),
                FieldRowPanel(["street", "postcode"]),
                "access_notes",
                FieldRowPanel(
                    [
                        "attendance_mode",
                        FieldPanel(
                            "online_url",
                            help_text=_(
                                "Only those who are registered see it, in their mails and on their own page; "
                                "everybody sees it where no registration is needed."
                            ),
                        ),
                    ]
                ),
                FieldRowPanel(["spoken_languages", "interpretation"]),
            ],
            heading=_("Where and how"),
        ),
        "lead",
        "image",
        "body",
        MultiFieldPanel(
            ["provisional", InlinePanel("slots", heading=_("Programme"), label=_("slot"))],
            heading=_("Programme"),
        ),
        MultiFieldPanel(
            ["audience", InlinePanel("audience_terms", heading=_("Audiences"), label=_("audience"))],
            heading=_("For whom"),
        ),
        *Call.call_panels,
        FieldPanel("capacity"),
        *Event.row_panels,
        MultiFieldPanel(
            [
                PageChooserPanel("recap", "news.ArticlePage"),
                InlinePanel("materials", heading=_("Materials"), label=_("material")),
            ],
            heading=_("Afterwards"),
        ),
    ]
    search_fields = [
        *Event.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("venue_name"),
        index.FilterField("starts_at"),
    ]

    base_form_class = SessionForm
    objects = SessionManager()

    # How lists of other apps show it (home.cards.Listed).
    listing = "entries"
    stays_in_language = False
    calendar_names = {"de": "termin.ics", "nl": "bijeenkomst.ics"}

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @property
    def comments_from(self):
        """Conversations close some time after the session, not after its announcement."""
        return self.ends_at

    def clean(self):
        super().clean()
        errors = {}
        if self.end_date and not self.start_date:
            errors["start_date"] = _("Give the first day as well.")
        elif self.end_date and self.end_date < self.start_date:
            errors["end_date"] = _("The last day is before the first.")
        if ends_before_it_starts(self, self.start_time, self.end_time):
            errors["end_time"] = ENDS_TOO_EARLY
        if self.end_time is not None and self.open_end:
            errors["open_end"] = _("Either an end or an open end.")
        if self.all_day and (self.start_time is not None or self.end_time is not None):
            errors["all_day"] = _("Whole days have no times: clear them or this tick.")
        if self.status == self.Status.CANCELLED and not self.status_reason:
            errors["status_reason"] = _("Say why it is cancelled.")
        if errors:
            raise ValidationError(errors)

    @staticmethod
    def series_by_key(sessions: Iterable["EventPage"], locale: Locale) -> dict[UUID, EventSeriesPage]:
        """The series of all these sessions by translation key, in the reader's language where it is live."""
        keys = {page.series_key for page in sessions if page.series_key}
        if not keys:
            return {}
        pages = EventSeriesPage.objects.in_language(locale).with_keys(keys).with_contact().order_by()
        return {page.translation_key: page for page in pages.select_related("locale", "kind")}

    def get_series(self) -> EventSeriesPage | None:
        """Its series in its own language, None for a single event; no query where it was reached through the
        page of its series."""
        series = getattr(self, "reached_through", None)
        if series is not None and series.translation_key == self.series_key:
            return series
        return self.series_by_key([self], self.locale).get(self.series_key)

    def get_parent_series(self) -> EventSeriesPage | None:
        """The series page that it stands under, published or not; None for a single event."""
        if not self.path or self.depth < 3:
            return None
        return EventSeriesPage.objects.filter(path=self.path[: -self.steplen]).first()

    def get_call(self) -> ResolvedCall:
        """How one registers for it."""
        return call_of(self, self.get_series())

    def get_missing(self) -> list[str]:
        """What it still lacks, as sentences for its editor (events.admin.panels)."""
        return missing_from_session(self, self.get_series())

    def get_details(self, request):
        return session_context(self, timezone.now(), request)

    def get_structured_data(self, context: dict) -> list[dict]:
        return [session_event(self, context)]

    def get_calendar(self):
        return calendar_of_session(self, EventPage.objects.all(), timezone.now())

    def get_hit_words(self) -> list[str]:
        return hit_words(self)

    @property
    def listed_on(self):
        return self.start_date

    @classmethod
    def get_cards(cls, pages, *, language: str, request=None) -> list[EventCard]:
        pages = cls.objects.shown_on_cards(pages)
        return session_cards(pages, timezone.now(), language=language, request=request)

    def get_card(self, *, language: str, request=None) -> ArticleCard:
        (page,) = EventPage.objects.shown_on_cards([self])
        return session_story(page, timezone.now(), language=language, request=request)
