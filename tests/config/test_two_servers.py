"""Two web servers, one worker, one PostgreSQL, one Redis: one site, also when one of them is killed."""

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from events.models import SessionSeats
from events.registration.models import Booking, Registration
from tests import factories
from tests.config.pagecache.test_stale import REDIS, redis_answers
from tests.servers import ROOT, environment, get, gunicorn, post

pytestmark = pytest.mark.both_databases

SEATS, PEOPLE = 6, 14
PATIENCE = 60  # seconds


@pytest.fixture
def shared(settings):
    if connection.vendor != "postgresql":
        pytest.skip("several machines need PostgreSQL")
    if not redis_answers():
        pytest.skip("no Redis on 127.0.0.1:6379")
    cache = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS,
        "KEY_PREFIX": f"two-{timezone.now().timestamp()}",
    }
    return {"PAGE_CACHE": True, "CACHES": {"default": cache}, "PROXIES": ["127.0.0.1"]}


def register(ports, path, seats, number) -> str:
    """Send both steps of the form; a server that is gone is left for the other, with the same form again.
    Returns where the reader was led to: that is the acknowledgement."""
    sender = {"X-Forwarded-For": f"198.51.{number}.7"}  # each from a network of its own
    fields = typed = {
        "organisation_name": f"Stadt {number}",
        "contact_name": f"Person {number}",
        "contact_email": f"p{number}@example.org",
        "attends": "on",
        "sessions": [seats.pk],
        "privacy": "on",
    }
    order = ports if number % 2 else ports[::-1]
    for _attempt in range(3):
        for port in order:
            try:
                if "token" not in typed:
                    typed["token"] = re.search(r'name="token" value="([^"]+)"', get(port, path)[2])[1]
                status, headers, text = post(port, path, fields, **sender)
                for _again in range(6):  # the check, and all of it once more where seats went meanwhile
                    if status == 302 or status >= 500:
                        break
                    fields = checked(text) if 'name="change"' in text else typed
                    status, headers, text = post(port, path, fields, **sender)
            except OSError:
                continue
            if status == 302:
                return headers["Location"]
            raise AssertionError(f"{status}: {' '.join(text.partition('<main')[2].split())[:1500]}")
    raise AssertionError("no server answers")


def checked(text) -> dict[str, list]:
    """The hidden fields of the second step."""
    fields: dict[str, list] = {}
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', text):
        fields.setdefault(name, []).append(value)
    fields.pop("change")
    return fields


def kill_with_children(process) -> None:
    """At once, as a machine that loses its power; these are processes that the test started."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    for child in listed:
        os.kill(int(child), signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
def test_two_servers_are_one_site(shared, tmp_path):
    network = factories.Network(indexes=["events", "news"])
    session = factories.session(
        network.events["de"],
        title="Rundgang",
        start_date=timezone.localdate() + timedelta(days=60),
        registration_mode="form",
    )
    SessionSeats.objects.filter(pk=session.seats_id).update(capacity=SEATS)
    factories.publish(session)
    path = reverse("registration:register", kwargs={"key": session.translation_key})
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--pause", "0.5"],
        cwd=ROOT,
        env=environment(tmp_path, "worker", **shared),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with (
            gunicorn(tmp_path, **shared) as first,
            gunicorn(tmp_path, with_process=True, **shared) as (second, process),
        ):
            ports = [first, second]
            for title in ("Rundgang am Hang", "Rundgang im Regen"):
                session.title = title
                factories.publish(session)
                assert [title in get(port, session.url)[2] for port in ports] == [True, True]

            with ThreadPoolExecutor(4) as readers:
                sent = [
                    readers.submit(register, ports, path, session.seats, number)
                    for number in range(1, PEOPLE + 1)
                ]
                while not any(one.done() for one in sent):
                    time.sleep(0.05)
                kill_with_children(process)
                acknowledged = [one.result() for one in sent]

            assert all(acknowledged)
            assert Registration.objects.count() == PEOPLE
            row = SessionSeats.objects.get(pk=session.seats_id)
            assert row.taken + row.held == SEATS
            waiting = Booking.objects.filter(status__startswith="waiting").count()
            assert waiting == PEOPLE - SEATS
            assert "Ausgebucht" in get(first, session.url)[2]

            end = time.monotonic() + PATIENCE
            while Email.objects.exclude(status=STATUS.sent).exists() and time.monotonic() < end:
                time.sleep(0.3)
            assert Email.objects.count() >= PEOPLE
            assert not Email.objects.exclude(status=STATUS.sent).exists()
    finally:
        worker.terminate()
        try:
            worker.wait(20)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
        caches.close_all()
