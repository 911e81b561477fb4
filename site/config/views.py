"""The one address that is for every language: the root, which leads to the reader's own."""

from django.http import HttpResponseRedirect

from .languages import readers_language


def to_readers_language(request):
    """Redirect to the first language the browser asks for that the site has, else to German."""
    return HttpResponseRedirect(f"/{readers_language(request)}/")
