"""Thin views: a form, a service, a page. One file per stage of a registration."""

from .calendar import calendar
from .certificate import certificate
from .confirm import confirm
from .export import data
from .lost import lost
from .mine import cancel, consents, mine, offer, revoke, session
from .people import people, person
from .register import received, register
from .topics import topics

__all__ = [
    "calendar",
    "cancel",
    "certificate",
    "confirm",
    "consents",
    "data",
    "lost",
    "mine",
    "offer",
    "people",
    "person",
    "received",
    "register",
    "revoke",
    "session",
    "topics",
]
