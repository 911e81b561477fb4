"""Where a request comes from, known well enough to slow down a flood and not well enough to know a person."""

from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.utils import timezone
from django.utils.crypto import salted_hmac

IPV4_BITS, IPV6_BITS = 24, 64


def network_hash(address: str, day: date, *, purpose: str) -> str:
    """Return a keyed hash (64 hex digits) of the network of an IP address on one day, "" for what is no
    address.

    The address is shortened to /24 (IPv4) or /64 (IPv6); the key changes every day and with the purpose, so
    that two days or two purposes cannot be joined. An IPv4 address mapped into IPv6, as a server on [::] sees
    every visitor without IPv6 (RFC 4291, 2.5.5.2), counts as the IPv4 address.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    bits = IPV4_BITS if found.version == 4 else IPV6_BITS
    network = ip_network((found, bits), strict=False).network_address
    return salted_hmac(purpose, f"{day.isoformat()} {network}", algorithm="sha256").hexdigest()


def recent_hashes(address: str, now: datetime, *, purpose: str) -> list[str]:
    """Return the hashes of an address today (first) and yesterday, so that midnight opens no door."""
    today = timezone.localdate(now)
    return [network_hash(address, day, purpose=purpose) for day in (today, today - timedelta(days=1))]
