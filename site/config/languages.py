"""Which language a request is answered in: the one in its address, else the one its browser asks for."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header


class LanguageMiddleware(LocaleMiddleware):
    """Django's, without its cookie and without its redirect of every unknown address to /de/…

    What depends on no cookie needs no `Vary: Cookie`, and an unknown address is a 404 at once.
    """

    def process_request(self, request):
        language = translation.get_language_from_path(request.path_info) or readers_language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request, response):
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


def readers_language(request) -> str:
    """The first language by Accept-Language that the site has, else its own: a code out of LANGUAGES."""
    for wanted, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if wanted == "*":
            break
        if not weight:
            continue
        try:
            return translation.get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
