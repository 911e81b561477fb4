"""How a session and a series are cited and passed on, in the language of their pages."""

from django.utils.translation import gettext, override

from home.formatting.dates import date_range
from home.layout import layout_of
from home.metadata.citations import Citation
from home.metadata.share_links import passing_on

from ..choices import Attendance
from .session_items import SessionEntry, held


def share_session(entry: SessionEntry, request) -> dict[str, str]:
    """The variables of components/share.html; a date or place to be announced is left out."""
    page, span = entry.page, entry.span
    date = date_range(span.start_date, span.last_day, page.language) if span.start_date else page.date_hint
    place = entry.place[0] if page.place or page.attendance_mode == Attendance.ONLINE else ""
    return _share(page, request, series=entry.series.title if entry.series else "", date=date, place=place)


def share_series(series, entries: list[SessionEntry], request) -> dict[str, str]:
    """As for a session, with the period from the first to the last date that holds."""
    spans = [entry.span for entry in held(entries)]
    date = ""
    if spans:
        last = max(span.last_day for span in spans)
        date = date_range(min(span.start_date for span in spans), last, series.language)
    return _share(series, request, date=date)


def _share(page, request, **parts: str) -> dict[str, str]:
    network = layout_of(request, page).brand
    citation = Citation(
        title=page.title,
        language=page.language,
        network=network,
        url=page.get_full_url(request) or "",
        **parts,
    )
    with override(page.language):
        return passing_on(
            citation,
            subject=gettext("Event tip: %(title)s") % {"title": page.title},
            intro=gettext("In the calendar of %(network)s:") % {"network": network},
        )
