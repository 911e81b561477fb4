"""A trial (`make run`): as production, but on this machine only, on SQLite, without HTTPS and second factor,
with mails as files and in the admin's outbox."""

import os
from pathlib import Path

from config.databases import database, search_backends

from .base import *  # noqa: F403
from .base import POST_OFFICE, STATIC_ROOT, VAR

TRIAL = True
SECRET_KEY = "a trial only: production reads its own from the environment"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
DEMO_PASSWORD = os.environ.get("DEMO_PASSWORD") or "kwartier"

VAR.mkdir(exist_ok=True)
try:
    DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'db.sqlite3'}")}
except ValueError as error:
    raise SystemExit(
        f"DATABASE_URL is {error}. Write postgres://user:password@host:5432/name or sqlite:////folder/file."
    ) from None
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
PAGE_CACHE = MEMO = True
PROXIES = ["127.0.0.1"]
WHITENOISE_USE_FINDERS = True  # no collectstatic before a first look
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise looks there as well

# An error is shown to nobody as a traceback: it is written where `make run` says.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

EMAIL_FILE_PATH = str(VAR / "mail")
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.filebased.EmailBackend"}}
WAGTAILSEARCH_BACKENDS = search_backends(DATABASES["default"]["ENGINE"])
