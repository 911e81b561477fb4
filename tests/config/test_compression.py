"""What no cache keeps is small on its way, too."""

import gzip

import pytest
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import override

from config.compression import CompressionMiddleware
from tests import factories

ACCEPT = {"accept-encoding": "gzip, deflate, br"}
WORDS = "Wer gehört zum Quartier? " * 40


def answered(rf, response, **headers):
    request = rf.get("/", headers=ACCEPT | headers)
    return CompressionMiddleware(lambda _request: response)(request)


@pytest.mark.django_db
def test_a_search_is_sent_compressed_to_whoever_takes_it(client):
    factories.Network()
    with override("de"):
        address = reverse("search")
    plain, packed = (
        client.get(address, {"q": "Quartier"}),
        client.get(address, {"q": "Quartier"}, headers=ACCEPT),
    )

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in packed["Vary"]


def test_what_is_compressed_or_no_text_stays_as_it_is(rf):
    for headers in ({"Content-Encoding": "br"}, {"ETag": '"1"'}):
        assert answered(rf, HttpResponse(WORDS, headers=headers)).content.decode() == WORDS
    for response in (HttpResponse(WORDS, content_type="image/png"), StreamingHttpResponse([WORDS])):
        assert "Content-Encoding" not in answered(rf, response)


def test_pages_of_people_with_an_account_stay_as_they_are(rf):
    """They hold what others must not guess from lengths."""
    known = answered(rf, HttpResponse(WORDS), cookie=f"{settings.SESSION_COOKIE_NAME}=1")

    assert "Content-Encoding" not in known
