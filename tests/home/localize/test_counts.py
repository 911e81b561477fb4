"""What waits is the same number on every screen: in the report, in the message of Save, at publication."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from home.localize.publishing import obstacle
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def state(client, translator):
    client.force_login(translator)

    def state(translation):
        """What the report and the main button say."""
        target = translation.get_target_instance()
        name = "wagtailadmin_pages:edit" if isinstance(target, Page) else "wagtailsnippets_home_topic:edit"
        saved = client.post(reverse(name, args=[target.pk]), {"action": "save"})
        (said,) = [str(one).strip() for one in get_messages(saved.wsgi_request)]
        soup = BeautifulSoup(
            client.get(reverse("wagtail_localize:translations_report")).content, "html.parser"
        )
        (row,) = soup.select("main table.listing tbody tr")
        return row.select("td")[-1].get_text(strip=True), said

    return state


def without_slug(translation):
    StringTranslation.objects.filter(context__path="slug").delete()
    return translation


def test_the_slug_of_a_page_waits_for_nobody(network, article, state):
    made = without_slug(factories.request_translation(article, network.nl))
    assert state(made) == (
        "Aktuell",
        "Gespeichert. Alles ist übersetzt; die Redaktion kann es veröffentlichen.",
    )
    assert obstacle(made) == ""


def test_the_slug_of_a_record_waits_for_its_translator(network, state):
    made = without_slug(factories.request_translation(factories.topic(network.de), network.nl))
    assert state(made) == ("Wartet auf Übersetzung", "Gespeichert. 1 Text ist noch zu übersetzen.")
    assert "1 Text" in obstacle(made)


@pytest.mark.parametrize("words", ["", "   "])
def test_a_word_that_is_missing_or_blank_waits(network, article, state, words):
    made = factories.request_translation(article, network.nl)
    row = StringTranslation.objects.get(context__path="lead")
    row.data = words
    row.save()
    assert state(made) == ("Wartet auf Übersetzung", "Gespeichert. 1 Text ist noch zu übersetzen.")


def test_a_changed_original_is_not_up_to_date(network, article, state):
    made = factories.request_translation(article, network.nl)
    article.title = "Der Schulhof bleibt zu"
    factories.publish(article)
    assert state(made)[0] == "Zu aktualisieren"
