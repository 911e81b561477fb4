"""A network with an article in German, and users of every role: made once per module, since it takes long."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.db import transaction

from config.setup import roles
from tests import factories


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """What the tests of a module share; each of them rolls back what it does to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        network = factories.Network()
        yield SimpleNamespace(
            network=network,
            article=factories.article(network.news["de"], slug="schulhof"),
            editor=factories.user(roles.EDITORS),
            translator=factories.user(roles.TRANSLATORS_NL),
            outsider=factories.outsider(),
        )
        transaction.set_rollback(True)


@pytest.fixture
def world(once, db):
    return deepcopy(once)


@pytest.fixture
def network(world):
    return world.network


@pytest.fixture
def article(world):
    return world.article


@pytest.fixture
def editor(world):
    return world.editor


@pytest.fixture
def translator(world):
    return world.translator


@pytest.fixture
def outsider(world):
    return world.outsider
