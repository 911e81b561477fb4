"""Moments at which pages change although nobody writes: midnight, and what the calendar has entered."""

from datetime import datetime, time, timedelta

from django.db.models import Min, Q
from django.utils import timezone

from events.models import EventPage, EventSeriesPage

# Days in lists, the end of conversations and of registration by days: all of them change at midnight.
MOMENTS = {
    EventPage: ("starts_at", "ends_at", "registration_opens", "registration_closes"),
    EventSeriesPage: ("registration_opens", "registration_closes"),
}

_known: dict = {}


def next_instant(now: datetime, state: tuple) -> datetime:
    """The first moment after `now` at which a page may look different; two queries at most.

    It is remembered in this process for as long as `state`, that of the whole site, is the same.
    """
    instant = _known.get(state)
    if instant is None or instant <= now:
        _known.clear()
        instant = _known[state] = min([_midnight(now), *_entered(now)])
    return instant


def _entered(now: datetime) -> list[datetime]:
    found = []
    for model, columns in MOMENTS.items():
        coming = {f"next_{column}": Min(column, filter=Q(**{f"{column}__gt": now})) for column in columns}
        found += model._base_manager.filter(live=True).order_by().aggregate(**coming).values()
    return [moment for moment in found if moment]


def _midnight(now: datetime) -> datetime:
    """The beginning of the next day in the site's time zone, whatever the clock does in that night."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
