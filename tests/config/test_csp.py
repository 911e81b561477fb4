"""Nothing inline and nothing foreign on the public site; inline scripts in the admin only."""

import pytest
from django.urls import reverse

from tests import factories

PUBLIC = {
    "default-src 'self'",
    "base-uri 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(response):
    return set(response["Content-Security-Policy"].split("; "))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/de/", "/nl/", "/de/gibt-es-nicht/", "/administration/"])
def test_the_public_policy_allows_nothing_inline(client, path):
    assert policy(client.get(path)) == PUBLIC


@pytest.mark.django_db
def test_the_admin_has_a_policy_of_its_own(admin_client):
    found = policy(admin_client.get("/admin/"))

    assert found == (PUBLIC - {"frame-ancestors 'none'"}) | {
        "frame-ancestors 'self'",
        "img-src 'self' data: blob:",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
    }


@pytest.mark.django_db
def test_a_preview_is_public_but_for_its_frame(admin_client):
    page = factories.article(factories.Network().news["de"])

    response = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert "Der Schulhof bleibt offen" in response.content.decode()
    assert policy(response) == (PUBLIC - {"frame-ancestors 'none'"}) | {"frame-ancestors 'self'"}


@pytest.mark.django_db
def test_signed_in_editors_get_the_public_policy_on_public_pages(admin_client):
    page = factories.publish(factories.article(factories.Network().news["de"]))

    assert policy(admin_client.get(page.url)) == PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/media/fehlt.png", 404),
        ("/static/fehlt.css", 404),
        ("/documents/99/fehlt.pdf", 404),
        ("/pictures/falsch/1/original/", 403),
        ("/de/gibt-es-nicht/", 404),
        ("/static/css/site.css", 200),
        ("/robots.txt", 200),
    ],
)
def test_files_and_what_is_missing_carry_the_headers_as_well(client, path, status):
    factories.Network()

    response = client.get(path)
    response.close()

    assert response.status_code == status
    assert policy(response) == PUBLIC
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert "immutable" not in response.get("Cache-Control", "")
