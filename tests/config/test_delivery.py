"""A worker that is killed in the middle of a batch: what the mail server took is not sent once more."""

import asyncio
import time
from collections import defaultdict
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.db.models.functions import Now
from post_office.models import STATUS, Email

from config.models import JobState
from home.mail import queue_mail
from tests.servers import environment, free_port, worker

pytestmark = pytest.mark.both_databases

HELD = "p3@example.org"
PATIENCE = 60  # seconds


class Server:
    """Takes every mail, and answers to one of them only when it is told to."""

    def __init__(self):
        self.taken = defaultdict(list)
        self.held = False
        self.answers = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        (to,) = envelope.rcpt_tos
        self.taken[to].append(str(message_from_bytes(envelope.content)["Message-ID"]))
        while to == HELD and not self.answers:
            self.held = True
            await asyncio.sleep(0.05)
        return "250 OK"


@pytest.mark.django_db(transaction=True)
def test_what_the_server_took_is_not_sent_again_after_a_kill(tmp_path):
    addresses = [f"p{number}@example.org" for number in range(9)]
    for address in addresses:
        queue_mail(to=address, subject="Termin", text="Guten Tag")
    server, port = Server(), free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with worker(variables(tmp_path, port)) as process:
            others = Email.objects.exclude(to=HELD)
            until(lambda: server.held and not others.exclude(status=STATUS.sent).exists())
            assert Email.objects.get(to=HELD).status == STATUS.queued
            process.kill()
        # The lease of a worker that died ends after a minute; not in a test.
        JobState.objects.update(owner="", lease_until=None, due_at=Now())
        server.answers = True
        with worker(variables(tmp_path, port)):
            until(lambda: not Email.objects.exclude(status=STATUS.sent).exists())
    finally:
        controller.stop()

    assert sorted(server.taken) == addresses
    assert {to: len(taken) for to, taken in server.taken.items()} == dict.fromkeys(addresses, 1) | {HELD: 2}
    assert {len(set(taken)) for taken in server.taken.values()} == {1}
    assert all(taken[0].endswith("@testserver>") for taken in server.taken.values())


def variables(folder, port) -> dict[str, str]:
    return environment(
        folder,
        "mails",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=PATIENCE,
        POST_OFFICE={"BACKENDS": {"default": "config.delivery.Backend"}, "FILE_STORAGE": "mail"},
    )


def until(done):
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
