"""Titles of drafts and closed pages stay with those who may see them: choosers, history, search."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import PageViewRestriction

from config.setup import roles
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DRAFT, CLOSED, BELOW, OPEN = (
    "Geheimplan Entwurf",
    "Geheimplan Vorstand",
    "Geheimplan Protokolle",
    "Geheimplan Rathaus",
)
AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture
def pages(network):
    """A German draft, a closed page and one below it, an open one; and a Dutch draft."""
    home = network.home["de"]
    board = Group.objects.create(name="Vorstand")
    made = {
        DRAFT: factories.standard_page(home, title=DRAFT, live=False),
        CLOSED: factories.standard_page(home, title=CLOSED),
        OPEN: factories.standard_page(home, title=OPEN),
    }
    made[BELOW] = factories.standard_page(made[CLOSED], title=BELOW)
    for title in (DRAFT, CLOSED):
        made[title].save_revision(log_action="wagtail.edit")
    closed = PageViewRestriction(page=made[CLOSED], restriction_type="groups")
    closed.save()
    closed.groups.add(board)
    made["dutch"] = factories.standard_page(network.home["nl"], title="Geheimplan concept", live=False)
    made["dutch"].save_revision(log_action="wagtail.edit")
    return made


@pytest.fixture
def translator(client, network):
    user = factories.user(roles.TRANSLATORS_NL)
    client.force_login(user)
    return user


def seen(client, address, **data):
    """Which of the titles an answer names."""
    answer = client.get(address, data, **AJAX)
    assert answer.status_code == 200
    words = answer.content.decode()
    return [title for title in (DRAFT, CLOSED, BELOW, OPEN, "Geheimplan concept") if title in words]


def test_the_chooser_of_pages(client, network, pages, translator):
    below = reverse("wagtailadmin_choose_page_child", args=[network.home["de"].pk])
    assert seen(client, below) == [OPEN]
    search = reverse("wagtailadmin_choose_page_search")
    assert seen(client, search, q="Geheimplan") == [OPEN, "Geheimplan concept"]
    client.force_login(factories.user(roles.EDITORS))
    assert seen(client, below) == [DRAFT, CLOSED, OPEN]
    assert seen(client, search, q="Geheimplan") == [DRAFT, CLOSED, BELOW, OPEN, "Geheimplan concept"]


def test_those_a_page_is_closed_for_only(client, network, pages, translator):
    translator.groups.add(Group.objects.get(name="Vorstand"))
    below = reverse("wagtailadmin_choose_page_child", args=[network.home["de"].pk])
    assert seen(client, below) == [CLOSED, OPEN]
    assert seen(client, reverse("wagtailadmin_choose_page_child", args=[pages[CLOSED].pk])) == [CLOSED, BELOW]


@pytest.mark.parametrize("title", [DRAFT, CLOSED, BELOW])
def test_a_page_is_not_named_by_its_number_either(client, pages, translator, title):
    page = pages[title]
    for address in (
        reverse("wagtailadmin_choose_page_child", args=[page.pk]),
        f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={page.pk}",
    ):
        answer = client.get(address, **AJAX)
        assert answer.status_code == 403
        assert title not in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_reports:site_history",
        "wagtailadmin_pages:search",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_home",
    ],
)
def test_reports_lists_and_the_start_page(client, pages, translator, name):
    found = seen(client, reverse(name), q="Geheimplan")
    assert set(found) <= {"Geheimplan concept"}


def test_the_report_of_types_where_a_closed_page_was_edited_last(client, pages, translator):
    address = reverse("wagtailadmin_reports:page_types_usage")
    for title in (DRAFT, CLOSED):
        pages[title].save_revision()
        assert seen(client, address) == []
    client.force_login(factories.user(roles.EDITORS))
    assert seen(client, address) == [CLOSED]


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_actions_on_many_pages_at_once(client, network, pages, translator, action):
    """By number, among others, and all below a page."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    home = network.home["de"]
    for query in (
        f"id={pages[DRAFT].pk}",
        f"id={pages[CLOSED].pk}&id={pages['dutch'].pk}&id={pages[OPEN].pk}",
        f"id=all&childOf={home.pk}",
    ):
        answer = client.get(f"{address}?{query}&next=/admin/account/")
        assert (answer.status_code, answer.url) == (302, "/admin/account/")
        said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
        assert "fehlt Ihnen dieses Recht" in said
        assert "Geheimplan" not in said


def test_an_organiser_is_shown_what_is_left_out_of_what_he_may_know(client, network, pages):
    client.force_login(factories.user(roles.ORGANISERS))
    series = factories.series(network.events["de"])
    query = "&".join(f"id={page.pk}" for page in (series, pages[DRAFT], pages[OPEN]))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert seen(client, f"{address}?{query}") == [OPEN]


def test_readers_search_only_what_everybody_may_read(client, pages):
    assert seen(client, reverse("search"), q="Geheimplan") == [OPEN]
