"""Whom an event is meant for: a vocabulary, and a filter of the calendar in both languages
(domain.md#audience)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import AudienceTerm, EventAudience
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_calendar_is_narrowed_to_an_audience_in_both_languages(client):
    network = factories.Network()
    german = AudienceTerm.objects.create(name="Wohnungsunternehmen", locale=network.de, live=True)
    dutch = german.copy_for_translation(network.nl)
    dutch.name, dutch.live = "Woningcorporaties", True
    dutch.save()
    day = timezone.localdate() + timedelta(days=30)
    series = factories.series(network.events["de"])
    series.audience_terms.add(EventAudience(term=german))
    factories.publish(series)
    factories.session(series, title="Wohnen im Bestand", start_date=day)
    factories.session(network.events["de"], title="Fahrradstraße", start_date=day)
    for code, term in (("de", german), ("nl", dutch)):
        url = network.events[code].url
        page = client.get(url)
        assert ("audience", term.name) in {
            (name, label)
            for name in page.context["form"].options
            for label, _key in page.context["form"].options[name].values()
        }
        narrowed = client.get(url, {"audience": term.pk}).content.decode()
        assert "Wohnen im Bestand" in narrowed
        assert "Fahrradstraße" not in narrowed
        assert client.get(url, {"audience": "999999"}).status_code == 200
