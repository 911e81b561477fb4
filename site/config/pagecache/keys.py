"""What an address stands for, and which requests may be answered from the cache at all."""

import hashlib
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from comments.conversation import LANGUAGE_PARAMETER, PAGE_PARAMETER

# Parameters that change what a page shows; all others are dropped before it is made.
PARAMETERS = {
    *("page", "topic", "place", "author", "kind", "audience", "year", "when"),
    *(LANGUAGE_PARAMETER, PAGE_PARAMETER),
}
# Words that readers typed: there is no end of them.
NEVER_WITH = {"q"}
# Addresses that answer every anonymous reader with the same bytes. What is not named here is never kept.
VIEWS = {"wagtail_serve", "wagtail_serve_file"}
LONGEST = 400  # characters of path and parameters


@dataclass(frozen=True)
class Address:
    """The key of a request that may be answered from the cache, with its parameters in one order.

    `nameable` says that none were typed, known or unknown: a purge knows such an address.
    """

    key: str
    query: str
    nameable: bool


def address_of(request: HttpRequest) -> Address | None:
    """Return None for whoever is or may be known to the site, for what is no page of a language, and for an
    address that never comes twice."""
    if request.method not in ("GET", "HEAD") or "Authorization" in request.headers:
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    if not request.path_info.startswith(_language_prefixes()):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    query = request.META.get("QUERY_STRING", "")
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace") if query else []
    if any(name in NEVER_WITH for name, _value in pairs):
        return None
    known = urlencode(sorted(pair for pair in pairs if pair[0] in PARAMETERS))
    if len(request.path) + len(known) > LONGEST:
        return None
    parts = [release(), request.scheme, host, request.path, known]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return Address(f"page:{digest}", known, not query)


def is_kept(request: HttpRequest) -> bool:
    """Return whether the view behind an address is one whose answers are kept.

    Looked up in the address's own language: the thread still has that of the request before.
    """
    with override(get_language_from_path(request.path_info)):
        try:
            return resolve(request.path_info).view_name in VIEWS
        except Resolver404:
            return False


@cache
def release() -> str:
    """Names the code, templates and messages that this process runs: others' answers are not its own."""
    digest = hashlib.sha256()
    suffixes = {".py", ".html", ".mo", ".css", ".svg", ".txt"}
    folders = ["authors", "comments", "events", "home", "news", "site", "templates"]
    for folder in folders:
        for path in sorted((settings.ROOT / folder).rglob("*")):
            if path.suffix in suffixes:
                status = path.stat()
                digest.update(f"{path}{status.st_size}{status.st_mtime_ns}".encode())
    return digest.hexdigest()


@cache
def _language_prefixes() -> tuple[str, ...]:
    return tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
