"""For whoever changes code: the trial's site with errors in the browser, and nothing kept that would hide a
change. `manage.py runserver` and `manage.py worker`, after `make run` has made the site."""

from .trial import *  # noqa: F403

DEBUG = True
PAGE_CACHE = MEMO = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
