"""Nothing inline and nothing foreign on the public site; inline scripts in the admin only."""

import pytest

PUBLIC = {
    "default-src 'self'",
    "base-uri 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
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
