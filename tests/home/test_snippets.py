"""The admin's lists of shared records, in German and Dutch."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from events.models import AudienceTerm, EventKind
from home.models import Organisation, Topic
from tests import factories

pytestmark = pytest.mark.django_db

LISTS = {
    "home_topic": ("Themen", "Thema’s"),
    "home_place": ("Orte", "Plaatsen"),
    "home_organisation": ("Organisationen", "Organisaties"),
    "events_eventkind": ("Arten von Veranstaltungen", "Soorten bijeenkomsten"),
    "events_audienceterm": ("Zielgruppen", "Doelgroepen"),
}


@pytest.fixture
def network():
    network = factories.Network()
    factories.topic(network.de)
    factories.place(network.de)
    EventKind.objects.create(name="Werkstatt", locale=network.de)
    AudienceTerm.objects.create(name="Kommunen", locale=network.de)
    Organisation.objects.create(name="Stadt Herne")
    return network


@pytest.mark.parametrize("language", ["de", "nl"])
def test_every_list_opens_searches_and_filters_in_both_languages(client, network, language):
    user = factories.superuser()
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    start = client.get("/admin/").text
    assert {"de": "Verzeichnisse", "nl": "Registers"}[language] in start
    for name, labels in LISTS.items():
        address = reverse(f"wagtailsnippets_{name}:list")
        assert address in start, name
        page = client.get(address)
        assert labels[language == "nl"] in page.text, name
        assert page.context["object_list"].count() == 1
        assert list(client.get(address, {"q": "zzz"}).context["object_list"]) == []
        assert client.get(address, {"live": "false", "zone": "water", "kind": "quarter"}).status_code == 200


def test_a_list_says_what_is_translated(client, network):
    client.force_login(factories.superuser())
    assert "Nederlands: nicht übersetzt" in client.get(reverse("wagtailsnippets_home_topic:list")).text


def test_a_record_is_found_in_the_choosers(client, network):
    client.force_login(factories.superuser())
    found = client.get(reverse("wagtailsnippetchoosers_home_place:choose_results"), {"q": "herne"})
    assert "Herne" in found.text


@pytest.mark.parametrize(
    ("name", "slug"), [("Grüne Straße & Hof", "gruene-strasse-hof"), ("Überall", "ueberall"), ("!?", None)]
)
def test_an_empty_address_is_made_of_the_name(client, network, name, slug):
    client.force_login(factories.superuser())
    data = {"name": name, "slug": "", "zone": "water", "sort_order": 1, "description": ""}
    answer = client.post(reverse("wagtailsnippets_home_topic:add"), data)
    if slug:
        assert Topic.objects.filter(name=name).values_list("slug", flat=True).get() == slug
    else:
        assert list(answer.context["form"].errors) == ["slug"]
