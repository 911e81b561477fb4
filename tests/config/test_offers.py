"""What a screen of the admin offers opens for whom it is offered: no role is led to a refusal."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import resolve, reverse
from wagtail.models import Page

from config.setup import roles
from tests import factories

from .role_world import World

pytestmark = pytest.mark.django_db
ROLES = {
    "E": roles.EDITORS,
    "D": roles.TRANSLATORS_DE,
    "N": roles.TRANSLATORS_NL,
    "O": roles.ORGANISERS,
}
# Leaves the admin; needs what is ticked; counts in the panel of a page's status, for all who may list it.
ELSEWHERE = {"wagtailadmin_logout", "wagtail_bulk_action", "wagtailadmin_pages:usage"}


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = World.build()
        world.users = {letter: factories.user(name) for letter, name in ROLES.items()}
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(once, db):
    return deepcopy(once)


def screens(world) -> list[str]:
    """The lists of pages and records, and the edit screens of what is in them."""
    parents = {page.get_parent().pk for page in world.pages.values()}
    parents |= {Page.objects.get(pk=pk).get_parent().pk for pk in parents}
    topic = world.by_model["Topic"]
    return [
        *(reverse("wagtailadmin_explore", args=[pk]) for pk in sorted(parents)),
        *(reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in world.pages.values()),
        *(reverse("wagtailadmin_pages:history", args=[page.pk]) for page in world.pages.values()),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_home"),
        reverse("wagtailsnippets_home_topic:list"),
        reverse("wagtailsnippets_home_place:list"),
        reverse("wagtailsnippets_home_topic:edit", args=[topic.pk]),
        reverse("wagtail_localize:translations_report"),
        reverse("outdated_translations"),
    ]


def offered(client, path) -> set[str]:
    """The addresses in the admin that a screen leads to; none if it does not open."""
    response = client.get(path)
    if response.status_code != 200:
        return set()
    soup = BeautifulSoup(response.content, "html.parser")
    links = {link["href"].partition("#")[0] for link in soup.select("a[href^='/admin/']")}
    return {link for link in links if resolve(link.partition("?")[0]).view_name not in ELSEWHERE}


def refuses(client, link) -> bool:
    response = client.get(link)
    return response.status_code in (403, 404) or getattr(response, "url", "") == reverse("wagtailadmin_home")


@pytest.mark.parametrize("letter", ROLES)
def test_no_button_leads_to_a_refusal(client, world, letter):
    client.force_login(world.users[letter])
    found = {link: path for path in screens(world) for link in offered(client, path)}
    assert len(found) > 20
    led = {
        (resolve(link.partition("?")[0]).view_name, link, path)
        for link, path in found.items()
        if refuses(client, link)
    }
    assert led == set()


BAR = "[data-bulk-action-footer] a[data-bulk-action-button]"
OFFERED = {"E": {"move", "delete", "publish", "unpublish"}, "D": set(), "N": set()}


@pytest.mark.parametrize("letter", ["E", "D", "N"])
@pytest.mark.parametrize("label", ["article", "dutch draft"])
def test_many_at_once_are_offered_to_those_who_may(client, world, letter, label):
    client.force_login(world.users[letter])
    parent = world.pages[label].get_parent()
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_explore", args=[parent.pk])).content, "html.parser")
    actions = {button["href"].strip("/").split("/")[-1] for button in soup.select(BAR)}
    assert actions == OFFERED[letter]
    assert bool(soup.select("[data-bulk-action-checkbox]")) == bool(OFFERED[letter])
    assert bool(soup.select("th [data-bulk-action-select-all-checkbox]")) == bool(OFFERED[letter])


def test_an_organiser_ticks_below_the_calendar_only(client, world):
    client.force_login(world.users["O"])
    boxes = {}
    for label in ("article", "session"):
        address = reverse("wagtailadmin_explore", args=[world.pages[label].get_parent().pk])
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        boxes[label] = len(soup.select("[data-bulk-action-checkbox]"))
    assert (boxes["article"], boxes["session"] > 0) == (0, True)


def test_records_are_ticked_by_those_who_may_delete_them(client, world):
    boxes = {}
    for letter, user in world.users.items():
        client.force_login(user)
        soup = BeautifulSoup(client.get(reverse("wagtailsnippets_home_topic:list")).content, "html.parser")
        boxes[letter] = bool(soup.select("[data-bulk-action-checkbox]")), bool(soup.select(BAR))
    assert {letter: both for letter, both in boxes.items() if letter != "O"} == {
        "E": (True, True),
        "D": (False, False),
        "N": (False, False),
    }


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
@pytest.mark.parametrize("label", ["dutch", "dutch draft"])
def test_a_translator_is_refused_in_words_not_told_of_no_pages(client, world, action, label):
    client.force_login(world.users["N"])
    page = Page.objects.get(pk=world.pages[label].pk)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    values = {"chooser": page.get_parent().pk, "include_descendants": ""}
    response = client.post(f"{url}?id={page.pk}&next=/admin/account/", values)
    assert [(said.level_tag, str(said)) for said in get_messages(response.wsgi_request)] == [
        ("error", "Es wurde nichts geändert: Für das, was Sie ausgewählt haben, fehlt Ihnen dieses Recht.")
    ]
    page.refresh_from_db()
    assert page.live == (label == "dutch")
