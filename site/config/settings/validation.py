"""What production settings must hold before the site starts: shortcomings are collected and named at once."""

import logging
import re
from collections.abc import Callable, Collection
from email.utils import getaddresses
from ipaddress import ip_network
from urllib.parse import urlsplit

import redis

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
SHARED_CACHES = ("RedisCache", "DatabaseCache", "FileBasedCache")
TOKEN_LENGTH = 24  # characters
SECRET_LENGTH = 50  # characters, as Django's own check asks for
WORDS = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}
# What .env.example holds in the place of a site's own hosts (RFC 2606) and passwords.
EXAMPLE = re.compile(r"(?<![\w-])example\.(org|com|net)(?![\w.-])|:password@")
HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*\.?|\[[\da-f:.]+\]", re.ASCII | re.IGNORECASE)


def listed(value: str) -> list[str]:
    """What stands between commas, without the blanks around it."""
    return [part.strip() for part in value.split(",") if part.strip()]


class Demands:
    """Collects what is missing or unsafe; the caller refuses to start while `unmet` holds anything."""

    def __init__(self):
        self.unmet: list[str] = []

    def message(self) -> str:
        """All shortcomings as one text for the person who starts the site; values are never repeated."""
        return "\n".join(
            ["Kwartier does not start with these settings:", *(f"- {line}" for line in self.unmet)]
        )

    def understood(self, file: str, lines: list[int]) -> None:
        """Lines of a file that hold no variable."""
        for line in lines:
            self.unmet.append(f"Line {line} of {file} is not NAME=value, without blanks around the =")

    def own(self, name: str, value: str) -> None:
        """Not what stands in .env.example."""
        if EXAMPLE.search(value):
            self.unmet.append(f"{name} still says what .env.example says: write what is your own")

    def secret(self, name: str, value: str) -> None:
        if self._given(name, value) and (
            len(value) < SECRET_LENGTH or len(set(value)) < 10 or value.startswith("django-insecure")
        ):
            self.unmet.append(
                f"{name} is unsafe: it needs {SECRET_LENGTH} random characters, as from "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
            )

    def yes_or_no(self, name: str, value: str, *, default: bool) -> bool:
        """A word that is neither would otherwise count as no."""
        if value and value.strip().lower() not in WORDS:
            self.unmet.append(f"{name} is neither true nor false")
        return WORDS.get(value.strip().lower(), default)

    def number(self, name: str, value: str, *, default: int) -> int:
        if value and not (value.isascii() and value.isdecimal()):
            self.unmet.append(f"{name} is no whole number of seconds")
            return default
        return int(value or default)

    def hours(self, name: str, value: str) -> int:
        if value and not (value.isascii() and value.isdecimal()):
            self.unmet.append(f"{name} is no whole number of hours")
            return 0
        return int(value or 0)

    def port(self, name: str, value: str) -> None:
        if value and not (value.isascii() and value.isdecimal() and 0 < int(value) < 65_536):
            self.unmet.append(f"{name} is no port: a whole number up to 65535")

    def bind(self, name: str, value: str) -> None:
        """A host with a port, as gunicorn takes it."""
        host, _colon, port = value.rpartition(":")
        if (
            value
            and not value.startswith(("unix:", "fd:"))
            and not (HOST.fullmatch(host) and port.isdecimal())
        ):
            self.unmet.append(f"{name} is no address with a port such as 127.0.0.1:8000")

    def processes(self, name: str, value: str) -> None:
        if value and not (value.isascii() and value.isdecimal() and int(value) > 0):
            self.unmet.append(f"{name} is no number of processes such as 2")

    def level(self, name: str, value: str) -> str:
        level = value.strip().upper() or "INFO"
        if level not in logging.getLevelNamesMapping():
            self.unmet.append(f"{name} is no level such as INFO or WARNING")
        return level

    def stored(self, name: str, database: dict) -> None:
        """A database that is named, and there after a restart."""
        if database and database.get("NAME") in (None, "", ":memory:"):
            self.unmet.append(f"{name} names no database: postgres://user:password@host:5432/name does")

    def bucket(self, bucket: str, *, endpoint: str, key: str, secret: str) -> None:
        if not bucket and (endpoint or key or secret):
            self.unmet.append("BUCKET is missing, though an address or a key of it is given")
        if bool(key) != bool(secret):
            self.unmet.append("BUCKET_ACCESS_KEY and BUCKET_SECRET_KEY are needed both or neither")
        if endpoint and urlsplit(endpoint).scheme not in {"https", "http"}:
            self.unmet.append("BUCKET_ENDPOINT_URL is no address such as https://s3.example.org")

    def addresses(self, name: str, proxies: Collection[str]) -> None:
        """Of machines or of networks of them, as gunicorn takes them."""
        for proxy in proxies:
            try:
                known = proxy == "*" or ip_network(proxy)
            except ValueError:
                known = False
            if not known:
                self.unmet.append(f"{name} holds what is no network address such as 10.0.0.2 or 10.0.0.0/24")

    def long(self, name: str, value: str) -> None:
        if len(value) < TOKEN_LENGTH or len(set(value)) < 10:
            self.unmet.append(f"{name} is unsafe: it needs {TOKEN_LENGTH} random characters")

    def shared_cache(self, name: str, cache: dict) -> None:
        """Login throttles count in the cache: it must be the same for all processes."""
        if cache and not cache["BACKEND"].endswith(SHARED_CACHES):
            self.unmet.append(f"{name} is unsafe: every process would count logins for itself")
        if cache and cache.get("LOCATION") in {"unix://", ""}:
            self.unmet.append(f"{name} names no host: redis://host:6379/1 does")

    def connectable(self, name: str, cache: dict) -> None:
        """Parameters that Redis's client does not know would fail at every page; nothing is connected."""
        try:
            redis.ConnectionPool.from_url(cache["LOCATION"], **cache["OPTIONS"]).make_connection()
        except (TypeError, ValueError, AttributeError, redis.RedisError):
            self.unmet.append(f"{name} has a parameter that is not known, or a value that is none of it")

    def proxy(self, name: str, url: str) -> None:
        """Purges are sent there: scheme and host, without a path."""
        parts = urlsplit(url)
        if parts.scheme not in {"https", "http"} or not parts.hostname or parts.path.strip("/"):
            self.unmet.append(f"{name} is no address such as http://127.0.0.1:6081")

    def purged(self, name: str, seconds: int, proxies: Collection) -> None:
        """What is kept for longer than a moment must be purged."""
        if seconds < 1 or (seconds > 1 and not proxies):
            self.unmet.append(f"{name} is unsafe: more than 1 needs a FRONT_CACHE_URL")

    def hosts(self, name: str, hosts: list[str]) -> None:
        if not self._given(name, hosts):
            return
        if any("*" in host or host == "." for host in hosts):
            self.unmet.append(f"{name} is unsafe: name each host, without *")
        elif not all(HOST.fullmatch(host) for host in hosts):
            self.unmet.append(f"{name} takes names only, without https:// and port, with commas between")

    def loopback_only(self, name: str, hosts: list[str]) -> None:
        if set(hosts) - LOOPBACK:
            self.unmet.append(
                f"{name} is unsafe: it is for {', '.join(sorted(LOOPBACK))} in ALLOWED_HOSTS only"
            )

    def base_url(self, name: str, url: str, hosts: list[str], *, plain_http: bool) -> None:
        if not self._given(name, url):
            return
        parts = urlsplit(url)
        if not parts.hostname or parts.scheme not in {"https", "http"}:
            self.unmet.append(f"{name} is no address such as https://www.example.org")
        elif parts.path or parts.query or parts.username:
            self.unmet.append(f"{name} goes on behind the host: https://www.example.org is all of it")
        elif parts.scheme == "http" and not plain_http:
            self.unmet.append(f"{name} is unsafe: it must begin with https://")
        elif hosts and not any(_serves(host, parts.hostname) for host in hosts):
            self.unmet.append(f"{name} has a host that ALLOWED_HOSTS does not name")

    def mail(self, name: str, url: str) -> None:
        ways = ("smtp://", "smtps://", "smtp+tls://", "smtp+ssl://")
        if self._given(name, url) and not (url.startswith(ways) and urlsplit(url).hostname):
            self.unmet.append(f"{name} does not send mail: smtp+tls://user:password@host:587 does")

    def address(self, name: str, value: str) -> None:
        addresses = [address for _name, address in getaddresses([value])]
        if self._given(name, value) and not (len(addresses) == 1 and "@" in addresses[0]):
            self.unmet.append(f"{name} is no mail address such as Kwartier <post@example.org>")

    def parsed(self, name: str, value: str, parse: Callable[[str], dict]) -> dict:
        """What `parse` makes of an address; an empty dict where it is missing or wrong, which is noted."""
        if not self._given(name, value):
            return {}
        if has_bare_sign(value):
            self.unmet.append(
                f"{name} has a sign in its name or password that would end it there: write / as %2F, "
                "? as %3F, # as %23, @ as %40, : as %3A, [ as %5B, ] as %5D and % as %25"
            )
            return {}
        try:
            parsed = parse(value)
        except Exception as error:
            self.unmet.append(f"{name} cannot be read ({type(error).__name__})")
            return {}
        return parsed

    def _given(self, name: str, value) -> bool:
        missing = f"{name} is missing"
        if not value and missing not in self.unmet:
            self.unmet.append(missing)
        return bool(value)


def has_bare_sign(url: str) -> bool:
    """Return whether an address with an account holds a sign there that ends it, and has to be
    percent-encoded (RFC 3986, 3.2): the host would be another one, or none."""
    _scheme, slashes, rest = url.partition("://")
    account, at, _host = rest.rpartition("@")
    return bool(slashes and at) and not rest.startswith("/") and any(sign in account for sign in "/?#[]")


def _serves(allowed: str, host: str) -> bool:
    return host == allowed.strip("[]") or (allowed.startswith(".") and f".{host}".endswith(allowed))
