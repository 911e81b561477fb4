"""A reader who follows every link of the site, without a browser or with one."""

from collections import deque
from dataclasses import dataclass, field
from unittest.mock import patch
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from django.urls import resolve
from wagtail.images.utils import verify_signature

from home.models import HomePage, SiteImage

HOST = "testserver"
NOWHERE, FAILING = "gibt-es-nicht", "kaputt"
# What a browser fetches by itself, as (selector, attribute).
FETCHED = [
    ("img[src]", "src"),
    ("source[src]", "src"),
    ("link[rel=stylesheet]", "href"),
    ("link[rel=icon]", "href"),
    ("script[src]", "src"),
    ("iframe[src]", "src"),
    ("video[src]", "src"),
]
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
    """Follow all links within the site; query strings are followed, so that filters and pages are tried."""
    client, found = Client(), Crawl()
    queue, seen = deque((url, "") for url in beginnings), set(beginnings)
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


def read(url: str, response, found: Crawl, queue: deque, seen: set) -> None:
    soup = BeautifulSoup(response.content, "lxml")
    alternates = {
        link["hreflang"]: urlsplit(link["href"]).path for link in soup.select("link[rel=alternate][hreflang]")
    }
    found.pages[url] = Visited(
        html=response.content.decode(),
        language=soup.html.get("lang", ""),
        kind=" ".join(soup.body.get("class", [])),
        alternates=alternates,
        policy=response.headers.get("Content-Security-Policy", ""),
    )
    for selector, attribute in FETCHED:
        for tag in soup.select(selector):
            if urlsplit(urljoin(f"http://{HOST}{url}", tag[attribute])).netloc != HOST:
                found.foreign.append(f"{url}: {tag[attribute]}")
            follow(tag[attribute], url, queue, seen)
    for tag in soup.select("[srcset]"):
        for candidate in tag["srcset"].split(","):
            follow(candidate.split()[0], url, queue, seen)
    for tag in soup.select("a[href], link[rel=alternate][href]"):
        follow(tag["href"], url, queue, seen)


def failures(found: Crawl) -> None:
    """Add what a reader gets at an address that does not exist, and where the site itself fails, in each
    language."""
    for code, _name in settings.LANGUAGES:
        response = Client().get(f"/{code}/{NOWHERE}/")
        assert response.status_code == 404
        read(response.wsgi_request.path, response, found, deque(), set())
        with patch.object(HomePage, "serve", side_effect=RuntimeError):
            failed = Client(raise_request_exception=False).get(f"/{code}/")
        assert failed.status_code == 500
        found.failing[f"/{code}/{FAILING}/"] = failed
        read(f"/{code}/{FAILING}/", failed, found, deque(), set())


def follow(href: str, base: str, queue: deque, seen: set) -> None:
    parts = urlsplit(urldefrag(urljoin(f"http://{HOST}{base}", href)).url)
    if parts.netloc != HOST or not parts.scheme.startswith("http"):
        return
    url = parts.path + (f"?{parts.query}" if parts.query else "")
    if url not in seen:
        seen.add(url)
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
