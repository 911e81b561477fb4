"""What all pages of a registration have in common: never cached, never indexed, no referrer that tells
the token."""

from functools import partial, wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found
from wagtail.models import Locale

from events.registration import tokens
from events.registration.senders import count_wrong_token, is_shut_out
from home.visitors.same_origin import same_origin


def private(view=None, *, kind: str = tokens.FULL):
    """A page behind a signed address: finds its registration, or answers 404 and counts the attempt."""
    if view is None:
        return partial(private, kind=kind)

    @never_cache
    @same_origin
    @wraps(view)
    def guarded(request, token, *args, **kwargs):
        if is_shut_out(request):
            return _discreet(render(request, "registration/shut_out.html", status=429))
        registration = tokens.find(token, kind)
        if registration is None:
            count_wrong_token(request)
            return _discreet(render(request, "registration/no_such_address.html", status=404))
        try:
            response = view(request, registration, *args, **kwargs)
        except Http404 as missing:
            # As discreet as what is there: its address holds the token as well.
            response = page_not_found(request, missing)
        return _discreet(response)

    return guarded


def reader_locale() -> Locale:
    """The locale of the reader's language."""
    return Locale.objects.get(language_code=translation.get_language())


def too_many_mails() -> str:
    """The words for a network that caused too many mails today."""
    return gettext("Too many mails were sent from your network today. Please try again tomorrow.")


def _discreet(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
