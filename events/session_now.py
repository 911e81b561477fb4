"""The state of a session at a moment, for every page, list, feed, calendar, mail and job.

Nothing here has words of any language (events.states has them) and nothing asks the database: a session is
read with its seats, its contact and its series before (`SessionQuerySet.for_lists`).
"""

from datetime import datetime


def takes_place(session) -> bool:
    """Return whether a session is published and not cancelled; its date may still be open or already past."""
    return session.live and session.status != session.Status.CANCELLED


def has_begun(session, now: datetime) -> bool:
    """Return whether its first moment has come: the midnight before a session of whole days."""
    return session.starts_at is not None and session.starts_at <= now


def is_over(session, now: datetime) -> bool:
    """Return whether it has ended; the moment of the end itself counts."""
    return session.ends_at is not None and session.ends_at <= now


def is_dated(session) -> bool:
    """Return whether its day is known: without it nobody can be bound to come or to pay."""
    return session.starts_at is not None


def can_be_promised(session, now: datetime) -> bool:
    """Return whether a place may be offered, given, confirmed or reminded of at that moment.

    The session takes place and has not begun. One without a date yet can be promised as a part of its whole
    series; alone it takes interest only (`is_dated`). `session` is the page whose facts hold: the original.
    """
    return takes_place(session) and not has_begun(session, now)


def has_taken_place(session, now: datetime) -> bool:
    """Return whether it was held: over and not cancelled. What was held can be certified and thanked for."""
    return is_over(session, now) and session.status != session.Status.CANCELLED
