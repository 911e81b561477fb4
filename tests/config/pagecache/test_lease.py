"""What is read of changes is believed for a moment; what an answer confirms, every process knows."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from config.pagecache import changes, lease
from events.models import SessionSeats
from tests import factories
from tests.config.test_two_servers import register
from tests.servers import gunicorn

from .test_stale import Readers

pytestmark = pytest.mark.both_databases

LONG = 1.5  # seconds: longer than it takes to register


@pytest.fixture
def slept(monkeypatch, settings):
    """How long it was waited, without waiting."""
    settings.PAGE_STATE_SECONDS = LONG
    found = []
    monkeypatch.setattr(lease.time, "sleep", found.append)
    return found


def write():
    Page.objects.filter(depth=1).update(seo_title="x")


@pytest.mark.django_db(transaction=True)
def test_a_state_is_read_once_in_a_while(slept, monkeypatch):
    before = changes.current()
    monkeypatch.setattr(changes, "_asked", lambda: pytest.fail("asked again"))
    assert changes.current() is before
    now = time.monotonic()
    monkeypatch.setattr(lease.time, "monotonic", lambda: now + LONG + 1)
    with pytest.raises(pytest.fail.Exception):
        changes.current()


@pytest.mark.django_db(transaction=True)
def test_whoever_changes_something_knows_at_once_and_waits_for_the_others(slept):
    before = changes.current()
    write()
    assert changes.current() != before
    assert slept == [LONG]
    with transaction.atomic():
        write()
        write()
        assert slept == [LONG]
    assert slept == [LONG] * 2
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert slept == [LONG] * 2


@pytest.mark.django_db(transaction=True)
def test_a_transaction_sees_its_own_changes(slept):
    before = changes.current()
    with transaction.atomic():
        write()
        assert changes.current() != before


@pytest.mark.django_db(transaction=True)
def test_an_answer_waits_once_for_all_that_was_changed(slept):
    with lease.before_the_answer():
        write()
        write()
        assert slept == []
    assert len(slept) == 1
    assert 0 < slept[0] <= LONG
    with lease.before_the_answer():
        Page.objects.count()
    assert len(slept) == 1


@pytest.mark.django_db(transaction=True)
def test_another_thread_waits_for_itself(slept):
    """A job that runs while a request is answered in another thread of the process."""

    def job():
        write()
        connection.close()

    with lease.before_the_answer():
        thread = threading.Thread(target=job)
        thread.start()
        thread.join()
        assert slept == [LONG]
    assert slept == [LONG]


@pytest.mark.django_db(transaction=True)
def test_no_process_believes_what_was_before_a_confirmed_registration(tmp_path):
    network = factories.Network(indexes=["events"])
    session = factories.session(
        network.events["de"],
        title="Rundgang",
        start_date=timezone.localdate() + timedelta(days=30),
        registration_mode="form",
    )
    factories.publish(session)
    SessionSeats.objects.filter(pk=session.seats_id).update(capacity=3)
    path = reverse("registration:register", kwargs={"key": session.translation_key})
    values = {"PAGE_CACHE": True, "PAGE_PARTS": True, "PROXIES": ["127.0.0.1"]}
    with gunicorn(tmp_path, workers=3, PAGE_STATE_SECONDS=LONG, **values) as port:
        readers = Readers(port)
        for number, (before, after) in enumerate((("3 Plätze", "2 Plätze"), ("2 Plätze", "1 Platz"))):
            readers.see(session, before)
            register([port], path, session.seats, number)
            readers.see(session, after, without=[before])
