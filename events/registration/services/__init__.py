"""Everything that changes a registration. Each function opens one transaction, locks the seat rows it
needs in the
order of their primary keys, is safe to call twice, and raises `RegistrationError` only. None knows HTTP."""

from .address import correct_address, revoke_address, send_again
from .binding import price_of_offer
from .cancel import cancel_booking, cancel_registration, reduce_seats
from .charges import waive_fee
from .confirm import approve, confirm, decline, lapse_due
from .consents import change_consents
from .errors import RegistrationError
from .exchange import accept_change, ask_for_substitute, decline_change, exchange_person
from .follow import follow_all, follow_session, send_notices
from .interest import follow_interest, follow_interests
from .late import Leaving, cost_of_leaving
from .message import recipients_of, send_message
from .payers import join_payers, part_payers
from .people import name_substitute, take_back_substitute
from .planning import copy_call
from .promises import off
from .quote import Quote, quote, with_shown
from .register import Person, Request, SessionWish, is_second, register
from .remind import remind_due, thank_due
from .settle import change_contact, move_booking, set_invoice, settle_price, write_note
from .topics import propose_topic, take_back_topic
from .waiting import accept_offer, lapse_offers, promote_due
from .withdraw import withdraw_booking, withdraw_registration

__all__ = [
    "Leaving",
    "Person",
    "Quote",
    "RegistrationError",
    "Request",
    "SessionWish",
    "accept_change",
    "accept_offer",
    "approve",
    "ask_for_substitute",
    "cancel_booking",
    "cancel_registration",
    "change_consents",
    "change_contact",
    "confirm",
    "copy_call",
    "cost_of_leaving",
    "correct_address",
    "decline",
    "decline_change",
    "exchange_person",
    "follow_all",
    "follow_interest",
    "follow_interests",
    "follow_session",
    "join_payers",
    "lapse_due",
    "lapse_offers",
    "move_booking",
    "name_substitute",
    "off",
    "part_payers",
    "price_of_offer",
    "promote_due",
    "propose_topic",
    "quote",
    "recipients_of",
    "reduce_seats",
    "register",
    "is_second",
    "remind_due",
    "revoke_address",
    "send_again",
    "send_message",
    "send_notices",
    "set_invoice",
    "settle_price",
    "take_back_substitute",
    "take_back_topic",
    "thank_due",
    "waive_fee",
    "withdraw_booking",
    "withdraw_registration",
    "with_shown",
    "write_note",
]
