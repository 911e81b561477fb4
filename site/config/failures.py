"""Failures that are known, answered in words instead of an error nobody can do anything about."""

import errno
import logging

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from redis.exceptions import ConnectionError, TimeoutError

from .languages import readers_language

logger = logging.getLogger(__name__)

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
WAIT = 60  # seconds, for Retry-After


class KnownFailuresMiddleware:
    """A disk that is full, a Redis that is away where tries have to be counted: 503, and what to do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, (ConnectionError, TimeoutError)):
            logger.error("The cache is away: nothing can be counted at %s", request.path_info)
            return unavailable(
                _(
                    "How often this was tried cannot be counted at the moment, so nobody can sign in or send "
                    "anything here. Please try again in a few minutes."
                )
            )
        if isinstance(exception, OSError) and exception.errno in FULL:
            logger.error("The disk is full: nothing was stored at %s", request.path_info)
            return unavailable(
                _(
                    "The disk of the website is full, and nothing was stored. Please tell an administrator, "
                    "and try again later."
                )
            )
        return None


class UnknownProxyMiddleware:
    """Stands before the redirect to HTTPS. A proxy that nobody named says in vain that the visitor came by
    HTTPS: it would be led to the same address for ever."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        told = request.headers.get("X-Forwarded-Proto", "").strip().lower()
        if told != "https" or request.is_secure() or not settings.SECURE_SSL_REDIRECT:
            return self.get_response(request)
        # Not the address: anybody may send such a header.
        logger.error("A proxy that FORWARDED_ALLOW_IPS does not name says that a visitor came by HTTPS")
        with translation.override(readers_language(request)):
            return unavailable(
                _(
                    "This website is not set up completely yet: it does not know its proxy. If you look "
                    "after it, see FORWARDED_ALLOW_IPS in docs/operation.md."
                )
            )


def unavailable(words: str) -> HttpResponse:
    """A page of the site with these words, which asks neither database nor cache."""
    return HttpResponse(
        render_to_string("503.html", {"words": words}),
        status=503,
        headers={"Retry-After": str(WAIT), "Cache-Control": "no-store"},
    )
