"""Series and sessions in the editor's words.

Every list of sessions (calendar, series, home, calendar files) reads them through here, so that all of them
agree. "Past" is what has ended: a session that is on today is neither past nor lost (events.schedule).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from wagtail.models import Locale, Page
from wagtail.models.pages import PageManager
from wagtail.query import PageQuerySet

from comments.counts import with_counts
from home.formatting.times import NIGHT_ENDS
from home.media.renditions import prefetch_picture
from home.models import PageTopic
from home.visibility import Below, Represented, readable

from .choices import Status
from .schedule import aware


class EventQuerySet(PageQuerySet):
    """What series and sessions have in common."""

    def published(self):
        """Live for everybody, in words of their own: no drafts, nothing behind a login, no aliases."""
        return readable(self)

    def with_contact(self):
        """With e-mail address and translation key of the contact person."""
        return self.annotate(contact_email=F("contact__email"), contact_key=F("contact__translation_key"))

    def with_cards(self):
        """With what their cards show and lies in rows of their own (home.localize.resolve.specific)."""
        return self._with_topics(with_counts(self).with_contact().select_related("kind", "image"))

    @staticmethod
    def _with_topics(pages):
        topics = Prefetch("page_topics", PageTopic.objects.select_related("topic"))
        return pages.prefetch_related(topics, prefetch_picture("image", "list", "brief"))

    def in_language(self, locale: Locale):
        """One page for each: the reader's language where it is live, else the original in its own words.

        The original is the oldest live page of its group. Every session is in every language's lists, so
        that seats and "3 of 10" are true; what is shown in its original's words needs its own `lang`.
        """
        return self.published().filter(Q(locale=locale) | ~Q(Represented("translation_key", "pk", locale)))

    def below(self, index: Page):
        """Below one calendar page or its translations: another site's calendar is another tree."""
        return self.filter(Below("path", index.translation_key))


class SeriesQuerySet(EventQuerySet):
    def with_keys(self, keys: Iterable):
        return self.filter(translation_key__in=set(keys))

    def without_sessions(self):
        """Series of which no session is live in any language."""
        sessions = Page.objects.filter(eventpage__series_key=OuterRef("translation_key"), live=True)
        return self.filter(~Exists(sessions))

    def with_page(self):
        """With everything that the page of a series shows and that lies in a row of its own."""
        return self.with_contact().select_related("locale", "kind", "image")


class SessionQuerySet(EventQuerySet):
    def upcoming(self, now: datetime):
        """With a date, and not over yet."""
        return self.filter(ends_at__gt=now)

    def past(self, now: datetime):
        """Over: the moment of the end itself already counts."""
        return self.filter(ends_at__lte=now)

    def undated(self):
        return self.filter(starts_at__isnull=True)

    def ahead(self, now: datetime):
        """Upcoming, or still without a date."""
        return self.filter(Q(ends_at__gt=now) | Q(starts_at__isnull=True))

    def numbers(self, now: datetime) -> tuple[int, int]:
        """How many are `ahead` and how many `past`; one query."""
        ahead = Count("pk", filter=Q(ends_at__gt=now) | Q(starts_at__isnull=True))
        found = self.order_by().aggregate(ahead=ahead, over=Count("pk", filter=Q(ends_at__lte=now)))
        return found["ahead"], found["over"]

    def can_be_promised(self, now: datetime):
        """As `events.session_now.can_be_promised`: not cancelled, and not begun or without a date."""
        coming = Q(starts_at__gt=now) | Q(starts_at__isnull=True)
        return self.filter(coming, live=True).not_cancelled()

    def not_cancelled(self):
        return self.exclude(status=Status.CANCELLED)

    def of_series(self, key):
        """The sessions of the series with that translation key, in every language."""
        return self.filter(series_key=key)

    def about(self, topic_key):
        """With that topic (by translation key): its own, or its series'."""
        own = PageTopic.objects.filter(page=OuterRef("pk"), topic__translation_key=topic_key)
        series = PageTopic.objects.filter(
            page__translation_key=OuterRef("series_key"), page__live=True, topic__translation_key=topic_key
        )
        return self.filter(Exists(own) | Exists(series))

    def for_audience(self, term_key):
        """Meant for that audience (by translation key): its own word, or its series' (domain.md#audience)."""
        meant = Page.objects.filter(audience_terms__term__translation_key=term_key)
        own = meant.filter(pk=OuterRef("pk"))
        series = meant.filter(translation_key=OuterRef("series_key"), live=True)
        return self.filter(Exists(own) | Exists(series))

    def in_place(self, place_key):
        """In that city or quarter, or in a quarter of that city (by translation key)."""
        return self.filter(Q(place__translation_key=place_key) | Q(place__part_of__translation_key=place_key))

    def of_kind(self, kind_key):
        """Of that kind (by translation key); a session without a kind has that of its series."""
        series = Page.objects.filter(
            translation_key=OuterRef("series_key"),
            live=True,
            eventseriespage__kind__translation_key=kind_key,
        )
        return self.filter(Q(kind__translation_key=kind_key) | Q(kind__isnull=True) & Exists(series))

    def in_year(self, year: int):
        """That begin or end in that year; the night of New Year's Eve is one day of the old year."""
        night = Q(start_date=date(year - 1, 12, 31), ends_at__lte=aware(date(year, 1, 1), NIGHT_ENDS))
        return self.filter(Q(start_date__year=year) | Q(end_date__year=year) & ~night)

    def chronological(self):
        """By their first moment; those without a date last, in the order of their numbers."""
        return self.order_by(F("starts_at").asc(nulls_last=True), F("number").asc(nulls_last=True), "path")

    def latest_first(self):
        return self.order_by(F("starts_at").desc(nulls_last=True), F("number").desc(nulls_last=True), "path")

    def with_mode(self):
        """With `mode`: how one registers, as `events.registration_options.call_of` says; None where
        nothing is said."""
        series = Page.objects.filter(translation_key=OuterRef("series_key"), eventseriespage__isnull=False)
        series_mode = Subquery(series.order_by("pk").values("eventseriespage__registration_mode")[:1])
        return self.annotate(
            mode=Case(When(registration_mode="", then=series_mode), default="registration_mode")
        )

    def for_lists(self):
        """With everything that a line of a list shows and that lies in a row of its own."""
        rows = with_counts(self).with_contact().annotate(recap_key=F("recap__translation_key"))
        return rows.select_related("locale", "seats", "place", "kind")

    def with_cards(self):
        return self._with_topics(self.for_lists().select_related("image"))

    def shown_on_cards(self, pages: Sequence[Page]) -> list[Page]:
        """Those sessions with what their cards show: as they were fetched with it, else fetched again."""
        if all(hasattr(page, "recap_key") for page in pages):
            return list(pages)
        found = self.filter(pk__in=[page.pk for page in pages]).with_cards().order_by()
        shown = {page.pk: page for page in found}
        return [shown[page.pk] for page in pages if page.pk in shown]

    def with_page(self):
        """With everything that the page of a session shows and that lies in a row of its own."""
        return self.for_lists().select_related("image")


SeriesManager = PageManager.from_queryset(SeriesQuerySet)
SessionManager = PageManager.from_queryset(SessionQuerySet)
