"""A reader who follows every link of the site, without a browser or with one."""

from collections import Counter, deque
from dataclasses import dataclass, field
from unittest.mock import patch
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from django.urls import resolve
from lxml import html
from wagtail.images.utils import verify_signature

from home.models import HomePage, SiteImage

HOST = "testserver"
NOWHERE, FAILING = "gibt-es-nicht", "kaputt"
# What a browser fetches by itself.
FETCHED = [
    "//img/@src",
    "//source/@src",
    "//link[@rel='stylesheet']/@href",
    "//link[@rel='icon']/@href",
    "//script/@src",
    "//iframe/@src",
    "//video/@src",
]
ALTERNATES = "//link[@rel='alternate']"
ALIKE = 2  # of the addresses that differ by the values behind "?" only, PostgreSQL is asked for so many
LIMIT = 2000  # addresses; a site that has no end fails instead of running for ever


@dataclass
class Visited:
    """A page of HTML that was found."""

    html: str
    language: str
    kind: str  # the class of its body
    alternates: dict[str, str]  # hreflang -> path
    policy: str


@dataclass
class Crawl:
    pages: dict[str, Visited] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    failing: dict = field(default_factory=dict)  # address -> what is answered there
    # Feeds and calendars: address -> bytes.
    feeds: dict[str, bytes] = field(default_factory=dict)
    calendars: dict[str, bytes] = field(default_factory=dict)

    def samples(self) -> list[str]:
        """The first address of each kind of page in each language."""
        first = {}
        for url, page in self.pages.items():
            first.setdefault((page.kind, page.language), url)
        return list(first.values())


def crawl(beginnings: list[str]) -> Crawl:
    """Follow all links within the site; query strings are followed, so that filters and pages are tried (on
    PostgreSQL, two of a kind)."""
    client, found = Client(), Crawl()
    queue, seen = deque((url, "") for url in beginnings), Counter(beginnings)
    while queue:
        url, origin = queue.popleft()
        assert len(seen) < LIMIT, f"no end in sight: {url}"
        if url.startswith("/pictures/"):
            if not is_promise(url):
                found.dead.append(f"{origin} -> {url}")
            continue
        if url.startswith("/media/"):
            if not default_storage.exists(url.removeprefix("/media/")):
                found.dead.append(f"{origin} -> {url}")
            continue
        response = client.get(url)
        if response.cookies:
            found.cookies.append(url)
        if 300 <= response.status_code < 400:
            follow(response.headers["Location"], url, queue, seen)
        elif response.status_code != 200:
            found.dead.append(f"{origin} -> {url}: {response.status_code}")
        elif response.headers["Content-Type"].startswith("text/html"):
            read(url, response, found, queue, seen)
        keep(url, response, found)
    return found


def keep(url: str, response, found: Crawl) -> None:
    """Note a feed or a calendar; read whatever it is to its end."""
    content, kind = content_of(response), response.headers.get("Content-Type", "").partition(";")[0]
    if response.status_code == 200 and kind in ("application/atom+xml", "application/rss+xml"):
        found.feeds[url] = content
    elif response.status_code == 200 and kind == "text/calendar":
        found.calendars[url] = content


def is_promise(url: str) -> bool:
    """Whether this address makes a picture: asking for all of them would take minutes."""
    match = resolve(unquote(url))
    signature, image, spec = match.args
    return (
        match.url_name == "wagtailimages_serve"
        and verify_signature(signature.encode(), image, spec)
        and SiteImage.objects.filter(pk=image).exists()
    )


def read(url: str, response, found: Crawl, queue: deque, seen: Counter) -> None:
    page = html.document_fromstring(response.content, parser=html.HTMLParser(encoding="utf-8"))
    alternates = {
        link.attrib["hreflang"]: urlsplit(link.attrib["href"]).path
        for link in page.xpath(f"{ALTERNATES}[@hreflang]")
    }
    found.pages[url] = Visited(
        html=response.content.decode(),
        language=page.get("lang", ""),
        kind=" ".join(page.body.get("class", "").split()),
        alternates=alternates,
        policy=response.headers.get("Content-Security-Policy", ""),
    )
    for fetched in FETCHED:
        for href in page.xpath(fetched):
            if urlsplit(urljoin(f"http://{HOST}{url}", href)).netloc != HOST:
                found.foreign.append(f"{url}: {href}")
            follow(href, url, queue, seen)
    for candidates in page.xpath("//@srcset"):
        for candidate in candidates.split(","):
            follow(candidate.split()[0], url, queue, seen)
    for href in page.xpath(f"//a/@href | {ALTERNATES}/@href"):
        follow(href, url, queue, seen)


def failures(found: Crawl) -> None:
    """Add what a reader gets at an address that does not exist, and where the site itself fails, in each
    language."""
    for code, _name in settings.LANGUAGES:
        response = Client().get(f"/{code}/{NOWHERE}/")
        assert response.status_code == 404
        read(response.wsgi_request.path, response, found, deque(), Counter())
        with patch.object(HomePage, "serve", side_effect=RuntimeError):
            failed = Client(raise_request_exception=False).get(f"/{code}/")
        assert failed.status_code == 500
        found.failing[f"/{code}/{FAILING}/"] = failed
        read(f"/{code}/{FAILING}/", failed, found, deque(), Counter())


def follow(href: str, base: str, queue: deque, seen: Counter) -> None:
    parts = urlsplit(urldefrag(urljoin(f"http://{HOST}{base}", href)).url)
    if parts.netloc != HOST or not parts.scheme.startswith("http"):
        return
    url = parts.path + (f"?{parts.query}" if parts.query else "")
    kind = (parts.path, *sorted(parse_qs(parts.query)))
    enough = parts.query and seen[kind] == ALIKE and connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
    if url not in seen and not enough:
        seen.update([url, kind])
        queue.append((url, base))


class AnswerFromDjango:
    """Answers a browser from the test client, in the test's own transaction: `page.route("**/*", …)`.

    Other hosts get no answer. With a `client` that is signed in, the browser sees what it sees; `failing`
    holds answers by their address.
    """

    def __init__(self, connection, client=None, failing=()):
        self.connection, self.client, self.failing = connection, client, dict(failing)
        self.files = {}  # what never changes, by its address

    def __call__(self, route):
        parts = urlsplit(route.request.url)
        if parts.netloc != HOST or parts.path.startswith("/pictures/"):
            route.abort()
            return
        url = parts.path + (f"?{parts.query}" if parts.query else "")
        if url not in self.files:
            go_on_with(self.connection)
            response = self.failing.get(url) or (self.client or Client()).get(url)
            answer = {
                "status": response.status_code,
                "headers": dict(response.headers),
                "body": content_of(response),
            }
            if not url.startswith(settings.STATIC_URL):
                route.fulfill(**answer)
                return
            self.files[url] = answer
        route.fulfill(**self.files[url])


def go_on_with(connection) -> None:
    """Make this the connection of the present context. Once Playwright's event loop runs, Django opens
    another one, which does not see what has been written in a transaction."""
    connections[DEFAULT_DB_ALIAS] = connection


def content_of(response) -> bytes:
    """All of an answer; reading a file to its end closes it, and leaves the database open."""
    return b"".join(response) if response.streaming else response.content
