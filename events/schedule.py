"""The start and the end of a session, computed from what its editor entered.

A session is past once it has ended: at its end time, at midnight after its last day where it has whole days
or an open end. So "today" is neither past nor lost. An evening that runs past midnight ends on the next day,
and is one day all the same (home.formatting.times).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.formatting import times
from home.formatting.times import is_night, iso_stamp

ENDS_TOO_EARLY = _(
    "It ends before it starts. An evening may run until 6:00 in the morning; "
    "for anything longer give the last day."
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """When a session takes place, the usual times of its series filled in (home.formatting.times.Span)."""

    start_date: date | None
    end_date: date | None
    start_time: time | None
    end_time: time | None
    all_day: bool
    open_end: bool

    @classmethod
    def of(cls, session, series=None) -> "Span":
        start_time, end_time = times_of(session, series)
        return cls(
            start_date=session.start_date,
            end_date=session.end_date,
            start_time=start_time,
            end_time=end_time,
            all_day=session.all_day,
            open_end=session.open_end,
        )

    @property
    def last_day(self) -> date | None:
        """The last day as people count it, an evening past midnight being one day."""
        return times.last_day(self)

    @property
    def several_days(self) -> bool:
        return self.last_day != self.start_date

    @property
    def whole_days(self) -> bool:
        return bool(self.start_date and (self.all_day or self.start_time is None))

    @property
    def iso(self) -> str:
        if self.start_date is None:
            return ""
        return iso_stamp(self.start_date, None if self.whole_days else self.start_time)


def moments(
    *,
    start_date: date | None,
    end_date: date | None,
    start_time: time | None,
    end_time: time | None,
    all_day: bool,
    open_end: bool,
) -> tuple[datetime | None, datetime | None]:
    """The aware first moment and the aware moment of the end, in the site's time zone; (None, None)
    without a date."""
    if start_date is None:
        return None, None
    last_day = end_date or start_date
    whole = all_day or start_time is None
    starts = aware(start_date, time.min if whole else start_time)
    if whole or open_end or end_time is None:
        ends = aware(last_day + timedelta(days=1), time.min)
    else:
        one_day = last_day == start_date
        night = one_day and is_night(start_time, end_time)
        ends = aware(last_day + timedelta(days=1) if night else last_day, end_time)
    return starts, ends


def ends_before_it_starts(session, start_time: time | None, end_time: time | None) -> bool:
    """Return whether a session of one day would end before these hours begin; a night does not."""
    one_day = session.end_date is None or session.end_date == session.start_date
    if start_time is None or end_time is None or not one_day:
        return False
    return not _in_order(start_time, end_time)


def set_moments(session) -> None:
    """Fill `starts_at`, `ends_at` and `series_key` of a session page from its own fields and its
    series' usual times."""
    series = session.get_parent_series()
    session.series_key = series.translation_key if series else None
    start_time, end_time = times_of(session, series)
    session.starts_at, session.ends_at = moments(
        start_date=session.start_date,
        end_date=session.end_date,
        start_time=start_time,
        end_time=end_time,
        all_day=session.all_day,
        open_end=session.open_end,
    )


def times_of(session, series) -> tuple[time | None, time | None]:
    """The times that hold for a session: its own, else the usual ones of its series (domain.md#series).

    Nothing is borrowed that does not fit: no end before its own start, and no start after its own end on one
    day.
    """
    if session.all_day:
        return None, None
    usual_start = series.default_start_time if series else None
    usual_end = series.default_end_time if series else None
    start, end = session.start_time, session.end_time
    if start is None and not ends_before_it_starts(session, usual_start, end):
        start = usual_start
    if session.open_end:
        return start, None
    if end is None and (start is None or usual_end is None or _in_order(start, usual_end)):
        end = usual_end
    return start, end


def _in_order(start: time, end: time) -> bool:
    return start < end or is_night(start, end)


def aware(day: date, moment: time) -> datetime:
    """That wall-clock time of that day in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, moment))
