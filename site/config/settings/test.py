"""The test suite: fast hashing, mails in memory, a file database that `--reuse-db` can keep."""

import atexit
import os
import shutil
import tempfile

from config.databases import database, search_backends

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, POST_OFFICE, VAR

SECRET_KEY = "tests only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
WAGTAILADMIN_BASE_URL = "http://testserver"
INSTALLED_APPS = [*INSTALLED_APPS, "bench", "zeal"]  # zeal counts only inside `with zeal_context():`
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # no collectstatic before the tests
MEDIA_ROOT = tempfile.mkdtemp(prefix="kwartier-media-")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)

VAR.mkdir(exist_ok=True)
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    # A test database need not survive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
WAGTAILSEARCH_BACKENDS = search_backends(DATABASES["default"]["ENGINE"])
