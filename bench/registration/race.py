"""Many processes register, cancel and move up at once in one database, checked all the while."""

import multiprocessing
import time
import uuid
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from wagtail.models import Locale

from events.models import SessionSeats
from events.registration.models import CallRules

from . import audit, worker


@dataclass(frozen=True)
class Outcome:
    """What the processes did by name of the action, the database's errors, and how many rows broke each rule
    at the worst moment."""

    counts: Counter
    errors: Counter
    offences: dict[str, int]
    seconds: float

    @property
    def is_clean(self) -> bool:
        return not self.errors and not any(self.offences.values())


def race(*, processes: int, attempts: int, sessions: int = 5, unlocked: bool = False) -> Outcome:
    """Make `attempts` attempts in all in the database of the present connection, and check its tables.

    The tables should be empty but for what the migrations wrote; what is made stays there.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    keys = [
        SessionSeats.objects.create(translation_key=uuid.uuid4(), capacity=40).pk for _ in range(sessions)
    ]
    rules = CallRules.objects.create(call_key=uuid.uuid4())
    name = connection.settings_dict["NAME"]
    connection.close()
    jobs = [(name, keys, rules.pk, number, attempts // processes, unlocked) for number in range(processes)]
    started = time.monotonic()
    worst = Counter()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        running = pool.starmap_async(worker.run, jobs)
        while not running.ready():
            running.wait(0.5)
            # Whatever was committed must be right at every moment: a later change may hide what was not.
            worst |= Counter(audit.offences())
        reports = running.get()
    seconds = time.monotonic() - started
    counts, errors = Counter(), Counter()
    for report in reports:
        counts += report["counts"]
        errors += report["errors"]
    told = audit.lost_and_doubled(
        set().union(*(report["acknowledged"] for report in reports)),
        set().union(*(report["cancelled"] for report in reports)),
    )
    offences = {name: max(number, worst[name]) for name, number in audit.offences().items()}
    return Outcome(counts=counts, errors=errors, offences=offences | told, seconds=seconds)
