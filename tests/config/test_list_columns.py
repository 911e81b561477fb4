"""The headings of every list in the admin say what stands below them, in the language of whoever reads."""

import pytest
from bs4 import BeautifulSoup
from django.urls import NoReverseMatch, get_resolver, reverse
from wagtail.users.models import UserProfile

from tests import factories

from .role_world import World, walk

pytestmark = pytest.mark.django_db


def lists():
    for name, route, pattern in walk(get_resolver()):
        if (
            route.startswith("admin/")
            and name.endswith((":list", ":index"))
            and not pattern.pattern.converters
        ):
            try:
                yield reverse(name)
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("language", ["de", "nl"])
def test_no_column_is_called_after_its_code(client, language):
    World.build()
    user = factories.user(username="reader")
    user.is_superuser = True
    user.save()
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    found = {}
    for path in lists():
        page = BeautifulSoup(client.get(path).content, "html.parser")
        found[path] = [cell.get_text(" ", strip=True).lower() for cell in page.select("main thead th")]
    assert len([headings for headings in found.values() if headings]) > 12
    wrong = {"method", "none", "get_zone_display", "get_kind_display"}
    assert {path: headings for path, headings in found.items() if wrong & set(headings)} == {}
    topics = found["/admin/snippets/home/topic/"]
    assert {"de": "zonenfarbe", "nl": "zonekleur"}[language] in topics, topics
