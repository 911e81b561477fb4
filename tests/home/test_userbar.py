"""The user bar is for those who may enter the admin, and never in what others get."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.setup import roles
from tests import factories

pytestmark = pytest.mark.django_db

BAR = b"<wagtail-userbar>"


@pytest.fixture
def url(settings):
    settings.PAGE_CACHE = True
    network = factories.Network()
    return factories.publish(factories.article(network.news["de"])).url


@pytest.mark.parametrize("role", [roles.EDITORS, roles.TRANSLATORS_NL, roles.MODERATORS, roles.ORGANISERS])
def test_whoever_may_enter_the_admin_sees_it(client, url, role):
    client.force_login(factories.user(role))
    response = client.get(url)
    assert response.content.count(BAR) == 1
    assert "private" in response["Cache-Control"]


def test_it_never_gets_into_the_page_cache(client, url):
    editor = factories.user(roles.EDITORS)
    client.force_login(editor)
    assert BAR in client.get(url).content
    client.logout()
    client.cookies.clear()
    first, second = client.get(url), client.get(url)
    assert (first["X-Page-Cache"], second["X-Page-Cache"]) == ("miss", "hit")
    assert BAR not in first.content + second.content
    assert b"<script" not in first.content.replace(b'<script type="application/ld+json">', b"")
    assert not first.cookies
    client.force_login(editor)
    assert BAR in client.get(url).content


@pytest.mark.parametrize("visitor", ["account without a role", "session of nobody"])
def test_a_cookie_alone_brings_no_bar(client, url, visitor, settings):
    if visitor == "session of nobody":
        client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    else:
        client.force_login(factories.user())
    assert BAR not in client.get(url).content


def test_it_costs_anonymous_readers_no_query(client, url, settings):
    settings.PAGE_CACHE = False
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
    assert not [
        query for query in asked.captured_queries if "session" in query["sql"] or "auth_" in query["sql"]
    ]
    assert "Cookie" not in response["Vary"]
