"""Which pages a probe opens: of each kind one or two in each language, found by following links."""

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from django.urls import Resolver404, resolve
from lxml import html

from .language import clean

OF_A_KIND = 2
NO_PAGES = ("/media/", "/static/", "/admin/", "/pictures/", "/documents/")
OURS = {"home", "authors", "news", "events", "comments", "config"}
FORMS_OF_WAGTAIL = {"home.admin.snippets"}  # views of ours whose screen is Wagtail's
START = "wagtailadmin_home"


def document(source: str) -> html.HtmlElement:
    return html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))


def crawl(server: str) -> Iterator[tuple[str, str]]:
    """Path and HTML of every public page that a link leads to; addresses with a query are left out."""
    queue = deque(["/de/", "/nl/"])
    seen = set(queue)
    while queue:
        path = queue.popleft()
        with urlopen(server + path) as answer:
            if answer.headers.get_content_type() != "text/html" or urlsplit(answer.url).path != path:
                continue
            source = answer.read().decode()
        yield path, source
        for href in document(source).xpath("//a/@href"):
            parts = urlsplit(urldefrag(urljoin(server + path, href)).url)
            known = parts.path in seen or parts.path.startswith(NO_PAGES) or parts.query
            if not known and f"{parts.scheme}://{parts.netloc}" == server:
                seen.add(parts.path)
                queue.append(parts.path)


def of_each_kind(pages: dict[str, html.HtmlElement], language: str) -> list[str]:
    """Paths of two pages of each kind, by the class of the body."""
    kinds = defaultdict(list)
    for path, page in pages.items():
        if page.get("lang") == language:
            kinds[page.body.get("class", "")].append(path)
    return [path for paths in kinds.values() for path in paths[:OF_A_KIND]]


def names(pages: Iterable[html.HtmlElement]) -> set[str]:
    """Names of persons, places and organisations, which are the same in every language."""
    kinds = "contains(@class, 'template-author-page') or contains(@class, 'template-place')"
    shown = f"//a[@rel='author'] | //article[starts-with(@id, 'comment-')]/p/b | //body[{kinds}]//h1"
    found = set()
    for page in pages:
        found |= {clean(element.text_content()) for element in page.xpath(shown)}
        for data in page.xpath("//script[@type='application/ld+json']/text()"):
            found |= set(_named(json.loads(data)))
    return found


def _named(data) -> Iterator[str]:
    """The names in structured data of whoever has one."""
    if isinstance(data, list):
        for one in data:
            yield from _named(one)
    elif isinstance(data, dict):
        if data.get("@type") in ("Person", "Organization", "Place") and "name" in data:
            yield clean(data["name"])
        yield from _named(list(data.values()))


def admin_screens(request, server: str) -> list[str]:
    """One path of each screen of ours, for whoever is signed in where this request context belongs."""
    queue, found = deque(["/admin/"]), {}
    while queue:
        path = queue.popleft()
        name = screen(path)
        if name is None or name in found:
            continue
        answer = request.get(server + path)
        if not answer.ok or "text/html" not in answer.headers["content-type"]:
            continue
        found[name] = path
        # The menu is data for a script.
        for href in re.findall(r'(?:href=|"url": )"(/admin/[^"#?]*|[^"#?/:]+/)["#?]', answer.text()):
            link = urlsplit(urljoin(server + path, unescape(href))).path
            if link.startswith("/admin/") and "/logout/" not in link:
                queue.append(link)
    return list(found.values())


def screen(path: str) -> str | None:
    """The name of the view behind a path when it is one of ours, or the admin's start page."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    view = getattr(match.func, "view_class", match.func)
    ours = view.__module__.partition(".")[0] in OURS and view.__module__ not in FORMS_OF_WAGTAIL
    return match.view_name if ours or match.view_name == START else None
