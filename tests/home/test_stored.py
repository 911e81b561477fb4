"""What the site says that it stores is what it stores, in both languages, with the times that are set."""

import pytest
from django.utils.translation import override

from comments.models import CommentSettings
from home.privacy.registry import retention
from home.privacy.stored import stored, stored_table
from tests import factories


@pytest.mark.django_db
def test_every_rule_is_listed_with_its_readers_and_its_time(client):
    lines = stored()
    assert len(lines) == len(retention()) > 10
    assert all(line.data and line.readers and line.kept and line.then for line in lines)

    network = factories.Network(indexes=[])
    CommentSettings.objects.update_or_create(site=network.site, defaults={"keep_address_months": 7})
    with override("nl"):
        kept = {line.data: line.kept for line in stored()}
        assert kept["E-mailadressen van zichtbare reacties"] == "7 maanden"
        assert stored_table()["head"] == ["Gegevens", "Gelezen door", "Bewaard", "Daarna"]
    assert {line.kept for line in stored()} >= {"3 Tage", "7 Monate", "11 Jahre", "solange das Konto besteht"}


@pytest.mark.django_db
def test_a_privacy_notice_lists_it_in_the_language_of_its_page(client):
    network = factories.Network(indexes=[])
    page = factories.publish(
        factories.standard_page(
            network.home["de"], title="Datenschutzerklärung", lists_stored_data=True, in_footer=True
        )
    )
    dutch = factories.translate(page, network.nl, title="Privacyverklaring")

    assert "Was diese Website speichert" in client.get(page.url).content.decode()
    shown = client.get(dutch.url).content.decode()
    assert "Wat deze website bewaart" in shown
    assert "zolang het account bestaat" in shown
    assert (
        f'href="{dutch.url}"' in client.get(network.home["nl"].url).content.decode().partition("<footer")[2]
    )
