"""What the memory of the process holds is answered before Django takes the request up.

Everything else goes on to Django, where the middleware decides; both give the same bytes and headers.
"""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from config.logs import number_of

from . import changes, lease, store
from .entry import Entry
from .keys import Address, address

# With one of these a reader may be known to the site, or asks for less than the whole answer.
FOR_DJANGO = (
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)


class Hits:
    """A WSGI application (PEP 3333) around Django's."""

    def __init__(self, application: Callable):
        self.application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        where = _address_in(environ) if settings.PAGE_CACHE else None
        entry = store.memory.get(where.key) if where else None
        if entry is None or not _is_right(entry):
            with lease.before_the_answer():
                return self.application(environ, start_response)
        return _answer(entry, where, environ, start_response)


def _address_in(environ: dict) -> Address | None:
    """None for what Django has to look at itself. That its host is one of the site's, and its path that of a
    page, is known of every address that was kept."""
    path, host = environ.get("PATH_INFO", ""), environ.get("HTTP_HOST", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("SCRIPT_NAME"):
        return None
    if not path.isascii() or not host or any(name in environ for name in FOR_DJANGO):
        return None
    return address(environ["wsgi.url_scheme"], host, path, environ.get("QUERY_STRING", ""))


def _is_right(entry: Entry) -> bool:
    try:
        connection.close_if_unusable_or_obsolete()  # as Django does before a request
        return entry.is_right(changes.current(), timezone.now())
    except Error:
        return False


def _answer(entry: Entry, where: Address, environ: dict, start_response: Callable) -> list[bytes]:
    headers, body = entry.answer(environ.get("HTTP_ACCEPT_ENCODING", ""), nameable=where.nameable)
    number = number_of(environ.get("HTTP_X_REQUEST_ID", ""))
    start_response("200 OK", [*headers, ("X-Page-Cache", "hit"), ("X-Request-ID", number)])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
