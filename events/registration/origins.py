"""Posts of anonymous visitors: no cookie is set for them, so there is none to compare a token with; what
counts is where the form stood, and that this site made it (forms.served). Nothing here acts with the rights
of a logged-in user."""

from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods


def same_origin(view):
    """Refuse posts from other sites (Sec-Fetch-Site, else Origin, else Referer); a client that sends none of
    the three is let in: it is no browser, and no browser's user is there to be tricked."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and not _is_own(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _is_own(request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return not source or urlsplit(source).netloc == request.get_host()
