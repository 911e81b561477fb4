"""Addresses that begin with no language: answered in the reader's, with a Vary that a cache can use."""

import pytest

pytestmark = pytest.mark.django_db


def test_an_unknown_address_is_a_404_at_once_in_the_readers_language(client):
    client.cookies["django_language"] = "de"
    response = client.get("/gibt-es-nicht/", headers={"accept-language": "nl"})

    assert response.status_code == 404
    assert response["Content-Language"] == "nl"
    assert response["Vary"] == "Accept-Language, Accept-Encoding"


def test_the_language_of_an_address_wins_over_the_browsers(client):
    response = client.get("/nl/gibt-es-nicht/", headers={"accept-language": "de"})

    assert response["Content-Language"] == "nl"
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize(
    "path", ["/", "/de/", "/nl/", "/de/unbekannt/", "/unbekannt/", "/healthz", "/admin/"]
)
def test_no_cookie_is_set_before_a_login(client, path):
    assert not client.get(path).cookies
