"""A picture whose original is not on the disk any more: the admin says so instead of ending in an error."""

import logging

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.users.models import UserProfile

logger = logging.getLogger(__name__)


class MissingOriginalMiddleware:
    """Answers in words where Wagtail needs the file: choosing a picture, previewing a size of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, SourceImageIOError):
            return None
        logger.error("The file of a picture is missing: %s", exception)
        with translation.override(_language_of(request)):
            return answer(request)


def answer(request) -> HttpResponse:
    """Say it in the window of a chooser, or as plain text where a size of the picture was asked for."""
    words = _(
        "The file of this picture is missing on the server. Upload the picture again, or choose another."
    )
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":  # a chooser's window
        html = render_to_string("wagtailadmin/shared/missing_original.html", {"words": words}, request)
        return JsonResponse({"html": html, "step": "missing"})
    return HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")


def _language_of(request) -> str:
    """Return the language of this user's admin, which ended with the view."""
    if not request.user.is_authenticated:
        return translation.get_language()
    return UserProfile.get_for_user(request.user).get_preferred_language()
