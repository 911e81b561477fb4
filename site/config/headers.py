"""What every answer says beside Django's own headers, and whose address a request has behind a proxy."""

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
        proxies = settings.PROXIES
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded and ("*" in proxies or request.META.get("REMOTE_ADDR") in proxies):
            addresses = [address.strip() for address in forwarded.split(",")]
            outside = [address for address in addresses if address and address not in proxies]
            if outside:
                request.META["REMOTE_ADDR"] = outside[-1]
        return self.get_response(request)
