"""Recurring work: which jobs there are, and running one where no other process or machine does.

An app names its jobs in a module `jobs`, with nothing to import for it: `JOBS` maps a function without
arguments to the time between two runs. A job must be safe to run twice: a process that stood still for longer
than its lease may find that another took over.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

from django.apps import apps
from django.db import Error, connection
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.module_loading import module_has_submodule

from .models import JobState

logger = logging.getLogger(__name__)

# How long a job stays taken after its process died; a living one renews the lease three times in this time.
LEASE = timedelta(seconds=60)
# A job that failed is tried again after its own interval, but after this time at the latest.
RETRY = timedelta(minutes=5)


@dataclass(frozen=True)
class Job:
    """A function to call every so often, known by `<app label>.<function name>`."""

    name: str
    every: timedelta
    run: Callable[[], object]


def all_jobs() -> list[Job]:
    """The jobs of every installed app, by name."""
    found = []
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "jobs"):
            jobs = getattr(import_module(f"{app.name}.jobs"), "JOBS", {})
            found += [Job(f"{app.label}.{run.__name__}", every, run) for run, every in jobs.items()]
    return sorted(found, key=lambda job: job.name)


def prepare(jobs: list[Job]) -> None:
    """Give each job its row; a new job is due at once."""
    known = set(JobState.objects.values_list("name", flat=True))
    new = [JobState(name=job.name) for job in jobs if job.name not in known]
    if new:
        JobState.objects.bulk_create(new, ignore_conflicts=True)


def due(jobs: list[Job]) -> list[Job]:
    """Those whose time has come and that nobody runs (one query; another process may still be faster)."""
    names = set(_free().filter(name__in=[job.name for job in jobs]).values_list("name", flat=True))
    return [job for job in jobs if job.name in names]


def run_if_due(job: Job) -> bool:
    """Run a job unless it is not due or taken by another process; False when it was not run.

    An error of the job is logged and kept with its row, never raised: the other jobs go on.
    """
    owner = uuid4().hex
    if not _free().filter(name=job.name).update(owner=owner, lease_until=Now() + LEASE, started_at=Now()):
        return False
    error = None
    with _lease_kept(job, owner):
        try:
            job.run()
        except Exception as caught:
            logger.exception("Job %s failed", job.name)
            error = caught
    _mine(job, owner).update(
        owner="",
        lease_until=None,
        finished_at=Now(),
        due_at=Now() + (min(job.every, RETRY) if error else job.every),
        error=type(error).__name__ if error else "",
    )
    return True


def _free():
    untaken = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    return JobState.objects.filter(untaken, due_at__lte=Now())


def _mine(job: Job, owner: str):
    return JobState.objects.filter(name=job.name, owner=owner)


@contextmanager
def _lease_kept(job: Job, owner: str) -> Iterator[None]:
    """Renew the lease from a thread of its own, as the job may hold this one for minutes."""
    done = threading.Event()

    def renew():
        while not done.wait(LEASE.total_seconds() / 3):
            try:
                if not _mine(job, owner).update(lease_until=Now() + LEASE):
                    logger.error("Job %s was taken over by another process", job.name)
            except Error:
                logger.exception("The lease of job %s was not renewed", job.name)
            finally:
                connection.close()

    thread = threading.Thread(target=renew, name=f"lease of {job.name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
