"""A file that the database names and the disk no longer has: a picture is missing, never a page."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.views.serve import generate_image_url

from home.media.renditions import SHAPES
from home.metadata.open_graph import PHOTO
from news.feeds import ENCLOSURE
from tests import factories
from tests.news.conftest import full_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture
def article(network):
    """With every size of its picture made."""
    article = full_article(network, 3)
    specs = [spec for shape in SHAPES.values() for spec in shape.specs]
    article.lead_image.get_renditions(*specs, PHOTO, ENCLOSURE)
    return article


def pages(network, article) -> list[str]:
    news = network.news["de"].url
    return [article.url, news, f"{news}feed/atom/", f"{news}feed/rss/", "/de/", "/sitemap.xml"]


def test_without_the_renditions(client, network, article):
    for rendition in article.lead_image.renditions.all():
        Path(rendition.file.path).unlink()
    cache.clear()
    for url in pages(network, article):
        assert client.get(url).status_code == 200, url
    feed = BeautifulSoup(client.get(f"{network.news['de'].url}feed/atom/").content, "xml")
    assert feed.find("link", rel="enclosure")["length"] == "0"


def test_its_length_is_told_as_soon_as_it_is_there_again(client, network, article):
    rendition = article.lead_image.renditions.get(filter_spec=ENCLOSURE)
    url, path = f"{network.news['de'].url}feed/atom/", Path(rendition.file.path)
    content = path.read_bytes()
    path.unlink()
    client.get(url)
    path.write_bytes(content)
    feed = BeautifulSoup(client.get(url).content, "xml")
    assert feed.find("link", rel="enclosure")["length"] == str(len(content))


def test_without_the_originals(client, network, article):
    image = article.lead_image
    document = Document.objects.create(title="Satzung", file=ContentFile(b"%PDF-1.4", "satzung.pdf"))
    image.renditions.all().delete()
    for file in (image.file, document.file):
        Path(file.path).unlink()
    cache.clear()
    for url in pages(network, article):
        assert client.get(url).status_code == 200, url
    assert client.get(document.url).status_code == 404
    assert client.get(generate_image_url(image, ENCLOSURE)).status_code == 410
