"""Everything from the environment; whatever is missing or unsafe is named, all of it at once.

docs/operation.md lists the variables. `.env` beside `manage.py` is read where it exists; the environment
wins.
"""

from urllib.parse import urlsplit

import environ
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.utils import Dsn

from config import environment
from config.databases import database, search_backends
from config.logs import without_personal_data
from config.rediscache import TIMEOUTS
from config.settings.validation import Demands, listed

from .base import *  # noqa: F403
from .base import BACKUP_ROOT, MEDIA_ROOT, POST_OFFICE, STATIC_ROOT, STORAGES, VAR

demands = Demands()
demands.understood(".env", environment.read())
env = environment.Variables()

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
demands.secret("SECRET_KEY", SECRET_KEY)
# What older keys signed and sealed is still read; a key is no longer needed once nobody holds such a thing.
SECRET_KEY_FALLBACKS = listed(env.str("SECRET_KEY_FALLBACKS", default=""))
for _older in SECRET_KEY_FALLBACKS:
    demands.secret("SECRET_KEY_FALLBACKS", _older)

ALLOWED_HOSTS = listed(env.str("ALLOWED_HOSTS", default=""))
demands.hosts("ALLOWED_HOSTS", ALLOWED_HOSTS)

# Only to try production on one machine: with it nothing but this machine's own names may be served.
PLAIN_HTTP = demands.yes_or_no("PLAIN_HTTP", env.str("PLAIN_HTTP", default=""), default=False)
if PLAIN_HTTP:
    demands.loopback_only("PLAIN_HTTP", ALLOWED_HOSTS)

WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="").rstrip("/")
demands.base_url("WAGTAILADMIN_BASE_URL", WAGTAILADMIN_BASE_URL, ALLOWED_HOSTS, plain_http=PLAIN_HTTP)

# Database: connections stay open between requests, in a way that a pooler may sit before PostgreSQL.
DATABASES = {"default": demands.parsed("DATABASE_URL", env.str("DATABASE_URL", default=""), database)}
demands.stored("DATABASE_URL", DATABASES["default"])
DATABASES["default"] |= {
    "CONN_MAX_AGE": demands.number("CONN_MAX_AGE", env.str("CONN_MAX_AGE", default=""), default=60),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
}

# Cache: Redis, or a table of the database that every process and machine sees as well.
CACHES = {
    "default": demands.parsed(
        "CACHE_URL", env.str("CACHE_URL", default="") or "dbcache://cache", environ.Env.cache_url_config
    )
}
demands.shared_cache("CACHE_URL", CACHES["default"])
_options = CACHES["default"].setdefault("OPTIONS", {})
if CACHES["default"].get("BACKEND", "").endswith("RedisCache"):
    CACHES["default"] |= {"BACKEND": "config.rediscache.RedisCache", "OPTIONS": TIMEOUTS | _options}
    demands.connectable("CACHE_URL", CACHES["default"])
else:
    _options.setdefault("MAX_ENTRIES", 10_000)
PAGE_CACHE = demands.yes_or_no("PAGE_CACHE", env.str("PAGE_CACHE", default=""), default=True)
MEMO = demands.yes_or_no("MEMO", env.str("MEMO", default=""), default=True)

# Proxies that keep pages: told of each change, they may keep them for longer than a second.
WAGTAILFRONTENDCACHE = {
    address: {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": address}
    for address in listed(env.str("FRONT_CACHE_URL", default=""))
}
FRONT_CACHE_SECONDS = demands.number(
    "FRONT_CACHE_SECONDS", env.str("FRONT_CACHE_SECONDS", default=""), default=1
)
for _address in WAGTAILFRONTENDCACHE:
    demands.proxy("FRONT_CACHE_URL", _address)
demands.purged("FRONT_CACHE_SECONDS", FRONT_CACHE_SECONDS, WAGTAILFRONTENDCACHE)

# Mail
demands.mail("EMAIL_URL", env.str("EMAIL_URL", default=""))
_mail = demands.parsed("EMAIL_URL", env.str("EMAIL_URL", default=""), environ.Env.email_url_config)
EMAIL_HOST = _mail.get("EMAIL_HOST") or ""
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "config.delivery.Backend"}}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="")
demands.address("DEFAULT_FROM_EMAIL", DEFAULT_FROM_EMAIL)

