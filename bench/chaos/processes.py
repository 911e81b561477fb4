"""What runs the site for the bench, and what ends it without a warning: only what was started here."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from django.conf import settings

from ..measure import children

LINK = re.compile(r"https?://[^\s<>\"]+")


class MailServer:
    """Takes mails while it is up; `mails` holds (address, text) of each, oldest first."""

    def __init__(self, port: int):
        self.port, self.mails, self.controller = port, [], None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if random.random() < 0.1:
            return "451 Try again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        text = message.get_body(("plain",)).get_content()
        self.mails += [(address, text) for address in envelope.rcpt_tos]
        return "250 OK"

    def start(self) -> None:
        if self.controller is None:
            self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
            self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


class Worker:
    """`manage.py worker`, started again when it ended, as systemd does."""

    def __init__(self, environment: dict, log):
        self.environment, self.log, self.process = environment, log, None

    def start(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "worker", "--pause", "1"],
                cwd=settings.ROOT,
                env=os.environ | self.environment,
                stdout=self.log,
                stderr=self.log,
            )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()


class Killer(threading.Thread):
    """Kills web processes and the worker, and stops the mail server, at random moments until `ended`."""

    def __init__(self, gunicorn, worker: Worker, mail: MailServer, ended: threading.Event, every: float):
        super().__init__(name="killer")
        self.every = every
        self.gunicorn, self.worker, self.mail, self.ended = gunicorn, worker, mail, ended
        self.web_killed: list[float] = []  # moments, by the clock of the clients
        self.workers_killed = self.outages = 0

    def run(self):
        while not self.ended.wait(random.uniform(0.4, 1.6) * self.every):
            what = random.choices([self._web, self._worker, self._mail], [3, 1, 1])[0]
            what()
        self.mail.start()
        self.worker.start()

    def _web(self):
        if processes := children(self.gunicorn.pid):
            self.web_killed.append(time.monotonic())
            os.kill(random.choice(processes), signal.SIGKILL)

    def _worker(self):
        self.worker.kill()
        self.workers_killed += 1
        self.ended.wait(2)
        self.worker.start()

    def _mail(self):
        if self.mail.controller is None:
            self.mail.start()
        else:
            self.mail.stop()
            self.outages += 1
