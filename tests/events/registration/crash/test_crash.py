"""Killed between any two steps, with a mail server that refuses, stalls and dies: what was acknowledged is
there, each mail is sent at least once, and none for what was rolled back."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.db.models.functions import Now
from post_office.models import STATUS, Email
from wagtail.models import Locale

from bench.registration.audit import offences
from config.models import JobState
from events.models import SessionSeats
from events.registration import services
from events.registration.models import CallRules, Registration
from tests.servers import worker

from .sink import Sink

pytestmark = pytest.mark.both_databases

ROOT = settings.ROOT
VICTIM, EARLIER = 1000, range(1001, 1006)


@pytest.mark.django_db(transaction=True)
def test_nothing_acknowledged_is_lost_and_every_mail_arrives():
    rules, seats, victim = _stage()
    answered = _killed_visits(rules.pk, seats.pk, victim.pk)
    _check_tables(answered, victim)
    _check_again(rules, seats, len(answered))
    _check_mails()


def _stage():
    """One seat, taken: whoever comes waits, and moves up when it is given up."""
    for code in ("de", "nl"):
        Locale.objects.get_or_create(language_code=code)
    rules = CallRules.objects.create(call_key=uuid.uuid4())
    seats = SessionSeats.objects.create(translation_key=uuid.uuid4(), capacity=1)
    victim = _register(rules, seats, VICTIM)
    services.confirm(victim.pk)
    for number in EARLIER:
        _register(rules, seats, number)
    return rules, seats, victim


def _register(rules, seats, number) -> Registration:
    request = services.Request(
        idempotency_key=uuid.UUID(int=number + 1),
        sessions=(services.SessionWish(session=seats.pk),),
        people=(services.Person(name=f"Person {number}", email=f"p{number}@example.org"),),
        contact_name=f"Kontakt {number}",
        contact_email=f"k{number}@example.org",
        organisation_name=f"Stadt {number}",
    )
    return services.register(rules=rules, request=request)[0]


def _killed_visits(*keys: int) -> list[bool]:
    """Whether each registration got an answer, killed one step later than the one before."""
    done = subprocess.run(
        [sys.executable, "-m", f"{__package__}.visits", *map(str, keys)],
        env=_environment(port=1),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    visits = [json.loads(line) for line in done.stdout.splitlines()]
    registered = [heard for name, _number, heard in visits if name == "_register"]
    cancelled = [heard for name, _number, heard in visits if name == "_cancel"]
    # Killed before there was an answer, killed right after it, not killed at all.
    assert registered == [False] * (len(registered) - 2) + [True, True]
    # The last but one committed; the last found it done already.
    assert cancelled == [False] * (len(cancelled) - 1) + [True]
    assert min(len(registered), len(cancelled)) > 8
    return registered


def _check_tables(answered, victim):
    assert not any(offences().values()), offences()
    found = {key.int - 1 for key in Registration.objects.values_list("idempotency_key", flat=True)}
    heard = {number for number, answer in enumerate(answered) if answer}
    # Beside those who were answered: the one whose process committed and died before it could answer.
    assert found - {VICTIM, *EARLIER} == {min(heard) - 1} | heard
    contacts = Email.objects.filter(to__startswith="k").values_list("to", flat=True)
    assert {int(to[0][1:].partition("@")[0]) for to in contacts} == found
    victim.refresh_from_db()
    assert victim.status == "cancelled"
    assert Registration.objects.filter(bookings__status="held").count() == 1
    first = Registration.objects.get(idempotency_key=uuid.UUID(int=EARLIER[0] + 1))
    told = Email.objects.filter(to=first.contact_email).count()
    assert (first.bookings.get().status, told) == ("held", 2)


def _check_again(rules, seats, number):
    """Visitors who got no answer send the form again, with the key that it was shown with."""
    for visit in (0, number // 2, number - 1):
        for _again in range(2):
            _register(rules, seats, visit)
    assert not any(offences().values()), offences()


def _check_mails():
    expected = {to[0]: 0 for to in Email.objects.values_list("to", flat=True)}
    for to in Email.objects.values_list("to", flat=True):
        expected[to[0]] += 1
    names = sorted(expected)
    sink = Sink(refuse=names[:3], stall=names[3:4], hang_up=names[4:5])
    port = _free_port()
    with worker(_environment(port)) as first:
        # Nobody listens: everything is put off, nothing lost.
        _until(lambda: Email.objects.filter(status=STATUS.requeued).exists())
        server = sink.serve(port)
        _until(lambda: sink.stalling)
        first.send_signal(signal.SIGKILL)
        first.wait()
    # The lease of a worker that died ends after a minute; not in a test.
    JobState.objects.update(owner="", lease_until=None, due_at=Now())
    with worker(_environment(port)):
        _until(lambda: not Email.objects.exclude(status=STATUS.sent).exists())
    server.stop()
    assert set(sink.received) == set(expected)
    assert all(sink.received[to] >= number for to, number in expected.items())
    assert not sink.refuse | sink.stall | sink.hang_up


def _environment(port: int) -> dict[str, str]:
    """For a process on the database of this test."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{config['NAME']}"
    else:
        user = ":".join(filter(None, [config["USER"], config["PASSWORD"]]))
        url = f"postgres://{user}@{config['HOST']}:{config['PORT']}/{config['NAME']}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": f"{__package__}.settings",
        "DATABASE_URL": url,
        "SMTP_PORT": str(port),
        "PYTHONPATH": os.pathsep.join(map(str, [ROOT, ROOT / "site"])),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _until(done, seconds=40):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
