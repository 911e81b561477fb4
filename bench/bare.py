"""A Django with one view: the bytes of a file, nothing else. Settings, addresses and view in one; served by
`DJANGO_SETTINGS_MODULE=bench.bare gunicorn 'bench.bare:get_wsgi_application()'`."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application  # noqa: F401 - gunicorn calls it
from django.http import HttpResponse
from django.urls import path

SECRET_KEY = "of no use"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
MIDDLEWARE = INSTALLED_APPS = []

FOLDER = Path(os.environ.get("BENCH_PAGES") or ".")
_pages = {}


def page(request, name):
    """The bytes that the site answered before, out of memory."""
    if name not in _pages:
        _pages[name] = (FOLDER / name).read_bytes()
    return HttpResponse(_pages[name])


urlpatterns = [path("<str:name>", page)]
