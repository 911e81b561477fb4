"""What is missing from a series or a session, or wrong with it, for its editor: a hint and never an error."""

from django.utils.translation import gettext

from ..choices import Attendance, Mode
from ..models.registration_link import RegistrationLink
from ..registration_options import ResolvedCall, call_of


def notes_on_link(call: ResolvedCall) -> list[str]:
    """What is wrong with the other site's address where one registers."""
    return notes_for(call.url) if call.mode == Mode.EXTERNAL else []


def notes_for(url: str) -> list[str]:
    """What an editor should know about an address where people register, as sentences."""
    link = RegistrationLink.objects.filter(url=url).first() if url else None
    return link.notes if link else []


def missing_from_series(series) -> list[str]:
    """The words for each fact that a saved series still lacks."""
    sessions = series.get_all_sessions().of_series(series.translation_key)
    missing = [] if sessions.exists() else [gettext("The series has no sessions yet.")]
    call = call_of(None, series)
    has_deadline = bool(call.closes or series.closes_days_before is not None)
    return missing + _call(call, has_deadline=has_deadline, has_price=series.prices.exists())


def missing_from_session(session, series) -> list[str]:
    """The words for each fact that a saved session still lacks, with what its series says."""
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
