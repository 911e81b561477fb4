"""Panels of the page editor: what is missing from a call or wrong with it, as a hint and never as an error.

Page types name their panels, so what reads them is imported when it is asked for.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin.panels import Panel

from ..choices import Attendance


class CompletenessPanel(Panel):
    """Lists what readers will look for and not find (domain.md#series, #empty-facts), or find dead
    (domain.md#external-registration)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/completeness.html"

        @cached_property
        def missing(self) -> list[str]:
            return missing_from(self.instance) if self.instance and self.instance.pk else []

        @cached_property
        def notes(self) -> list[str]:
            return notes_on_link(self.instance) if self.instance and self.instance.pk else []

        def is_shown(self):
            return super().is_shown() and bool(self.missing or self.notes)


def missing_from(page) -> list[str]:
    """The words for each fact that a saved series or session still lacks."""
    from ..models import EventSeriesPage

    return _series(page) if isinstance(page, EventSeriesPage) else _session(page)


def notes_on_link(page) -> list[str]:
    """What is wrong with the other site's address where one registers for a saved series or session."""
    from ..display.session_items import series_by_key
    from ..link_check.check import notes_for
    from ..models import EventSeriesPage
    from ..choices import Mode
    from ..registration_options import call_of

    if isinstance(page, EventSeriesPage):
        call = call_of(None, page)
    else:
        call = call_of(page, series_by_key([page], page.locale).get(page.series_key))
    return notes_for(call.url) if call.mode == Mode.EXTERNAL else []


def _series(series) -> list[str]:
    from ..models import EventPage
    from ..registration_options import call_of

    sessions = EventPage.objects.filter(series_key=series.translation_key)
    missing = [] if sessions.exists() else [gettext("The series has no sessions yet.")]
    call = call_of(None, series)
    has_deadline = bool(call.closes or series.closes_days_before is not None)
    return missing + _call(call, has_deadline=has_deadline, has_price=series.prices.exists())


def _session(session) -> list[str]:
    from ..display.session_items import series_by_key
    from ..choices import Mode
    from ..registration_options import call_of

    series = series_by_key([session], session.locale).get(session.series_key)
    missing = []
    if session.start_date is None:
        missing.append(gettext("There is no date yet."))
    if session.place is None and session.attendance_mode != Attendance.ONLINE:
        missing.append(gettext("There is no place yet."))
    call = call_of(session, series)
    own_end = session.registration_closes or (
        series and (series.registration_closes or series.closes_days_before is not None)
    )
    has_price = session.prices.exists() or bool(series and series.prices.exists())
    missing += _call(call, has_deadline=bool(own_end), has_price=has_price)
    if call.mode in {Mode.FORM, Mode.EMAIL} and session.seats and session.seats.capacity is None:
        missing.append(gettext("The number of seats is not limited."))
    return missing


def _call(call, *, has_deadline: bool, has_price: bool) -> list[str]:
    from ..choices import Mode

    if not call.mode:
        return [gettext("It is not said how to register.")]
    if call.mode in {Mode.NONE, Mode.CLOSED}:
        return []
    missing = []
    if not has_deadline:
        missing.append(gettext("There is no last day to register."))
    if not has_price:
        missing.append(gettext("There is no price; enter 0 for what is free of charge."))
    if call.mode in {Mode.FORM, Mode.EMAIL} and not call.email:
        missing.append(gettext("There is no e-mail address for questions."))
    return missing
