"""Posts of anonymous visitors. No cookie is set for them, so there is no token to compare: the browser tells
which site sent the form. Nothing that relies on this alone acts with the rights of a logged-in user."""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods


def is_same_origin(request) -> bool:
    """Return False where a browser says that another site sent the request (Sec-Fetch-Site, else Origin, else
    Referer; CSRF_TRUSTED_ORIGINS count as ours).

    A client that sends none of the three passes: it is no browser, and no browser's user can be tricked.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    source = urlsplit(origin or request.headers.get("Referer") or "")
    if not (origin or source.netloc):
        return True
    return source.netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS


def same_origin(view):
    """Refuse posts that other sites sent, with 403."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and not is_same_origin(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
