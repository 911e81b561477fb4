"""What a phone fetches at its first visit: few requests, light pages, pictures no wider than it needs."""

import re
import tomllib
from datetime import date, time, timedelta
from html import unescape
from types import SimpleNamespace
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from wagtail.rich_text import RichText

from authors.models import PageAuthor
from home.models import SiteImage
from tests import factories
from tests.servers import gunicorn
from tests.staticfiles import collected, copied

pytestmark = pytest.mark.django_db(transaction=True)

REQUESTS, WORDS, ALL = 8, 15_000, 120_000  # bytes as they are sent
DEMO = settings.SITE / "config" / "demo"
PHOTOS = ["gasse", "markt", "kanal", "allee"]
PEOPLE = ["portrait-kessens"]
LOADED = """Promise.all([...document.images].map(
    image => image.complete || new Promise(done => { image.onload = image.onerror = done; })
))"""


def photo(name):
    with (DEMO / "images" / f"{name}.webp").open("rb") as file:
        return SiteImage.objects.create(
            title=name,
            credit="Ilka Brandscheid",
            alt_de=name,
            alt_nl=name,
            file=ImageFile(file, f"{name}.webp"),
        )


def paragraphs(language):
    """The words of an article of the demo."""
    record = tomllib.loads((DEMO / "articles" / "schulhof.toml").read_text())
    found = re.findall(r"'((?:[^'\\]|\\.){80,})'", repr(record[language]))
    assert len(found) > 3
    return [("paragraph", {"text": RichText(f"<p>{text}</p>")}) for text in found]


@pytest.fixture
def pages():
    """{(kind, language): path} of a network with four photos and one person, ten sessions, and long texts."""
    network, found = factories.Network(), {}
    photos, people = [photo(name) for name in PHOTOS], [photo(name) for name in PEOPLE]
    for code in ("de", "nl"):
        authors = [
            factories.author(
                network.authors[code], title=f"Ada {one.pk}", portrait=one, biography=one.title * 20
            )
            for one in people
        ]
        body = paragraphs(code)
        images = [{"image": one, "caption": one.title} for one in photos[1:]]
        articles = [
            factories.article(
                network.news[code],
                title=f"Vier Bilder {number}",
                lead_image=photos[number],
                body=[*body, ("gallery", {"images": images})] if number == 0 else body,
                date=date(2026, 11, 16) - timedelta(number),
            )
            for number in range(4)
        ]
        for article in articles:
            article.page_authors.add(*[PageAuthor(author=one) for one in authors])
            factories.publish(article)
        place = factories.place(getattr(network, code))
        series = factories.series(network.events[code], lead="Zehn Arbeitstage.", body=body)
        sessions = [
            factories.session(
                series,
                title=f"Quartier Nummer {number}",
                number=number,
                start_date=date(2027, number, 14),
                start_time=time(10),
                end_time=time(16),
                place=place,
                street=f"Beispielstraße {number}",
            )
            for number in range(1, 11)
        ]
        one = {
            "home": network.home[code],
            "news": network.news[code],
            "article": articles[0],
            "series": series,
            "session": sessions[0],
            "calendar": network.events[code],
            "author": authors[0],
            "topics": network.topics[code],
        }
        found |= {(kind, code): page.url for kind, page in one.items()}
    return found


@pytest.fixture
def server(pages, tmp_path):
    """The site as production serves it, with the pictures that the proxy would serve."""
    static, root = copied(tmp_path / "static"), tmp_path / "root"
    collected(static)
    root.mkdir()
    (root / "media").symlink_to(settings.MEDIA_ROOT)
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "config.stylesheets.JoinedStaticFiles"}}
    values = {"STORAGES": storages, "STATIC_ROOT": str(static), "WHITENOISE_USE_FINDERS": False}
    with gunicorn(
        tmp_path, workers=1, WHITENOISE_ROOT=str(root), PAGE_CACHE=True, MEMO=True, **values
    ) as port:
        yield f"http://127.0.0.1:{port}"


def visit(browser, url, dots=3):
    """Everything that a phone with an empty cache fetches for one page, to its end."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=dots, is_mobile=True, has_touch=True
    )
    page, fetched = context.new_page(), []
    page.on("requestfinished", lambda request: fetched.append(request))
    page.goto(url, wait_until="networkidle")
    for step in range(0, page.evaluate("document.documentElement.scrollHeight"), 400):
        page.evaluate(f"scrollTo(0, {step})")
        page.wait_for_timeout(30)  # pictures are asked for as they come near
    page.evaluate(LOADED)
    page.wait_for_load_state("networkidle")
    weights = [(request.resource_type, request.sizes()["responseBodySize"]) for request in fetched]
    addresses = [request.url for request in fetched]
    # Not every Chromium without a window fetches the icon; a phone does.
    icons = page.evaluate("[...document.querySelectorAll('link[rel=icon]')].map(link => link.href)")
    addresses += [icon for icon in icons if icon not in addresses]
    names = page.evaluate("[...document.querySelectorAll('img[srcset]')].map(image => image.currentSrc)")
    context.close()
    return SimpleNamespace(
        requests=len(addresses),
        hosts={urlsplit(address).netloc for address in addresses},
        words=sum(weight for kind, weight in weights if kind in ("document", "stylesheet")),
        all=sum(weight for _kind, weight in weights),
        pictures=re.findall(r"(?:fill|width)-\d+", " ".join(names)),
    )


def have_pictures_made(server, path):
    """They are made when a browser first asks for them."""
    with urlopen(server + path) as answer:
        promised = set(re.findall(r'/pictures/[^"\s]+', answer.read().decode()))
    for address in promised:
        urlopen(server + unescape(address)).close()


def test_a_first_visit_of_every_kind_of_page_is_light(pages, server, browser):
    # Dutch pages differ from German ones by their words: the longest are enough.
    pages = {
        name: path for name, path in pages.items() if name[1] == "de" or name[0] in ("article", "series")
    }
    for path in pages.values():
        have_pictures_made(server, path)
    found = {name: visit(browser, server + path) for name, path in pages.items()}

    assert {name: one.requests for name, one in found.items() if one.requests > REQUESTS} == {}
    assert {name: one.words for name, one in found.items() if one.words > WORDS} == {}
    assert {name: one.all for name, one in found.items() if one.all > ALL} == {}
    assert {host for one in found.values() for host in one.hosts} == {urlsplit(server).netloc}
    for language in ("de", "nl"):
        # Page, style, icon, four photos, one portrait.
        assert found["article", language].requests == 3 + 4 + 1

    # And no wider picture than the phone shows.
    assert found["article", "de"].pictures[:4] == ["fill-1080"] * 4
    assert visit(browser, server + pages["article", "de"], dots=2).pictures[:4] == ["fill-720"] * 4
