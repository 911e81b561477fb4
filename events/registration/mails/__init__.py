"""The mails of a registration: one function per occasion. Each queues rows in the transaction that
causes it, in
its recipient's language; a worker sends them. None opens a connection."""

from .message import Recipient, message
from .occasions import (
    address,
    cancelled,
    change_declined,
    confirmed,
    declined,
    exchanged,
    in_review,
    interest_offered,
    interest_waits,
    lapsed,
    moved_up,
    offer_lapsed,
    price_changed,
    price_settled,
    promoted,
    received,
    seats_given_up,
    session_cancelled,
    substituted,
)
from .session import booking_moved, reminder, session_called_off, session_moved, thanks
from .undelivered import all_undelivered, undelivered

__all__ = [
    "address",
    "all_undelivered",
    "booking_moved",
    "cancelled",
    "change_declined",
    "confirmed",
    "declined",
    "exchanged",
    "in_review",
    "interest_offered",
    "interest_waits",
    "lapsed",
    "Recipient",
    "message",
    "moved_up",
    "offer_lapsed",
    "price_changed",
    "price_settled",
    "promoted",
    "received",
    "seats_given_up",
    "reminder",
    "session_called_off",
    "session_cancelled",
    "session_moved",
    "substituted",
    "thanks",
    "undelivered",
]
