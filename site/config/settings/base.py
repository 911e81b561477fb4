"""What every environment shares. The environment itself is read in dev.py and production.py."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
VAR = ROOT / "var"

INSTALLED_APPS = [
    "config.apps.SiteConfig",
    "home",
    "authors",
    "news",
    "events",
    "events.registration",
    "comments",
    "wagtail_localize",
    "wagtail_localize.locales",  # replaces wagtail.locales
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "config.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_filters",
    "django_tasks",
    "post_office",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "config.logs.RequestIdMiddleware",
    "config.headers.ClientAddressMiddleware",
    "config.health.HealthMiddleware",  # before every check of host, scheme and language
    "config.compression.CompressionMiddleware",  # what the page cache gives is compressed already
    "config.pagecache.middleware.PageCacheMiddleware",  # keeps answers with all their headers
    "config.failures.UnknownProxyMiddleware",  # before the redirect to HTTPS, which would have no end
    "django.middleware.security.SecurityMiddleware",
    # Outside of those that answer themselves, so that files and redirects carry the headers as well.
    "config.csp.PolicyByPathMiddleware",
    "config.headers.PermissionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.failures.KnownFailuresMiddleware",
    "events.registration.admin.leaving.StillBookedMiddleware",
    "home.media.missing_originals.MissingOriginalMiddleware",
    # outside of the redirects: counts what they do not lead on
    "home.redirects.not_found.LostAddressMiddleware",
    "home.redirects.middleware.RedirectMiddleware",
    "config.spreadsheets.CsvMiddleware",
]

PAGE_CACHE = MEMO = False  # on in production; in the way while templates are written
FRONT_CACHE_SECONDS = 1  # how long a proxy may keep a page
WAGTAILFRONTENDCACHE = {}
WAGTAILFRONTENDCACHE_LANGUAGES = []  # addresses differ by more than the prefix of their language

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Signing in: accounts are made by administrators; production asks for a second factor.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "config.accounts.adapter.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {  # config.accounts.attempts
    "login_failed": "10/m/ip",
    "attempts_here": "5/5m/key",
    "attempts_anywhere": "30/h/key",
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
MFA_ADAPTER = "config.accounts.encryption.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # administrators made the account
MFA_FORMS = {
    "activate_totp": "config.accounts.forms.ActivateForm",
    "authenticate": "config.accounts.forms.CodeForm",
    "reauthenticate": "config.accounts.forms.CodeAgainForm",
}
MFA_TOTP_ISSUER = "Kwartier"
MFA_TOTP_TOLERANCE = 1  # telephones are half a minute off
SECOND_FACTOR_REQUIRED = False
LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = False  # allauth's: one throttle, one form
PROXIES = []
READY_TOKEN = ""
BACKUP_ROOT = str(VAR / "backup")
BACKUP_HOURS = 0  # no backups are expected

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages. The first Locale row is made from LANGUAGE_CODE by the first migrate.
LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("de", "Deutsch"), ("nl", "Nederlands")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [SITE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE / "static"]
STATIC_ROOT = str(VAR / "static")
MEDIA_URL = "/media/"
MEDIA_ROOT = str(VAR / "media")  # a str: a Path cannot travel as a task argument

STORAGES = {
    "default": {"BACKEND": "home.media.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "mail": {"BACKEND": "config.mailfiles.MailFiles"},
}

# Wagtail
WAGTAIL_SITE_NAME = "Kwartier"
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # spelled by home.slugs
WAGTAILIMAGES_IMAGE_MODEL = "home.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.media.forms.SiteImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 24_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "config.uploads.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES = []  # every document is a download
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # by the site, which knows who may have it
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_REDIRECTS_FILE_STORAGE = "cache"  # both steps of an import, on whichever machine
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
FORMS_URLFIELD_ASSUME_HTTPS = True  # "example.org" typed into a link means https; goes with Django 6.0
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Mail is queued in the database by the transaction that causes it and sent by a worker.
EMAIL_BACKEND = "post_office.EmailBackend"
DEFAULT_FROM_EMAIL = "Kwartier <post@example.org>"
EMAIL_TIMEOUT = 10  # seconds
# A mail server may be away for a day: 288 tries, one every five minutes. Logged are failures only.
POST_OFFICE = {
    "MAX_RETRIES": 288,
    "RETRY_INTERVAL": timedelta(minutes=5),
    "LOG_LEVEL": 1,
    "FILE_STORAGE": "mail",
}
TRIAL = False  # demo logins, an outbox in the admin, pictures without a proxy: trial.py
DEMO_PASSWORD = ""

# Content security policy: strict for everything public; config.csp widens it for the admin, whose own
# pages carry inline scripts.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
