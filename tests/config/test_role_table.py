"""Every URL of the admin that changes something, tried by each role, beside a table of what roles may do."""

from copy import deepcopy

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from config.setup import roles
from home.models import SiteImage, Topic
from tests import factories

from .role_table import table
from .role_world import World, requests

pytestmark = pytest.mark.django_db
ROLES = {
    "A": roles.ADMINISTRATORS,
    "E": roles.EDITORS,
    "D": roles.TRANSLATORS_DE,
    "N": roles.TRANSLATORS_NL,
    "M": roles.MODERATORS,
    "O": roles.ORGANISERS,
}
REFUSED = {403, 404, 405}


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


def reached(client, path) -> bool:
    """Whether a POST got past the guards of its view; what it changed is taken back."""
    with transaction.atomic():
        response = client.post(path, {"next": "/admin/account/"})
        transaction.set_rollback(True)
    if response.status_code == 400:  # the task chooser says so to those who may not, others to missing values
        return "task_chooser" not in path
    away = response.status_code == 302 and response.url.startswith("/admin/login/")
    return response.status_code not in REFUSED and not away and getattr(response, "url", "") != "/admin/"


@pytest.mark.parametrize("letter", ROLES)
def test_a_role_reaches_what_the_table_says(client, world, letter):
    client.force_login(world.users[letter])
    client.raise_request_exception = False  # a form without its values ends some views, behind their guards
    tried = {key: reached(client, path) for key, path in requests(world)}
    assert tried == {key: letter in letters for key, letters in table().items()}


@pytest.mark.parametrize("who", ["account without a role", "anonymous"])
def test_others_reach_nothing(client, world, who):
    if who != "anonymous":
        client.force_login(factories.user())
    client.raise_request_exception = False
    assert [key for key, path in requests(world) if reached(client, path)] == []


# Model, its action, values of the form, and whether it happened.
BULK = {
    "delete image": ("home", "siteimage", "delete", {}, lambda pk: not SiteImage.objects.filter(pk=pk)),
    "delete document": (
        "wagtaildocs",
        "document",
        "delete",
        {},
        lambda pk: not get_document_model().objects.filter(pk=pk),
    ),
    "delete article": ("wagtailcore", "page", "delete", {}, lambda pk: not Page.objects.filter(pk=pk)),
    "unpublish article": (
        "wagtailcore",
        "page",
        "unpublish",
        {},
        lambda pk: not Page.objects.get(pk=pk).live,
    ),
    "delete dutch draft": ("wagtailcore", "page", "delete", {}, lambda pk: not Page.objects.filter(pk=pk)),
    "publish dutch draft": ("wagtailcore", "page", "publish", {}, lambda pk: Page.objects.get(pk=pk).live),
    "delete topic": ("home", "topic", "delete", {}, lambda pk: not Topic.objects.filter(pk=pk)),
    "delete user": ("auth", "user", "delete", {}, lambda pk: not get_user_model().objects.filter(pk=pk)),
    "switch off user": (
        "auth",
        "user",
        "set_active_state",
        {"mark_as_active": "False"},
        lambda pk: not get_user_model().objects.get(pk=pk).is_active,
    ),
}
MAY = {
    "delete image": "AE",
    "delete document": "AE",
    "delete article": "AE",
    "unpublish article": "AE",
    "delete dutch draft": "AEO",
    "publish dutch draft": "AEO",
    "delete topic": "AE",
    "delete user": "A",
    "switch off user": "A",
}


@pytest.mark.parametrize("letter", ROLES)
def test_many_at_once_are_guarded_as_one(client, world, letter):
    client.force_login(world.users[letter])
    objects = world.pages | {"image": world.image, "document": world.document}
    objects |= {"topic": world.by_model["Topic"], "user": world.by_model["User"]}
    done = {}
    for name, (app, model, action, values, happened) in BULK.items():
        pk = next(made.pk for label, made in objects.items() if name.endswith(label))
        url = reverse("wagtail_bulk_action", args=[app, model, action])
        with transaction.atomic():
            client.post(f"{url}?id={pk}&next=/admin/account/", values)
            done[name] = bool(happened(pk))
            transaction.set_rollback(True)
    assert done == {name: letter in letters for name, letters in MAY.items()}


@pytest.mark.parametrize(("view", "kind"), [("wagtailimages", "image"), ("wagtaildocs", "document")])
def test_an_organiser_changes_and_deletes_own_files_only(client, world, view, kind):
    client.force_login(world.users["O"])
    theirs = getattr(world, kind)
    own = type(theirs).objects.get(pk=theirs.pk)
    own.pk, own.uploaded_by_user = None, world.users["O"]
    own.save()
    for name in ("edit", "delete"):
        assert not reached(client, reverse(f"{view}:{name}", args=[theirs.pk]))
        assert reached(client, reverse(f"{view}:{name}", args=[own.pk]))
    client.post(reverse(f"{view}:delete", args=[theirs.pk]))
    client.post(reverse(f"{view}:delete", args=[own.pk]))
    assert set(type(theirs).objects.filter(pk__in=[theirs.pk, own.pk])) == {theirs}
