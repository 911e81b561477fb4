"""One answer as it is kept: bytes for each encoding, headers, and what it depends on."""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import datetime

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import (
    cc_delim_re,
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.http import http_date

TEXT = (
    "text/",
    "application/json",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "image/svg",
)
SHORTEST = 200  # bytes; below that nothing is compressed
LARGEST = 2_000_000  # bytes
DROPPED = {"cache-control", "content-length", "content-encoding", "etag", "last-modified", "date"}
MOMENT = 1  # seconds that a proxy may lag; longer where it is purged (purging)


@dataclass(frozen=True)
class Entry:
    """`state` holds the number of each part that the answer shows; after `until` it is old. `control` is
    Cache-Control without what it tells proxies, `modified` in seconds since 1970."""

    headers: tuple[tuple[str, str], ...]
    control: str
    bodies: dict[str, bytes]
    state: dict[str, tuple[int, int]]
    until: datetime
    tag: str
    modified: int

    def is_right(self, state: dict, now: datetime) -> bool:
        """Return whether the answer still shows what the site holds."""
        return now < self.until and all(state.get(part) == known for part, known in self.state.items())

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def response(self, request: HttpRequest, *, nameable: bool = False) -> HttpResponse:
        """Return the answer in an encoding that the browser accepts, or 304.

        A proxy may keep for longer what a purge can name: `nameable` is an address without parameters.
        """
        encoding = _chosen(request.headers.get("Accept-Encoding", ""), self.bodies)
        body = self.bodies[encoding]
        headers = dict(self.headers) | {
            "Cache-Control": f"{self.control}, s-maxage={self._proxy_seconds(nameable)}",
            "Content-Length": str(len(body)),
            "ETag": f'"{self.tag}{"-" if encoding else ""}{encoding}"',
            "Last-Modified": http_date(self.modified),
        }
        if encoding:
            headers["Content-Encoding"] = encoding
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
        return get_conditional_response(
            request, etag=headers["ETag"], last_modified=self.modified, response=response
        )

    def _proxy_seconds(self, nameable: bool) -> int:
        """Never past the moment at which the page changes by itself."""
        longest = settings.FRONT_CACHE_SECONDS if nameable else MOMENT
        return max(MOMENT, min(longest, int((self.until - timezone.now()).total_seconds())))


def is_storable(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether everybody may get this answer: a whole page, without a cookie and without a secret."""
    control = response.get("Cache-Control", "").lower()
    vary = {name.lower() for name in cc_delim_re.split(response.get("Vary", ""))}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not any(word in control for word in ("no-store", "private", "no-cache"))
        and not vary & {"cookie", "accept-language", "*"}
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not getattr(request, "is_preview", False)
        and len(response.content) <= LARGEST
    )


def made_of(
    response: HttpResponse, *, state: dict, until: datetime, now: datetime, before: Entry | None
) -> Entry:
    """The answer to keep. Where its bytes are those of the one before, its date of change is, too."""
    if "Cache-Control" not in response:
        # Browsers ask again each time, which costs a 304.
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    patch_vary_headers(response, ["Accept-Encoding"])
    words = [word.strip() for word in response["Cache-Control"].split(",")]
    control = ", ".join(word for word in words if not word.lower().startswith("s-maxage"))
    headers = tuple((name, value) for name, value in response.items() if name.lower() not in DROPPED)
    body = response.content
    bodies = {"": body}
    if len(body) >= SHORTEST and response.get("Content-Type", "").startswith(TEXT):
        bodies["gzip"] = gzip.compress(body, compresslevel=6, mtime=0)
        bodies["br"] = brotli.compress(body, quality=5)
    tag = hashlib.sha256(body).hexdigest()[:24]
    unchanged = before is not None and before.tag == tag
    modified = before.modified if unchanged else int(now.timestamp())
    return Entry(headers, control, bodies, state, until, tag, modified)


def _chosen(accepted: str, bodies: dict) -> str:
    """br before gzip before none, as far as the reader takes it (RFC 9110, 12.5.3)."""
    weights = {}
    for item in accepted.lower().split(","):
        name, _semicolon, weight = item.partition(";")
        weights[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ("br", "gzip") if name in bodies and weights.get(name)), "")
