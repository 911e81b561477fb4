"""What the translation editor offers a role is what it may do: translators save, editors publish."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation

from tests import factories

pytestmark = pytest.mark.django_db
AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture(params=["draft", "live", "record"])
def made(request, network, article):
    source = factories.topic(network.de) if request.param == "record" else article
    translation = factories.request_translation(source, network.nl)
    if request.param == "live":
        factories.publish(translation.get_target_instance())
    return translation


def edit_url(made):
    target = made.get_target_instance()
    name = "wagtailadmin_pages:edit" if isinstance(target, Page) else "wagtailsnippets_home_topic:edit"
    return reverse(name, args=[target.pk])


def footers(client, made):
    soup = BeautifulSoup(client.get(edit_url(made)).content, "html.parser")
    return soup.select_one(".translation-for-translators"), soup.select_one("[data-save-translation]")


def test_the_main_button_of_translators_is_save_and_it_works(client, made, translator):
    client.force_login(translator)
    hidden, own = footers(client, made)
    assert hidden is not None
    assert [button.get_text(strip=True) for button in own.select("button")] == ["Speichern"]
    answer = client.post(edit_url(made), {"action": "save"})
    assert "ein Redakteur" not in str(answer)
    assert "Alles ist übersetzt" in str(next(iter(get_messages(answer.wsgi_request))))
    factories_words = made.source.stringsegment_set.first()
    factories_words.string.translations.all().delete()
    answer = client.post(edit_url(made), {"action": "save"})
    assert "1 Text" in str(list(get_messages(answer.wsgi_request))[-1])
    for preview in own.select("a"):
        assert client.get(preview["href"]).status_code == 200


def test_editors_keep_theirs(client, made, editor):
    client.force_login(editor)
    assert footers(client, made) == (None, None)


def test_translators_neither_delete_nor_stop_nor_give_up(client, made, translator):
    client.force_login(translator)
    target = made.get_target_instance()
    addresses = [reverse("wagtail_localize:stop_translation", args=[made.pk])]
    if isinstance(target, Page):
        addresses += [
            reverse("wagtailadmin_pages:delete", args=[target.pk]),
            reverse("wagtail_localize:convert_to_alias", args=[target.pk]),
        ]
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        client.post(f"{bulk}?id={target.pk}")
        listing = client.get(reverse("wagtailadmin_explore", args=[target.get_parent().pk])).content.decode()
        assert reverse("wagtailadmin_pages:delete", args=[target.pk]) not in listing
    for address in addresses:
        assert client.post(address, **AJAX).status_code == 403
    assert type(target).objects.filter(pk=target.pk).exists()
    assert Translation.objects.get().enabled


def test_a_stopped_translation_offers_translators_no_alias(client, network, article, translator, editor):
    made = factories.request_translation(article, network.nl)
    Translation.objects.update(enabled=False)
    client.force_login(translator)
    assert b"localize-convert-to-alias" not in client.get(edit_url(made)).content
    client.force_login(editor)
    assert b"localize-convert-to-alias" in client.get(edit_url(made)).content
