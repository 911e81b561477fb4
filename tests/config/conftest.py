"""The demo and what a reader finds there, once for a module; an editor who needs a second factor."""

from types import SimpleNamespace

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.test import override_settings
from wagtail.models import Page

from config.setup.roles import EDITORS
from tests import factories
from tests.crawl import crawl, failures, go_on_with

from .loading import run, set_up


@pytest.fixture(scope="module")
def skeleton(django_db_setup, django_db_blocker):
    """An empty site after `setup_site`, which takes seconds; each test rolls back what it does to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        set_up()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for this module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        message, connection = run(), connections[DEFAULT_DB_ALIAS]
        yield SimpleNamespace(message=message, connection=connection)
        go_on_with(connection)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _one_connection(request):
    if "demo" in request.fixturenames:
        go_on_with(request.getfixturevalue("demo").connection)


@pytest.fixture(scope="module")
def site(demo):
    """Every page of the demo that a reader reaches by following links from the two start pages; with the
    memo, as in production."""
    go_on_with(demo.connection)
    with override_settings(MEMO=True):
        found = crawl(["/de/", "/nl/"])
    failures(found)
    return found


@pytest.fixture(scope="module")
def visits(site):
    """Every live page: address -> HTML."""
    pages = Page.objects.filter(depth__gt=1).live()
    return {f"http://testserver{page.url}": site.pages[page.url].html for page in pages}


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def editor(db, required):
    return factories.user(EDITORS, username="editor")
