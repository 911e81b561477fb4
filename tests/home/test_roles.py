"""Each role by direct requests: what it must be able to do, and what it must not."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from config.setup import roles
from home.models import Organisation, SiteSettings, Topic
from news.models import ArticlePage
from tests import factories

from .role_actions import ADMIN_HOME, TOPIC, edit, record, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """One network with a user of each role; every test rolls back what it does to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        network = factories.Network()
        yield SimpleNamespace(
            network=network,
            users={role.name: factories.user(role.name) for role in roles.ROLES},
            german=factories.article(network.news["de"], slug="schulhof"),
            dutch=factories.article(network.news["nl"], title="Werkplaats", slug="werkplaats"),
            topics={
                "de": factories.topic(network.de),
                "nl": factories.topic(network.nl, name="Onderwijs", slug="onderwijs"),
            },
        )
        transaction.set_rollback(True)


@pytest.fixture
def world(once, db):
    return deepcopy(once)


@pytest.fixture
def sign_in(client, world):
    def sign_in(role):
        client.force_login(world.users[role])
        return client

    return sign_in


def test_making_them_twice_changes_nothing(world):
    def state():
        return (
            sorted(Group.objects.values_list("name", flat=True)),
            GroupPagePermission.objects.count(),
            GroupCollectionPermission.objects.count(),
            sorted(Group.objects.values_list("name", "permissions")),
        )

    before = state()
    roles.establish()
    assert state() == before


def test_a_right_given_by_hand_is_taken_back(world):
    editors = Group.objects.get(name=roles.EDITORS)
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    GroupPagePermission.objects.create(
        group=Group.objects.get(name=roles.TRANSLATORS_NL),
        page=world.network.home["de"],
        permission=Permission.objects.get(codename="change_page"),
    )
    roles.establish()
    assert not editors.permissions.filter(codename="delete_user").exists()
    pages = GroupPagePermission.objects.filter(group__name=roles.TRANSLATORS_NL)
    assert [(row.page_id, row.permission.codename) for row in pages] == [
        (world.network.home["nl"].pk, "change_page")
    ]


def test_permissions_of_an_app_that_has_none_are_passed_over():
    assert roles.permissions(["comments.no_such_permission", "nowhere.add_thing"]) == []
    assert [right.codename for right in roles.permissions(["home.add_topic"])] == ["add_topic"]


def test_without_trees_of_pages_the_groups_are_made_nonetheless(db):
    Page.objects.filter(depth=2).delete()
    groups = roles.establish()
    assert not GroupPagePermission.objects.filter(group=groups[roles.TRANSLATORS_NL]).exists()


@pytest.mark.parametrize("code", ["german", "dutch"])
def test_an_editor_writes_and_publishes_in_both_trees(sign_in, world, code):
    page = getattr(world, code)
    edit(sign_in(roles.EDITORS), page, publish=True, title="Neu")
    page.refresh_from_db()
    assert (page.title, page.live) == ("Neu", True)


def test_a_translator_writes_a_draft_of_his_language_and_publishes_nothing(sign_in, world):
    edit(sign_in(roles.TRANSLATORS_NL), world.dutch, publish=True, title="Nieuw")
    world.dutch.refresh_from_db()
    assert world.dutch.title == "Werkplaats"
    edit(sign_in(roles.TRANSLATORS_NL), world.dutch, title="Nieuw")
    assert world.dutch.get_latest_revision_as_object().title == "Nieuw"


