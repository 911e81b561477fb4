"""How much one network may try within an hour or a day, without knowing whom it belongs to
(domain.md#comment-privacy)."""

from django.core.cache import cache
from django.utils import timezone

from home.visitors.network_hash import network_hash

HOUR, DAY = 3600, 24 * 3600
# Wrong tokens from one network within an hour before the door is shut for the rest of it.
WRONG_TOKENS = 30
# Mails with the address again, per registration and hour.
RESENDS = 3
# Mails that one network can cause in a day, to all addresses together: an office with twenty people who
# register parties of three stays below it, whoever sends advertising through our forms gives up.
MAILS = 120


def sender_hash(request) -> str:
    """Keyed hash of the network of a request, new every day; "" where no address is known."""
    address = request.META.get("REMOTE_ADDR", "")
    return network_hash(address, timezone.localdate(), purpose="registration.sender")


def is_shut_out(request) -> bool:
    """Return whether this network tried too many wrong tokens."""
    return cache.get(_name("wrong", request), 0) >= WRONG_TOKENS


def count_wrong_token(request) -> None:
    _count(_name("wrong", request), 1, HOUR)


def may_ask_again(request, registration) -> bool:
    """Return whether this registration's address may be mailed once more within the hour; counts the
    attempt."""
    again = _count(f"registration-again-{registration.pk}", 1, HOUR)
    return again <= RESENDS and may_cause_mails(request)


def may_cause_mails(request, number: int = 1) -> bool:
    """Return whether this network may cause so many more mails today; counts them if so."""
    name = _name("mails", request)
    if cache.get(name, 0) + number > MAILS:
        return False
    return _count(name, number, DAY) <= MAILS


def _count(name: str, number: int, seconds: int) -> int:
    """Add to a counter that begins with the first call and ends so many seconds later; returns its sum."""
    if cache.add(name, number, timeout=seconds):
        return number
    try:
        return cache.incr(name, number)
    except ValueError:  # it ended in between
        cache.set(name, number, timeout=seconds)
        return number


def _name(what: str, request) -> str:
    return f"registration-{what}-{sender_hash(request)}"
