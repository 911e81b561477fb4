"""Answers where a page must not go away yet: whom it is kept for, and the way to take it away after all."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.localization import get_localized_response

from events.registration.services import RegistrationError, leaving

TITLES = {
    "unpublish": gettext_lazy("This cannot be unpublished yet"),
    "move": gettext_lazy("This cannot be moved yet"),
    "close": gettext_lazy("This cannot be made private yet"),
    "delete": gettext_lazy("This cannot be deleted"),
}


class StillBookedMiddleware:
    """Answers what the receivers refuse, whichever screen it was tried from: nothing was changed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        known = isinstance(exception, RegistrationError) and exception.code in {"booked", "busy"}
        if known and request.user.has_perm("wagtailadmin.access_admin"):
            return get_localized_response(refusal, request, exception)
        return None


def refusal(request, error: RegistrationError, *, status: int = 409):
    if "wagtailadmin_api" in request.resolver_match.namespaces:
        return JsonResponse({"detail": error.message}, status=status)
    booked = isinstance(error, leaving.StillBookedError)
    context = {
        "title": TITLES[error.act] if booked else _("Please try again"),
        "sessions": error.sessions if booked else [],
        "message": error.message,
    }
    return render(request, "registration/desk/leaving_refused.html", context, status=status)


def before_move_page(request, page, destination):
    """Answer instead of the question whether to move it; the move itself is refused in any case."""
    parent = page.get_parent()
    found = leaving.booked(leaving.moved_with(page)) if parent.pk != destination.pk else []
    if not found:
        return None
    return refusal(
        request, leaving.StillBookedError("move", found), status=409 if request.method == "POST" else 200
    )
