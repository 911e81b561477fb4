"""A network with the memo on, an article and a session of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import SessionSeats
from tests import factories


@pytest.fixture
def network(db, settings):
    settings.MEMO = True
    return factories.Network()


@pytest.fixture
def article(network):
    return factories.publish(factories.article(network.news["de"]))


@pytest.fixture
def session(network):
    day = timezone.localdate() + timedelta(days=30)
    page = factories.session(network.events["de"], title="Rundgang", start_date=day, registration_mode="form")
    SessionSeats.objects.filter(pk=page.seats_id).update(capacity=20)
    return factories.publish(page)
