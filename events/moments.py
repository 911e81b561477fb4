"""When a session begins and when it is past, computed from what its editor entered.

A session is past once it has ended: at its end time, at midnight after its last day where it has whole
days or an
open end. So "today" is neither past nor lost.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


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
        ends = aware(last_day, end_time)
    return starts, ends


def set_moments(session) -> None:
    """Fill `starts_at`, `ends_at` and `series_key` of a session page from its own fields and its
    series' usual times."""
    series = series_of(session)
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
    """The times that hold for a session: its own, else the usual ones of its series (FIELD SB5)."""
    if session.all_day:
        return None, None
    usual_start = series.default_start_time if series else None
    usual_end = series.default_end_time if series else None
    start = session.start_time or usual_start
    if session.open_end:
        return start, None
    # A session with a start of its own and no end does not borrow an end that lies before it.
    end = session.end_time or (usual_end if usual_end and (start is None or usual_end > start) else None)
    return start, end


def series_of(session):
    """The series page that a session stands under, or None for a single event."""
    from .models import EventSeriesPage

    if not session.path or session.depth < 3:
        return None
    return EventSeriesPage.objects.filter(path=session.path[: -session.steplen]).first()


def aware(day: date, moment: time) -> datetime:
    """That wall-clock time of that day in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, moment))
