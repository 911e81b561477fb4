"""A session is public with its series only, whichever screen it is published from."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.setup.roles import EDITORS
from events.admin.with_series import waits_for_series
from events.models import EventPage
from tests import factories

from .test_admin import add, errors

pytestmark = pytest.mark.django_db
FIRST = "Veröffentlichen Sie zuerst die Reihe"


@pytest.fixture
def network(db):
    return factories.Network()


@pytest.fixture
def editor(client, network):
    client.force_login(factories.user(EDITORS))
    return client


@pytest.fixture
def draft(network):
    """A series that is not public."""
    return factories.series(network.events["de"], live=False)


def test_a_new_session_below_a_draft_stays_one(editor, draft):
    answer = add(editor, draft, **{"action-publish": "on"})
    assert answer.status_code == 302, errors(answer)
    session = EventPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[session.pk])
    assert FIRST in editor.get(answer.url).text
    assert not session.live
    factories.publish(draft)
    assert waits_for_series(session) == ""


@pytest.mark.parametrize("with_series", [True, False])
def test_many_pages_at_once_are_published_with_their_series_or_not_at_all(editor, draft, with_series):
    session = factories.session(draft, live=False)
    session.save_revision()
    draft.save_revision()
    chosen = [session.pk, *([draft.pk] if with_series else [])]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = editor.post(f"{address}?next=/admin/&{'&'.join(f'id={pk}' for pk in chosen)}", follow=True)
    session.refresh_from_db()
    assert session.live is with_series
    assert (FIRST in answer.text) is not with_series


def test_a_series_is_unpublished_with_its_sessions(editor, draft):
    series = factories.publish(draft)
    session = factories.publish(factories.session(series, live=False))
    address = reverse("wagtailadmin_pages:unpublish", args=[series.pk])
    answer = editor.post(address, follow=True)
    assert "1 Termin der Reihe ist öffentlich" in answer.text
    series.refresh_from_db()
    assert series.live
    editor.post(address, {"include_descendants": "on"})
    for page in (series, session):
        page.refresh_from_db()
        assert not page.live


def test_a_session_may_be_scheduled_for_when_its_series_is(draft):
    soon, later = (timezone.now() + timedelta(days=days) for days in (2, 3))
    draft.go_live_at = later
    draft.save_revision().publish()
    session = factories.session(draft, live=False, go_live_at=soon)
    assert waits_for_series(session)
    session.go_live_at = later
    assert waits_for_series(session) == ""
