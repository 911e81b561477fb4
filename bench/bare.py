"""A Django with one view: the bytes of a file, nothing else. `gunicorn bench.bare:application`."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(
        SECRET_KEY="of no use",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        INSTALLED_APPS=[],
    )

FOLDER = Path(os.environ.get("BENCH_PAGES") or ".")
_pages = {}


def page(request, name):
    """The bytes that the site answered before, out of memory."""
    if name not in _pages:
        _pages[name] = (FOLDER / name).read_bytes()
    return HttpResponse(_pages[name])


urlpatterns = [path("<str:name>", page)]
application = get_wsgi_application()
