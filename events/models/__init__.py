"""Series, sessions and the plain rows that they share between languages: one file per noun."""

from .call import Call
from .children import EventAudience, Organiser, Price, ProgrammeSlot, SessionMaterial
from .index import EventIndexPage
from .link import RegistrationLink
from .seats import SessionSeats
from .series import EventSeriesPage
from .session import EventPage
from .vocabulary import AudienceTerm, EventKind

__all__ = [
    "AudienceTerm",
    "Call",
    "EventAudience",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "EventSeriesPage",
    "Organiser",
    "Price",
    "ProgrammeSlot",
    "RegistrationLink",
    "SessionMaterial",
    "SessionSeats",
]
