"""Series, sessions and the plain rows that they share between languages: one file per noun."""

from .index import EventIndexPage
from .material import SessionMaterial
from .organiser import Organiser
from .price import Price
from .programme import ProgrammeSlot
from .registration_link import RegistrationLink
from .registration_options import Call
from .seats import SessionSeats
from .series import EventSeriesPage
from .session import EventPage
from .vocabulary import AudienceTerm, EventAudience, EventKind

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