# Files
MEDIA_ROOT = env.str("MEDIA_ROOT", default="") or MEDIA_ROOT
STATIC_ROOT = env.str("STATIC_ROOT", default="") or STATIC_ROOT
BUCKET = env.str("BUCKET", default="")
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "config.stylesheets.JoinedStaticFiles"},
}
_endpoint = env.str("BUCKET_ENDPOINT_URL", default="")
_key, _secret = env.str("BUCKET_ACCESS_KEY", default=""), env.str("BUCKET_SECRET_KEY", default="")
demands.bucket(BUCKET, endpoint=_endpoint, key=_key, secret=_secret)
if BUCKET:
    # The proxy shows the bucket below /media/, so that readers ask one host only.
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": BUCKET,
            "endpoint_url": _endpoint or None,
            "region_name": env.str("BUCKET_REGION", default="") or None,
            "access_key": _key or None,
            "secret_key": _secret or None,
            "custom_domain": f"{urlsplit(WAGTAILADMIN_BASE_URL).netloc}/media",
            "url_protocol": "http:" if PLAIN_HTTP else "https:",
            "file_overwrite": False,
            "querystring_auth": False,
            "object_parameters": {"CacheControl": "public, max-age=31536000"},
        },
    }

SECOND_FACTOR_REQUIRED = True
PROXIES = listed(env.str("FORWARDED_ALLOW_IPS", default="")) or ["127.0.0.1"]
demands.addresses("FORWARDED_ALLOW_IPS", PROXIES)
# gunicorn.conf.py's, named here for whoever mistypes them.
demands.port("PORT", env.str("PORT", default=""))
demands.bind("BIND", env.str("BIND", default=""))
demands.processes("WEB_CONCURRENCY", env.str("WEB_CONCURRENCY", default=""))
demands.yes_or_no("ACCESS_LOG", env.str("ACCESS_LOG", default=""), default=True)

# Everything by HTTPS. Gunicorn takes the scheme from a proxy in FORWARDED_ALLOW_IPS, and from no other.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
_hsts = demands.number("HSTS_SECONDS", env.str("HSTS_SECONDS", default=""), default=31_536_000)
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else _hsts
SECURE_HSTS_INCLUDE_SUBDOMAINS = demands.yes_or_no(
    "HSTS_SUBDOMAINS", env.str("HSTS_SUBDOMAINS", default=""), default=True
)
# Preloading binds a whole domain for years: for its owner to decide, not for a site below it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if PLAIN_HTTP:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
if not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    SILENCED_SYSTEM_CHECKS += ["security.W005"]

LOG_LEVEL = demands.level("LOG_LEVEL", env.str("LOG_LEVEL", default=""))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.Formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Scanners ask for every host there is; the answer is a 400, nothing to be told of.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Django leaves it to the server not to send the body of an answer to HEAD; the server need not tell.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # Without a handler it would give itself one, of lines that are not JSON.
        "post_office": {"handlers": ["console"], "propagate": False},
    },
}

# Watching: who may ask /readyz, and a service for errors, which learns where one happened and nothing else.
READY_TOKEN = env.str("READY_TOKEN", default="")
if READY_TOKEN:
    demands.long("READY_TOKEN", READY_TOKEN)
SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN and demands.parsed("SENTRY_DSN", SENTRY_DSN, Dsn):
    sentry_sdk.init(
        SENTRY_DSN,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=without_personal_data,
    )

# Backups: where they go, and after how many hours without one /readyz is not well.
BACKUP_ROOT = env.str("BACKUP_ROOT", default="") or BACKUP_ROOT
BACKUP_HOURS = demands.hours("BACKUP_HOURS", env.str("BACKUP_HOURS", default=""))

for _name in ("ALLOWED_HOSTS", "WAGTAILADMIN_BASE_URL", "DATABASE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"):
    demands.own(_name, env.str(_name, default=""))

if demands.unmet:
    raise ImproperlyConfigured(demands.message())

VAR.mkdir(exist_ok=True)
WAGTAILSEARCH_BACKENDS = search_backends(DATABASES["default"]["ENGINE"])
