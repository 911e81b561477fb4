"""How long values of home.memo are valid: while no page, setting or record changes, and until the calendar
changes pages by itself."""

from datetime import datetime

from django.utils import timezone

from . import changes
from .instants import next_instant


def present() -> tuple[tuple[int, int] | None, datetime]:
    """Return the state of the site and the moment until which it lasts; one query."""
    state = changes.current().get(changes.SITE)
    return state, next_instant(timezone.now(), state)
