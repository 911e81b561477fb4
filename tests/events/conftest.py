"""A network with one series in both languages, and a clock that stands still.

Building it costs a second of queries, so a test file builds it once, in a transaction that is rolled back at
its end; each test works on copies, inside its own savepoint.
"""

import copy
from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import translation

from events.models import EventKind
from tests import factories

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=BERLIN)


@pytest.fixture
def now(monkeypatch):
    """Sunday, 22 November 2026, noon; the pages ask for this moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        translation.override("de"),
        transaction.atomic(),
    ):
        # A test case closes its connections, which would end this transaction.
        patch.setattr(connection, "close", lambda: None)
        yield _stage()
        transaction.set_rollback(True)


@pytest.fixture
def network(stage, db):
    return copy.deepcopy(stage.network)


@pytest.fixture
def workshop(stage, db):
    """A kind of event with a word per language (domain.md#formats)."""
    return copy.deepcopy(stage.workshop)


@pytest.fixture
def series(stage, db):
    """Zehn Quartiere, zehn Fragen: ten planned, form on this site, closes ten days before each."""
    return copy.deepcopy(stage.series)


@pytest.fixture
def pair(stage, db):
    """Session 7, in both languages."""
    return copy.deepcopy(stage.pair)


def seats(page, **values):
    """Set the counters of a session's seat row, and return the page fresh."""
    type(page.seats).objects.filter(pk=page.seats_id).update(**values)
    return type(page).objects.for_lists().get(pk=page.pk)


def _stage():
    network = factories.Network()
    workshop = EventKind.objects.create(name="Werkstatt", locale=network.de)
    dutch = workshop.copy_for_translation(network.nl)
    dutch.name = "Werkplaats"
    dutch.save()
    series = factories.series(
        network.events["de"],
        kind=workshop,
        planned_sessions=10,
        default_start_time=time(10),
        default_end_time=time(16, 30),
        default_capacity=36,
        registration_mode="form",
        registration_email="werkstatt@example.org",
        closes_days_before=10,
    )
    factories.publish(series)
    factories.translate(series, network.nl, title="Tien wijken, tien vragen")
    german = factories.session(
        series,
        title="Die Schule als Mitte",
        number=7,
        start_date=date(2027, 3, 17),
        place=factories.place(network.de, name="Gelsenkirchen", slug="gelsenkirchen"),
    )
    factories.publish(german)
    pair = german, factories.translate(german, network.nl, title="De school als hart")
    return SimpleNamespace(network=network, workshop=workshop, series=series, pair=pair)
