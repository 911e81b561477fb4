from urllib.parse import urlencode

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from home.cards import EventCard
from home.metadata.feeds import CALENDAR
from home.models import BasePage, Place, Topic

from ..display.calendar_page import calendar_context, latest
from ..display.ical import calendar_of_index
from ..querysets import SeriesQuerySet, SessionQuerySet
from ..routing import step
from .ical_mixin import CalendarFileMixin
from .series import EventSeriesPage
from .session import EventPage


class EventIndexPage(CalendarFileMixin, RoutablePageMixin, BasePage):
    """The calendar of one language."""

    lead = models.TextField(_("lead"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventSeriesPage", "events.EventPage"]

    content_panels = [*Page.content_panels, "lead"]

    listing = "entries"  # home.cards.Latest
    calendar_names = {"de": "kalender.ics", "nl": "agenda.ics"}
    narrowed_by = ("topic", "place")

    class Meta:
        verbose_name = _("calendar page")
        verbose_name_plural = _("calendar pages")

    def route(self, request, path_components):
        """Fetch a series or an event with what its page shows of other tables, instead of step by step."""
        kinds = [EventSeriesPage.objects.all(), EventPage.objects.all()]
        return step(self, request, path_components, kinds) or super().route(request, path_components)

    def get_sessions(self) -> SessionQuerySet:
        """Every session below this calendar or its translations, once, for readers of its language."""
        return EventPage.objects.in_language(self.locale).below(self)

    def get_series(self) -> SeriesQuerySet:
        """Every series, as `get_sessions`."""
        return EventSeriesPage.objects.in_language(self.locale).below(self)

    def get_latest(self, count: int, *, topic=None, place=None, without=(), request=None) -> list[EventCard]:
        """The next dates; past ones only of a topic or place that has nothing to come."""
        return latest(self, timezone.now(), count, topic=topic, place=place, without=without, request=request)

    def get_list_url(self, *, topic=None, place=None, request=None) -> str:
        """The calendar narrowed to a topic or a place of this language."""
        chosen = {"topic": topic, "place": place}
        query = urlencode({name: record.slug for name, record in chosen.items() if record})
        url = self.get_url(request) or ""
        return f"{url}?{query}" if query else url

    def get_details(self, request):
        return calendar_context(self, timezone.now(), request)

    @classmethod
    def get_subscriptions(cls, language: str) -> dict[str, str]:
        """Its calendar file (home.metadata.feeds.Subscribable)."""
        names = cls.calendar_names
        return {CALENDAR: names.get(language, next(iter(names.values())))}

    def get_calendar(self, **narrowed):
        return calendar_of_index(self, timezone.now(), **narrowed)

    def get_asked_calendar(self, request):
        """`?topic=` and `?place=` narrow the calendar; None for one that does not exist."""
        narrowed = {}
        for name, model in (("topic", Topic), ("place", Place)):
            slug = request.GET.get(name, "").replace("\x00", "")[:80]
            if slug:
                narrowed[name] = model.objects.live().filter(locale=self.locale, slug=slug).first()
        return None if None in narrowed.values() else self.get_calendar(**narrowed)
