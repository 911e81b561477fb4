"""Production refuses to start with what is missing or unsafe, and says all of it at once."""

import importlib
import os
import re
import subprocess
import sys
from urllib.parse import unquote

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages

from tests.servers import ROOT

GOOD = {
    "SECRET_KEY": "kV3xq8ZrT0mPw5YhB2nLc7JdF4gSa9EuKi1oQvXtRyWbMzNe6HfA",
    "ALLOWED_HOSTS": "www.netz.test,.buurt.test",
    "WAGTAILADMIN_BASE_URL": "https://www.netz.test",
    "DATABASE_URL": "postgres://kwartier:secret@db.netz.test:5432/kwartier",
    "EMAIL_URL": "smtp+tls://user:secret@mail.netz.test:587",
    "DEFAULT_FROM_EMAIL": "Kwartier <post@netz.test>",
}


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Import the production settings with exactly the given environment, beside what the machine has."""
    for name in [
        *GOOD,
        "CACHE_URL",
        "PLAIN_HTTP",
        "MEDIA_ROOT",
        "STATIC_ROOT",
        "HSTS_SECONDS",
        "HSTS_SUBDOMAINS",
        "READY_TOKEN",
        "SENTRY_DSN",
        "BUCKET",
        "FRONT_CACHE_URL",
        "FRONT_CACHE_SECONDS",
        "PAGE_CACHE",
        "CONN_MAX_AGE",
        "LOG_LEVEL",
        "BUCKET_ENDPOINT_URL",
        "BUCKET_ACCESS_KEY",
        "BUCKET_SECRET_KEY",
        "FORWARDED_ALLOW_IPS",
        "PORT",
        "WEB_CONCURRENCY",
        "ACCESS_LOG",
        "BIND",
        "SECRET_KEY_FALLBACKS",
        "BACKUP_ROOT",
        "BACKUP_HOURS",
    ]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("config.environment.FILE", tmp_path / ".env")

    def settings(**environment):
        for name, value in environment.items():
            if value is not None:
                monkeypatch.setenv(name, value)
        sys.modules.pop("config.settings.production", None)
        return importlib.import_module("config.settings.production")

    return settings


def refusal(start, **environment):
    with pytest.raises(ImproperlyConfigured) as caught:
        start(**environment)
    return str(caught.value).splitlines()[1:]


def test_an_empty_environment_is_answered_with_everything_that_is_missing(start):
    assert refusal(start) == [f"- {name} is missing" for name in GOOD]


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is unsafe"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is unsafe"),
        ("SECRET_KEY", "django-insecure-" + GOOD["SECRET_KEY"], "SECRET_KEY is unsafe"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS is unsafe"),
        ("ALLOWED_HOSTS", "*.netz.test", "ALLOWED_HOSTS is unsafe"),
        ("ALLOWED_HOSTS", "other.netz.test", "WAGTAILADMIN_BASE_URL has a host that ALLOWED_HOSTS"),
        ("WAGTAILADMIN_BASE_URL", "http://www.netz.test", "WAGTAILADMIN_BASE_URL is unsafe"),
        ("WAGTAILADMIN_BASE_URL", "site.buurt.test", "WAGTAILADMIN_BASE_URL is no address"),
        ("DATABASE_URL", "nonsense://x/y", "DATABASE_URL cannot be read"),
        ("CACHE_URL", "nonsense://x/y", "CACHE_URL cannot be read"),
        ("CACHE_URL", "locmemcache://", "CACHE_URL is unsafe"),
        ("READY_TOKEN", "short", "READY_TOKEN is unsafe"),
        ("FRONT_CACHE_URL", "127.0.0.1:7000", "FRONT_CACHE_URL is no address"),
        ("FRONT_CACHE_SECONDS", "60", "FRONT_CACHE_SECONDS is unsafe"),
        ("EMAIL_URL", "consolemail://", "EMAIL_URL does not send mail"),
        ("DEFAULT_FROM_EMAIL", "nobody", "DEFAULT_FROM_EMAIL is no mail address"),
        ("PLAIN_HTTP", "true", "PLAIN_HTTP is unsafe"),
        ("PLAIN_HTTP", "perhaps", "PLAIN_HTTP is neither true nor false"),
        ("PAGE_CACHE", "perhaps", "PAGE_CACHE is neither true nor false"),
        ("HSTS_SUBDOMAINS", "perhaps", "HSTS_SUBDOMAINS is neither true nor false"),
        ("HSTS_SECONDS", "1 year", "HSTS_SECONDS is no whole number"),
        ("CONN_MAX_AGE", "-60", "CONN_MAX_AGE is no whole number"),
        ("FRONT_CACHE_SECONDS", "a minute", "FRONT_CACHE_SECONDS is no whole number"),
        ("LOG_LEVEL", "chatty", "LOG_LEVEL is no level"),
        ("SENTRY_DSN", "sentry.invalid", "SENTRY_DSN cannot be read"),
        ("DATABASE_URL", "postgres://db.stadt.test", "DATABASE_URL names no database"),
        ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL names no database"),
        ("CACHE_URL", "redis://", "CACHE_URL names no host"),
        ("EMAIL_URL", "smtp://", "EMAIL_URL does not send mail"),
        ("DEFAULT_FROM_EMAIL", "a@stadt.test, b@stadt.test", "DEFAULT_FROM_EMAIL is no mail address"),
        ("ALLOWED_HOSTS", "https://www.stadt.test", "ALLOWED_HOSTS takes names only"),
        ("ALLOWED_HOSTS", "www.stadt.test:443", "ALLOWED_HOSTS takes names only"),
        ("ALLOWED_HOSTS", "a.stadt.test b.stadt.test", "ALLOWED_HOSTS takes names only"),
        ("WAGTAILADMIN_BASE_URL", "https://www.netz.test/de/", "WAGTAILADMIN_BASE_URL goes on"),
        ("BUCKET_ENDPOINT_URL", "https://s3.stadt.test", "BUCKET is missing"),
        ("BUCKET_SECRET_KEY", "a secret", "BUCKET is missing"),
        ("FORWARDED_ALLOW_IPS", "proxy.internal", "FORWARDED_ALLOW_IPS holds what is no network address"),
        ("PORT", "http", "PORT is no port"),
        ("PORT", "80000", "PORT is no port"),
        ("WEB_CONCURRENCY", "two", "WEB_CONCURRENCY is no number of processes"),
        ("WEB_CONCURRENCY", "0", "WEB_CONCURRENCY is no number of processes"),
        ("ACCESS_LOG", "perhaps", "ACCESS_LOG is neither true nor false"),
        ("READY_TOKEN", "a" * 30, "READY_TOKEN is unsafe"),
        ("BIND", "localhost", "BIND is no address with a port"),
        ("SECRET_KEY_FALLBACKS", f"{GOOD['SECRET_KEY']},short", "SECRET_KEY_FALLBACKS is unsafe"),
        ("BACKUP_HOURS", "a day", "BACKUP_HOURS is no whole number"),
        ("DATABASE_URL", "postgres://kwartier:p@ss/word@db.netz.test/kwartier", "DATABASE_URL has a sign"),
        ("DATABASE_URL", "postgres://kwartier:pass/word@db.netz.test/kwartier", "DATABASE_URL has a sign"),
        ("CACHE_URL", "redis://:pass#word@127.0.0.1:6379/1", "CACHE_URL has a sign"),
        ("EMAIL_URL", "smtp+tls://user:pass?word@mail.netz.test", "EMAIL_URL has a sign"),
        ("CACHE_URL", "redis://127.0.0.1:6379/1?colour=blue", "CACHE_URL has a parameter that is not known"),
        ("CACHE_URL", "dbcache://", "CACHE_URL names no host"),
    ],
)
def test_what_is_unsafe_is_named_and_its_value_is_not_repeated(start, name, value, complaint):
    lines = refusal(start, **GOOD | {name: value})

    assert lines[0].startswith(f"- {complaint}")
    told = "\n".join(lines).replace("redis://host", "").replace("smtp+tls://", "")
    assert value in {"*", "true", "0"} or value not in told


@pytest.mark.parametrize("password", ["p%40ss", "p@ss", "p:ss", "p%2Fss", "p%23ss"])
def test_a_password_that_is_written_rightly_reaches_the_database(start, password):
    settings = start(**GOOD | {"DATABASE_URL": f"postgres://kwartier:{password}@db.netz.test:5433/kwartier"})

    database = settings.DATABASES["default"]
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.netz.test", 5433, "kwartier")
    assert database["PASSWORD"] == unquote(password)


def test_what_older_keys_signed_is_read(start):
    settings = start(**GOOD, SECRET_KEY_FALLBACKS=f"{GOOD['SECRET_KEY'][::-1]}, {GOOD['SECRET_KEY'] * 2}")

    assert [GOOD["SECRET_KEY"][::-1], GOOD["SECRET_KEY"] * 2] == settings.SECRET_KEY_FALLBACKS


def test_the_file_counts_where_the_environment_says_nothing(start, tmp_path, monkeypatch):
    for name in GOOD:  # what the file sets is taken back after the test
        monkeypatch.setenv(name, "x")
        monkeypatch.delenv(name)
    values = GOOD | {"DEFAULT_FROM_EMAIL": '"Kwartier <file@netz.test>"'}
    values["SECRET_KEY"] = "$" + GOOD["SECRET_KEY"]
    lines = ["# a comment", "", *(f"{name}={value}" for name, value in values.items())]
    (tmp_path / ".env").write_text("\n".join(lines))

    settings = start(ALLOWED_HOSTS="www.netz.test")
    assert settings.ALLOWED_HOSTS == ["www.netz.test"]
    assert settings.DEFAULT_FROM_EMAIL == "Kwartier <file@netz.test>"
    assert "$" + GOOD["SECRET_KEY"] == settings.SECRET_KEY


def test_a_line_of_the_file_that_is_not_understood_is_named(start, tmp_path):
    (tmp_path / ".env").write_text("# a comment\nMEDIA_ROOT = /srv/media\n")

    assert refusal(start, **GOOD) == ["- Line 2 of .env is not NAME=value, without blanks around the ="]


def test_a_good_environment_gives_the_safe_settings(start):
    settings = start(**GOOD)

    assert settings.DEBUG is False
    assert (
        settings.SECURE_SSL_REDIRECT is settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is True
    )
    assert settings.SECURE_HSTS_SECONDS == 31_536_000
    assert settings.DATABASES["default"]["HOST"] == "db.netz.test"
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert (settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS) == (
        "mail.netz.test",
        587,
        True,
    )
    assert settings.STORAGES["staticfiles"]["BACKEND"] == "config.stylesheets.JoinedStaticFiles"
    assert settings.DEMO_PASSWORD == ""


def test_half_a_key_and_an_address_without_a_scheme_are_no_bucket(start):
    lines = refusal(start, **GOOD, BUCKET="k", BUCKET_ENDPOINT_URL="s3.netz.test", BUCKET_ACCESS_KEY="x")

    assert [line.split(" is ")[0].split(" are ")[0] for line in lines] == [
        "- BUCKET_ACCESS_KEY and BUCKET_SECRET_KEY",
        "- BUCKET_ENDPOINT_URL",
    ]


def test_the_values_of_the_example_are_refused_by_name(start, tmp_path, monkeypatch):
    """Copied and filled in by half, it would start and lead nowhere."""
    example = (ROOT / ".env.example").read_text()
    for name in re.findall(r"^(\w+)=", example, re.MULTILINE):  # taken back after the test
        monkeypatch.setenv(name, "x")
        monkeypatch.delenv(name)
    (tmp_path / ".env").write_text(example.replace("SECRET_KEY=\n", f"SECRET_KEY={GOOD['SECRET_KEY']}\n"))

    assert refusal(start) == [
        f"- {name} still says what .env.example says: write what is your own" for name in [*GOOD][1:]
    ]


@pytest.mark.parametrize("host", ["www.my-example.org", "example.org.netz.test"])
def test_a_host_that_only_resembles_an_example_is_somebodys(start, host):
    start(**GOOD | {"ALLOWED_HOSTS": host, "WAGTAILADMIN_BASE_URL": f"https://{host}"})


def test_an_empty_value_is_as_good_as_none(start):
    plain = start(**GOOD)
    names = [
        "CONN_MAX_AGE",
        "LOG_LEVEL",
        "MEDIA_ROOT",
        "STATIC_ROOT",
        "PAGE_CACHE",
        "HSTS_SECONDS",
        "SENTRY_DSN",
    ]
    settings = start(**dict.fromkeys(names, ""))

    assert settings.MEDIA_ROOT == plain.MEDIA_ROOT != ""
    assert settings.STATIC_ROOT == plain.STATIC_ROOT != ""
    assert (settings.PAGE_CACHE, settings.SECURE_HSTS_SECONDS, settings.LOG_LEVEL) == (
        True,
        31_536_000,
        "INFO",
    )
    assert settings.DATABASES["default"]["CONN_MAX_AGE"] == 60


def test_blanks_behind_commas_and_small_letters_do_no_harm(start):
    settings = start(
        **GOOD | {"ALLOWED_HOSTS": "other.netz.test, www.netz.test"},
        LOG_LEVEL="warning",
        PAGE_CACHE="Off",
        FORWARDED_ALLOW_IPS="10.0.0.0/24, 127.0.0.1",
    )

    assert settings.ALLOWED_HOSTS == ["other.netz.test", "www.netz.test"]
    assert settings.LOGGING["root"]["level"] == "WARNING"
    assert settings.PAGE_CACHE is False
    assert settings.PROXIES == ["10.0.0.0/24", "127.0.0.1"]


def test_redis_is_the_cache_when_it_is_named(start):
    settings = start(**GOOD, CACHE_URL="redis://127.0.0.1:6379/1")

    assert settings.CACHES["default"]["BACKEND"] == "config.rediscache.RedisCache"
    assert settings.CACHES["default"]["OPTIONS"]["socket_timeout"] == 2
    assert settings.CACHES["default"]["LOCATION"] == "redis://127.0.0.1:6379/1"


def test_a_proxy_is_purged_where_it_is_named(start):
    settings = start(**GOOD, FRONT_CACHE_URL="http://127.0.0.1:6081", FRONT_CACHE_SECONDS="60")

    assert [one["LOCATION"] for one in settings.WAGTAILFRONTENDCACHE.values()] == ["http://127.0.0.1:6081"]
    assert settings.FRONT_CACHE_SECONDS == 60


def test_plain_http_is_for_this_machine_only(start):
    settings = start(
        **GOOD | {"ALLOWED_HOSTS": "127.0.0.1", "WAGTAILADMIN_BASE_URL": "http://127.0.0.1:8000"},
        PLAIN_HTTP="true",
    )

    assert settings.SECURE_SSL_REDIRECT is settings.SESSION_COOKIE_SECURE is False
    assert settings.SECURE_HSTS_SECONDS == 0


def test_files_lie_in_a_bucket_when_it_is_named_and_are_shown_by_this_host(start):
    settings = start(**GOOD, BUCKET="kwartier", BUCKET_ENDPOINT_URL="https://s3.netz.test")
    storage = storages.create_storage(settings.STORAGES["default"])

    assert storage.url("images/platz.webp") == "https://www.netz.test/media/images/platz.webp"
    assert storage.bucket_name == "kwartier"


def test_the_deployment_check_has_nothing_to_say_and_imports_no_bench(tmp_path):
    """The bench lies beside the product: what it takes to load everything takes nothing of it."""
    environment = os.environ | GOOD | {"DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.production"
    done = subprocess.run(
        [sys.executable, "-v", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    imports = re.findall(r"^import '([\w.]+)' #", done.stderr, re.MULTILINE)
    assert done.returncode == 0, done.stderr[-2000:]
    assert {"config.urls", "config.wagtail_hooks"} <= set(imports)
    assert [name for name in imports if name.partition(".")[0] in {"bench", "tests"}] == []
