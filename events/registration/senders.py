"""Who sends, without knowing who it is: a keyed hash of the shortened network address, new every day
(FIELD L8)."""

import hmac
import ipaddress
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

# Wrong tokens from one network within an hour before the door is shut for the rest of it.
WRONG_TOKENS = 30
# Mails with the address again, per registration and hour.
RESENDS = 3


def sender_hash(request) -> str:
    """Hash of /24 (IPv4) or /64 (IPv6) with a key of the day; "" where no address is known."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    network = ipaddress.ip_network((address, 24 if address.version == 4 else 64), strict=False)
    key = f"{settings.SECRET_KEY}:{timezone.localdate().isoformat()}"
    return hmac.new(key.encode(), str(network).encode(), sha256).hexdigest()


def is_shut_out(request) -> bool:
    """Whether this network tried too many wrong tokens."""
    return cache.get(_name(request), 0) >= WRONG_TOKENS


def count_wrong_token(request) -> None:
    name = _name(request)
    if not cache.add(name, 1, timeout=3600):
        try:
            cache.incr(name)
        except ValueError:
            cache.set(name, 1, timeout=3600)


def may_ask_again(request, registration) -> bool:
    """Whether this registration's address may be mailed once more within the hour; counts the attempt."""
    name = f"registration-again-{registration.pk}"
    return cache.add(name, 1, timeout=3600) or cache.incr(name) <= RESENDS


def _name(request) -> str:
    return f"registration-wrong-{sender_hash(request)}"
