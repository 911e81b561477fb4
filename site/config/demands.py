"""What production settings must hold before the site starts: shortcomings are collected and named at once."""

from collections.abc import Callable, Collection
from email.utils import parseaddr
from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
SHARED_CACHES = ("RedisCache", "DatabaseCache", "FileBasedCache")
TOKEN_LENGTH = 24  # characters
SECRET_LENGTH = 50  # characters, as Django's own check asks for


class Demands:
    """Collects what is missing or unsafe; the caller refuses to start while `unmet` holds anything."""

    def __init__(self):
        self.unmet: list[str] = []

    def message(self) -> str:
        """All shortcomings as one text for the person who starts the site; values are never repeated."""
        return "\n".join(
            ["Kwartier does not start with these settings:", *(f"- {line}" for line in self.unmet)]
        )

    def secret(self, name: str, value: str) -> None:
        if self._given(name, value) and (
            len(value) < SECRET_LENGTH or len(set(value)) < 10 or value.startswith("django-insecure")
        ):
            self.unmet.append(
                f"{name} is unsafe: it needs {SECRET_LENGTH} random characters, as from "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
            )

    def long(self, name: str, value: str) -> None:
        if len(value) < TOKEN_LENGTH:
            self.unmet.append(f"{name} is unsafe: it needs {TOKEN_LENGTH} random characters")

    def shared_cache(self, name: str, backend: str) -> None:
        """Login throttles count in the cache: it must be the same for all processes."""
        if backend and not backend.endswith(SHARED_CACHES):
            self.unmet.append(f"{name} is unsafe: every process would count logins for itself")

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
        if self._given(name, hosts) and any("*" in host or host == "." for host in hosts):
            self.unmet.append(f"{name} is unsafe: name each host, without *")

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
        elif parts.scheme == "http" and not plain_http:
            self.unmet.append(f"{name} is unsafe: it must begin with https://")
        elif hosts and not any(_serves(host, parts.hostname) for host in hosts):
            self.unmet.append(f"{name} has a host that ALLOWED_HOSTS does not name")

    def mail(self, name: str, url: str) -> None:
        if self._given(name, url) and not url.startswith(
            ("smtp://", "smtps://", "smtp+tls://", "smtp+ssl://")
        ):
            self.unmet.append(f"{name} does not send mail: smtp+tls://user:password@host:587 does")

    def address(self, name: str, value: str) -> None:
        if self._given(name, value) and "@" not in parseaddr(value)[1]:
            self.unmet.append(f"{name} is no mail address such as Kwartier <post@example.org>")

    def parsed(self, name: str, value: str, parse: Callable[[str], dict]) -> dict:
        """What `parse` makes of an address; an empty dict where it is missing or wrong, which is noted."""
        if not self._given(name, value):
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


def _serves(allowed: str, host: str) -> bool:
    return host == allowed.strip("[]") or (allowed.startswith(".") and f".{host}".endswith(allowed))
