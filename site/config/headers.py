"""What every answer says beside Django's own headers, and whose address a request has behind a proxy."""

from functools import cache
from ipaddress import ip_address, ip_network

from django.conf import settings

# Nothing of the site asks for a camera, a place or a payment; nothing embedded in it may either.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class PermissionsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class ClientAddressMiddleware:
    """Puts the visitor's own address into REMOTE_ADDR, where throttles read it.

    The last address of X-Forwarded-For that is not one of our proxies' is the one that reached them; what
    stands before it the visitor wrote. From others than our proxies the header counts for nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        proxies = tuple(settings.PROXIES)
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded and ("*" in proxies or is_among(request.META.get("REMOTE_ADDR", ""), proxies)):
            addresses = [address.strip() for address in forwarded.split(",")]
            outside = [address for address in addresses if address and not is_among(address, proxies)]
            if outside:
                request.META["REMOTE_ADDR"] = outside[-1]
        return self.get_response(request)


def is_among(address: str, proxies: tuple[str, ...]) -> bool:
    """Return whether one of these addresses or networks is or holds the address; none holds what is no
    address."""
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    return any(asked in network for network in _networks(proxies))


@cache
def _networks(proxies: tuple[str, ...]) -> list:
    return [ip_network(proxy) for proxy in proxies if proxy != "*"]
