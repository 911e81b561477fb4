"""The form that adds a page or a record makes one, however often it is posted."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from config.setup.roles import EDITORS
from home.admin.creation_key import key_of, new_key
from home.models import StandardPage, Topic
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.fixture
def network(db):
    return factories.Network()


@pytest.fixture
def editor(client, network):
    client.force_login(factories.user(EDITORS))
    return client


@pytest.fixture
def form(editor, network):
    """The form of a new page as it was opened, to be posted: `form(title=…)`."""
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", network.home["de"].pk])
    key = re.search(r'name="creation_key" value="([^"]+)"', editor.get(address).content.decode()).group(1)

    def post(automatic=False, **values):
        data = {"slug": "", "lead": "", "body": streamfield([]), "comments": inline_formset([])} | values
        headers = {"accept": "application/json" if automatic else "text/html"}
        return editor.post(address, nested_form_data(data | {"creation_key": key}), headers=headers)

    return post


def test_the_second_post_is_stored_on_the_same_page(form):
    assert form(automatic=True, title="Bera").json()["success"]
    form(title="Beratung", **{"action-publish": "on"})
    page = StandardPage.objects.get()
    assert (page.title, page.slug, page.live) == ("Beratung", "beratung", True)
    assert form(automatic=True, title="Bera").status_code == 400
    page.refresh_from_db()
    assert (page.title, page.has_unpublished_changes) == ("Beratung", False)


def test_a_second_post_with_errors_shows_the_form_of_that_page(form):
    form(automatic=True, title="Beratung")
    page = StandardPage.objects.get()
    answer = form(title="", **{"action-publish": "on"})
    assert answer.status_code == 200
    assert f'action="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"' in answer.content.decode()


def test_a_page_that_was_published_or_worked_on_is_not_replaced(form):
    for values in ({"action-publish": "on"}, {}):
        answer = form(title="Beratung", **values)
    page = StandardPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert page.live
    page.unpublish()
    page.save_revision()
    form(title="Andere Worte")
    assert StandardPage.objects.get().get_latest_revision_as_object().title == "Beratung"


def test_without_its_key_a_form_makes_a_page_each_time(editor, network):
    """As a script does that posts no key, or one of its own making."""
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", network.home["de"].pk])
    data = {"title": "Beratung", "slug": "", "lead": "", "body": streamfield([])}
    data |= {"comments": inline_formset([]), "creation_key": str(network.home["de"].translation_key)}
    for _time in range(2):
        editor.post(address, nested_form_data(data))
    slugs = StandardPage.objects.order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["beratung", "beratung-2"]


def test_a_record_is_made_once(editor, network):
    address = reverse("wagtailsnippets_home_topic:add") + "?locale=de"
    data = {"slug": "", "description": "", "zone": "rose", "sort_order": 0, "creation_key": new_key()}
    editor.post(address, data | {"name": "Verk"}, headers={"accept": "application/json"})
    editor.post(address, data | {"name": "Verkehr", "action-publish": "on"})
    topic = Topic.objects.get()
    assert (topic.name, topic.live) == ("Verkehr", True)


def test_only_keys_of_this_site_count(network):
    assert key_of({}) is None
    assert key_of({"creation_key": str(Page.objects.first().translation_key)}) is None
    assert key_of({"creation_key": new_key()})