@pytest.mark.parametrize(
    ("role", "page"), [(roles.TRANSLATORS_NL, "german"), (roles.TRANSLATORS_DE, "dutch")]
)
def test_a_translator_does_not_touch_the_other_language(sign_in, world, role, page):
    page, client = getattr(world, page), sign_in(role)
    assert refused(edit(client, page, title="Fremd"))
    assert refused(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert page.get_latest_revision_as_object().title == page.title


@pytest.mark.parametrize("name", ["unpublish", "delete", "move"])
def test_a_translator_takes_nothing_away(sign_in, world, name):
    client = sign_in(roles.TRANSLATORS_NL)
    assert refused(client.post(reverse(f"wagtailadmin_pages:{name}", args=[world.dutch.pk]), {}))
    world.dutch.refresh_from_db()
    assert world.dutch.live


def test_a_translator_adds_no_pages(sign_in, world):
    client = sign_in(roles.TRANSLATORS_NL)
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", world.network.news["nl"].pk])
    assert refused(client.get(address))
    copy = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": world.network.news["nl"].pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[world.dutch.pk]), copy)
    assert ArticlePage.objects.count() == 2


def test_a_translator_changes_records_of_his_language_as_drafts(sign_in, world):
    client = sign_in(roles.TRANSLATORS_NL)
    client.post(record("nl", world), TOPIC | {"name": "Vorming"})
    client.post(record("nl", world), TOPIC | {"name": "Vorming", "action-publish": "on"})
    topic = Topic.objects.get(pk=world.topics["nl"].pk)
    assert (topic.name, topic.get_latest_revision_as_object().name) == ("Onderwijs", "Vorming")


@pytest.mark.parametrize("name", ["edit", "delete", "unpublish", "copy"])
def test_a_translator_does_not_touch_records_of_the_other_language(sign_in, world, name):
    client = sign_in(roles.TRANSLATORS_NL)
    assert refused(client.post(record("de", world, name), TOPIC | {"name": "Fremd"}))
    topic = Topic.objects.get(pk=world.topics["de"].pk)
    assert (topic.live, topic.get_latest_revision_as_object().name) == (True, "Öffentlicher Raum")


def test_a_translator_adds_and_deletes_no_records(sign_in, world):
    client = sign_in(roles.TRANSLATORS_NL)
    assert refused(client.post(reverse("wagtailsnippets_home_topic:add"), TOPIC | {"name": "Neu"}))
    assert refused(client.post(record("nl", world, "delete")))
    assert Topic.objects.count() == 2


def test_an_editor_keeps_the_records_of_both_languages(sign_in, world):
    client = sign_in(roles.EDITORS)
    for code in ("de", "nl"):
        client.post(record(code, world), TOPIC | {"name": f"Neu {code}", "action-publish": "on"})
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["Neu de", "Neu nl"]


def test_records_of_a_language_that_one_does_not_work_in(client, world):
    writer = factories.user(username="writer")
    rights = roles.on(["home.topic"], "add", "change", "delete", "publish")
    writer.user_permissions.set(roles.permissions([*roles.ADMIN, *rights]))
    factories.give_pages(writer, world.network.home["de"], "change_page")
    client.force_login(writer)
    add = reverse("wagtailsnippets_home_topic:add")
    assert refused(client.post(f"{add}?locale=nl", TOPIC | {"name": "Nieuw"}))
    bulk = reverse("wagtail_bulk_action", args=["home", "topic", "delete"])
    client.post(f"{bulk}?id={world.topics['nl'].pk}")
    assert Topic.objects.count() == 2
    client.post(f"{add}?locale=de", TOPIC | {"name": "Neu"})
    client.post(f"{bulk}?id={world.topics['de'].pk}")
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["Neu", "Onderwijs"]


def test_what_is_submitted_goes_to_editors_and_gives_moderators_no_rights(sign_in, world):
    world.dutch.save_revision()
    world.dutch.get_workflow().start(world.dutch, world.users[roles.TRANSLATORS_NL])
    task = world.dutch.current_workflow_task
    assert [group.name for group in task.specific.groups.all()] == [roles.EDITORS]
    assert not world.dutch.permissions_for_user(world.users[roles.MODERATORS]).can_edit()


SETTINGS = ("wagtailsettings:edit", ["home", "sitesettings"])
NOBODY = [roles.EDITORS, roles.TRANSLATORS_DE, roles.TRANSLATORS_NL, roles.MODERATORS, roles.ORGANISERS]


@pytest.mark.parametrize("role", NOBODY)
def test_only_administrators_reach_settings_users_and_languages(sign_in, world, role):
    client = sign_in(role)
    name, args = SETTINGS
    places = [
        reverse(name, args=[*args, world.network.site.pk]),
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_groups:index"),
        reverse("wagtailsites:index"),
        reverse("wagtaillocales:index"),
    ]
    assert [place for place in places if not refused(client.get(place))] == []
    client.post(places[0], {"network_name": "Gekapert"})
    assert SiteSettings.for_site(world.network.site).network_name == "Kwartier"
    assert get_user_model().objects.count() == len(roles.ROLES)


def test_an_administrator_does(sign_in, world):
    client = sign_in(roles.ADMINISTRATORS)
    name, args = SETTINGS
    address = reverse(name, args=[*args, world.network.site.pk])
    texts = [
        {"id": text.pk, "locale": text.locale_id, "claim": text.claim}
        for text in world.network.settings.texts.all()
    ]
    response = client.post(
        address,
        nested_form_data(
            {
                "network_name": "Stadtnetz",
                "country": "DE",
                "texts": inline_formset(texts, initial=len(texts)),
                "social_links": inline_formset([]),
            }
        ),
    )
    assert response.status_code == 302
    assert SiteSettings.objects.get(site=world.network.site).network_name == "Stadtnetz"
    for place in ("wagtailusers_users:index", "wagtailusers_groups:index", "wagtaillocales:index"):
        assert client.get(reverse(place)).status_code == 200


def test_an_organiser_makes_events_and_nothing_else(sign_in, world):
    client, network = sign_in(roles.ORGANISERS), world.network
    add = reverse("wagtailadmin_pages:add", args=["events", "eventpage", network.events["nl"].pk])
    assert client.get(add).status_code == 200
    session = factories.session(network.events["de"])
    assert session.permissions_for_user(world.users[roles.ORGANISERS]).can_publish()
    assert refused(
        client.get(reverse("wagtailadmin_pages:add", args=["news", "articlepage", network.news["de"].pk]))
    )
    assert refused(edit(client, world.german, title="Fremd"))
    assert refused(client.post(record("de", world), TOPIC | {"name": "Fremd"}))
    assert client.get(reverse("wagtailsnippets_home_organisation:list")).status_code == 200
    assert refused(
        client.post(
            reverse("wagtail_localize:submit_page_translation", args=[session.pk]),
            {"locales": [network.nl.pk]},
        )
    )


def test_a_moderator_edits_no_page_and_no_record(sign_in, world):
    client = sign_in(roles.MODERATORS)
    assert client.get(ADMIN_HOME).status_code == 200
    assert refused(edit(client, world.german, title="Fremd"))
    assert refused(client.get(reverse("wagtailsnippets_home_topic:list")))
    assert refused(client.get(reverse("wagtailimages:add")))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (roles.EDITORS, True),
        (roles.ADMINISTRATORS, True),
        (roles.ORGANISERS, False),
        (roles.TRANSLATORS_DE, False),
    ],
)
def test_redirects_are_the_editors_work(sign_in, world, role, may):
    client = sign_in(role)
    client.post(
        reverse("wagtailredirects:add"), {"old_path": "/alt/", "redirect_link": "https://example.org/"}
    )
    assert Redirect.objects.exists() is may


@pytest.mark.parametrize(("role", "may"), [(roles.EDITORS, True), (roles.TRANSLATORS_NL, False)])
def test_organisations_are_the_editors_work(sign_in, world, role, may):
    client = sign_in(role)
    data = {"name": "Stadt Herne", "language": "de", "kind": "municipality", "texts": inline_formset([])}
    client.post(reverse("wagtailsnippets_home_organisation:add"), nested_form_data(data))
    assert Organisation.objects.filter(name="Stadt Herne").exists() is may


def test_a_translator_chooses_pictures_and_uploads_none(sign_in, world):
    client = sign_in(roles.TRANSLATORS_NL)
    assert client.get(reverse("wagtailimages_chooser:choose")).status_code == 200
    assert refused(client.get(reverse("wagtailimages:add")))
    assert refused(client.get(reverse("wagtaildocs:add")))
