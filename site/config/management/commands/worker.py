import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connection

from config.schedule import all_jobs, due, prepare, run_if_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Run the recurring jobs: mail, scheduled publishing and what the apps add. Safe to run several times."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Run each job that is due now, then end.")
        parser.add_argument("--list", action="store_true", help="Only name the jobs and how often they run.")
        parser.add_argument(
            "--pause", type=float, default=2.0, help="Seconds between two looks at the clock."
        )

    def handle(self, *, once, pause, **options):
        jobs = all_jobs()
        if options["list"]:
            for job in jobs:
                self.stdout.write(f"{job.name}: every {job.every}")
            return
        stop = threading.Event()
        if not once:
            _stop_on_signals(stop)
            logger.info("The worker begins")
        while not stop.is_set():
            try:
                prepare(jobs)
                self.turn(jobs, stop)
            except Error:
                if once:
                    raise
                # The database is away; the connection is made anew at the next turn.
                logger.exception("The worker could not reach the database")
                connection.close()
            if once:
                break
            stop.wait(pause)
            close_old_connections()
        if not once:
            logger.info("The worker ends, as it was told to")

    def turn(self, jobs, stop):
        """Look once which jobs are due, and run them one after another."""
        for job in due(jobs):
            if stop.is_set():
                break
            run_if_due(job)


def _stop_on_signals(stop: threading.Event) -> None:
    """The first SIGTERM or SIGINT lets the running job end; a second one ends the process at once."""

    def on_signal(number, frame):
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
