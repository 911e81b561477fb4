"""Posts to the form of one page or record, of which one begins while another is under way."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from config.setup.roles import EDITORS
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ITSELF = {"accept": "application/json"}


def a_page(network):
    page = factories.standard_page(network.home["de"], title="Beratung", slug="beratung")
    data = {"title": "Beratung", "slug": "beratung", "lead": "", "body": streamfield([])}
    return page, "wagtailadmin_pages:edit", data | {"comments": inline_formset([])}


def a_record(network):
    topic = factories.topic(network.de, live=False)
    data = {"name": topic.name, "slug": topic.slug, "description": "", "zone": "rose", "sort_order": 0}
    return topic, "wagtailsnippets_home_topic:edit", data


@pytest.mark.parametrize(("made", "hook"), [(a_page, "before_edit_page"), (a_record, "before_edit_snippet")])
def test_what_is_published_while_a_draft_saves_itself_stays_public(made, hook):
    item, address, data = made(factories.Network())
    type(item).objects.filter(pk=item.pk).update(live=False)
    item.refresh_from_db()
    version = item.save_revision()
    data = nested_form_data(
        data
        | {"loaded_revision_id": version.pk, "loaded_revision_created_at": version.created_at.isoformat()}
    )
    url = reverse(address, args=[item.pk])
    user = factories.user(EDITORS)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)
    loaded, published, errors = threading.Event(), threading.Event(), []

    def pause(request, _item):
        if request.headers["accept"] == ITSELF["accept"]:
            loaded.set()
            published.wait(1)

    def save_itself():
        try:
            assert clients[0].post(url, data, headers=ITSELF).json()["success"]
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=save_itself)
    with hooks.register_temporarily(hook, pause, order=-10):
        thread.start()
        assert loaded.wait(60)
        clients[1].post(url, data | {"action-publish": "on"}, headers={"accept": "text/html"})
        published.set()
        thread.join(60)
    item.refresh_from_db()
    assert (errors, item.live, item.has_unpublished_changes) == ([], True, False)

    late = clients[0].post(url, data, headers=ITSELF)
    assert late.json()["error_code"] == "invalid_revision"
    item.refresh_from_db()
    assert item.live
