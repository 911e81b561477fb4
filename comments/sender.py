"""Where a post came from, known well enough to slow down a flood and not well enough to know a person.

The network address is shortened (IPv4 to 24 bits, IPv6 to 64), hashed with a key that changes every day and
emptied after a week (FIELD L8). Nothing here can be turned back without the secret key.
"""

from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.utils import timezone
from django.utils.crypto import salted_hmac

IPV4_BITS, IPV6_BITS = 24, 64


def sender_hash(address: str, day: date) -> str:
    """Keyed hash of an address on one day, 64 hex digits; "" for what is no address."""
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    bits = IPV4_BITS if ip.version == 4 else IPV6_BITS
    network = ip_network((ip, bits), strict=False).network_address
    return salted_hmac("comments.sender", f"{day.isoformat()} {network}", algorithm="sha256").hexdigest()


def recent_hashes(address: str, now: datetime) -> list[str]:
    """The hashes of an address today (first) and yesterday, so that midnight opens no door."""
    today = timezone.localdate(now)
    return [sender_hash(address, day) for day in (today, today - timedelta(days=1))]
