"""Translations stay beside their original: moves, copies."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from home.models import StandardPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(network):
    old = factories.standard_page(network.home["de"], title="Leistungen")
    new = factories.standard_page(network.home["de"], title="Über uns")
    page = factories.standard_page(old, title="Beratung")
    dutch = {
        "old": factories.translate(old, network.nl, title="Diensten"),
        "new": factories.translate(new, network.nl, title="Over ons"),
        "page": factories.translate(page, network.nl, title="Advies"),
    }
    return {"old": old, "new": new, "page": page}, dutch


def test_a_translation_follows_its_original(client, editor, pages):
    german, dutch = pages
    client.force_login(editor)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[german["page"].pk, german["new"].pk]))
    assert Page.objects.get(pk=dutch["page"].pk).get_parent().pk == dutch["new"].pk
    assert dutch["page"].get_parent().pk == dutch["old"].pk  # as it was loaded before


def test_moving_a_translation_moves_nothing_else(pages):
    german, dutch = pages
    dutch["page"].move(dutch["new"], pos="last-child")
    assert Page.objects.get(pk=german["page"].pk).get_parent().pk == german["old"].pk


def test_it_stays_and_the_editor_is_told_if_the_new_parent_is_not_translated(client, editor, pages):
    german, dutch = pages
    StandardPage.objects.get(pk=dutch["new"].pk).delete()
    client.force_login(editor)
    response = client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[german["page"].pk, german["new"].pk])
    )
    assert Page.objects.get(pk=dutch["page"].pk).get_parent().pk == dutch["old"].pk
    assert any("Advies" in str(message) for message in get_messages(response.wsgi_request))


def test_a_page_is_not_copied_into_the_other_language(client, editor, network, article):
    client.force_login(editor)
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": network.news["nl"].pk}
    response = client.post(reverse("wagtailadmin_pages:copy", args=[article.pk]), data)
    assert any("Übersetzung" in str(message) for message in get_messages(response.wsgi_request))
    assert network.news["nl"].get_children().count() == 0
    client.post(
        reverse("wagtailadmin_pages:copy", args=[article.pk]),
        data | {"new_parent_page": network.news["de"].pk},
    )
    assert [page.locale for page in Page.objects.filter(title="Kopie")] == [network.de]


def test_a_page_is_not_moved_into_the_other_language(client, editor, network, article):
    client.force_login(editor)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[article.pk, network.news["nl"].pk]))
    assert Page.objects.get(pk=article.pk).get_parent().pk == network.news["de"].pk
