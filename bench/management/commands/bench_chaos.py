import random
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from bench import content
from bench.chaos import audit, visitors
from bench.chaos.processes import Killer, MailServer, Worker
from bench.serving import PRODUCTION, gunicorn, production
from events.models import EventIndexPage, EventPage, SessionSeats
from news.models import NewsIndexPage

SITE, MAIL = 8471, 8472  # ports
SETTINGS = "bench.chaos.settings"
CAPACITIES = [15, 40, 400]  # seats of the sessions that are registered for
PATIENCE = 180  # seconds for the worker to send what is left; a lease of a killed one ends after a minute


class Command(BaseCommand):
    help = (
        "Minutes of mixed load on production's settings while web processes and the worker are killed and "
        "the mail server comes and goes. Makes a database of its own on DATABASE_URL's server."
    )

    def add_arguments(self, parser):
        parser.add_argument("seconds", type=int, nargs="?", default=600)
        parser.add_argument("--every", type=float, default=5, help="Seconds between two kills, on average.")
        parser.add_argument("--readers", type=int, default=3)
        parser.add_argument("--writers", type=int, default=2, help="Who comment, and who register.")
        parser.add_argument("--cache", default="", help="CACHE_URL, such as redis://127.0.0.1:6379/3")
        parser.add_argument("--seed", type=int, help="Of the random choices, to have them once more.")

    def handle(self, *, seconds, every, readers, writers, cache, seed, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Production runs on PostgreSQL: give its DATABASE_URL.")
        random.seed(seed)
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with override_settings(SECRET_KEY=PRODUCTION["SECRET_KEY"]):  # signs the session
                wrong = self.run(name, seconds, every, readers, writers, cache)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
        if wrong:
            self.stderr.write("\n".join(wrong[:20]))
            sys.exit(1)

    def run(self, name, seconds, every, readers, writers, cache) -> list[str]:
        content.prepare()
        call_command("createcachetable", "cache", verbosity=0)
        calls = [self.call(capacity) for capacity in CAPACITIES]
        before = audit.broken_rules()  # the demo counts seats that nobody booked
        ended = threading.Event()
        mail = MailServer(MAIL)
        town = visitors.Town(SITE, mail, ended)
        people = self.people(town, readers, writers, calls)
        environment = production(name, SITE, CACHE_URL=cache) | {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "EMAIL_URL": f"smtp://127.0.0.1:{MAIL}",
        }
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            log = stack.enter_context((folder / "worker.log").open("wb"))
            process = stack.enter_context(gunicorn(SITE, folder / "web.log", "/healthz", **environment))
            worker = Worker(environment, log)
            mail.start()
            worker.start()
            stack.callback(mail.stop)
            stack.callback(worker.stop)
            killer = Killer(process, worker, mail, ended, every)
            for thread in (*people, killer):
                thread.start()
            ended.wait(seconds)
            ended.set()
            for thread in (*people, killer):
                thread.join()
            waited = self.settle()
            return self.report(town, killer, seconds, waited, before)

    def people(self, town, readers, writers, calls) -> list[visitors.Visitor]:
        paths = content.pages()
        public = [path for path in paths.values() if not path.startswith("/admin/")]
        article = next(path for kind, path in paths.items() if kind.startswith("article"))
        news = NewsIndexPage.objects.get(locale__language_code="de")
        add = reverse("wagtailadmin_pages:add", args=["news", "articlepage", news.pk])
        return [
            *(visitors.Reader(town, public) for _ in range(readers)),
            *(visitors.Commenter(town, article) for _ in range(writers)),
            *(visitors.Registrant(town, calls) for _ in range(writers)),
            visitors.Confirmer(town),
            visitors.Editor(town, content.editors_cookie(), add, news.url),
        ]

    def call(self, capacity: int) -> tuple[str, int]:
        """The address of the form of a new session, and its seat row."""
        calendar = EventIndexPage.objects.get(locale__language_code="de")
        session = calendar.add_child(
            instance=EventPage(
                title=f"Für {capacity}",
                locale=calendar.locale,
                start_date=timezone.localdate() + timedelta(days=60),
                registration_mode="form",
            )
        )
        session.save_revision().publish()
        SessionSeats.objects.filter(pk=session.seats_id).update(capacity=capacity)
        return reverse("registration:register", kwargs={"key": session.translation_key}), session.seats_id

    def settle(self) -> float:
        """Wait until the worker has sent everything; the seconds that it took."""
        begin = time.monotonic()
        while audit.waiting_mails() and time.monotonic() - begin < PATIENCE:
            time.sleep(1)
        return time.monotonic() - begin

    def report(self, town, killer, seconds, waited, before) -> list[str]:
        record, write = town.record, self.stdout.write
        answers = sum(record.answers.values())
        write(f"{seconds} s: {answers} answers, {answers / seconds:.1f}/s; half and nine of ten in seconds")
        for (kind, status), number in sorted(record.answers.items()):
            times = sorted(record.seconds[kind])
            half, most = times[len(times) // 2], times[len(times) * 9 // 10]
            write(f"  {kind:10}{status:5}{number:7}{half:8.2f}{most:8.2f}")
        write(
            f"killed: {len(killer.web_killed)} web processes, {killer.workers_killed} workers; "
            f"{killer.outages} outages of the mail server; {len(record.dropped)} connections broke"
        )
        write(f"acknowledged: {dict(town.done)}")
        write(f"mails received: {len(town.mail.mails)}; the last {waited:.0f} s after the end")
        received = {address for address, _text in town.mail.mails}
        offences = {
            "connections that broke without a kill": record.unexplained(killer.web_killed),
            "mails that are not sent": audit.waiting_mails(),
            **{f"acknowledged and lost: {kind}": n for kind, n in audit.lost(town.acknowledged).items()},
            **audit.unsent(received),
            **audit.stuck_jobs(),
            **{rule: number - before[rule] for rule, number in audit.broken_rules().items()},
        }
        for name, number in offences.items():
            write(f"  {name}: {number}")
        return [*record.errors, *(f"{name}: {number}" for name, number in offences.items() if number)]
