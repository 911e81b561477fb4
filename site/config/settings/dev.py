"""A first run: SQLite beside the code, mails as files and in the admin's outbox, errors in the browser."""

import os

from config.databases import database, search_backends

from .base import *  # noqa: F403
from .base import POST_OFFICE, VAR

DEBUG = True
SECRET_KEY = "first run only: production reads its own from the environment"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
DEMO_PASSWORD = os.environ.get("DEMO_PASSWORD") or "kwartier"

VAR.mkdir(exist_ok=True)
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'db.sqlite3'}")}

EMAIL_FILE_PATH = str(VAR / "mail")
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.filebased.EmailBackend"}}
WAGTAILSEARCH_BACKENDS = search_backends(DATABASES["default"]["ENGINE"])
