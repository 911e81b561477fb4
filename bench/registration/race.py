"""Many processes register, cancel and move up at once in one database, checked all the while."""

import multiprocessing
import time
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from events.models import EventPage, SessionSeats
from events.registration.models import CallRules
from events.registration.services import follow_session

from . import audit, money, worker


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
    fickle, call = _called_off_at_times()
    rules = CallRules.objects.create(call_key=call)
    name = connection.settings_dict["NAME"]
    connection.close()
    jobs = [
        (name, keys, fickle, rules.pk, number, attempts // processes, unlocked) for number in range(processes)
    ]
    started = time.monotonic()
    worst = Counter()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        running = pool.starmap_async(worker.run, jobs)
        while not running.ready():
            running.wait(0.5)
            # Whatever was committed must be right at every moment: a later change may hide what was not.
            worst |= Counter(_offences())
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
    offences = {name: max(number, worst[name]) for name, number in _offences().items()}
    return Outcome(counts=counts, errors=errors, offences=offences | told, seconds=seconds)


def _offences() -> dict[str, int]:
    """In one look: what is committed between two of its queries would seem to be wrong."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return audit.offences() | money.offences()


def _called_off_at_times() -> tuple[int, uuid.UUID]:
    """A session with a page of its own and no limit of seats, and the key of its call."""
    seats = SessionSeats.objects.create(translation_key=uuid.uuid4(), capacity=None)
    page = EventPage(
        title="Session", slug="session", seats=seats, translation_key=seats.translation_key,
        start_date=timezone.localdate() + timedelta(days=60), locale=Locale.objects.first(),
    )  # fmt: skip
    Page.objects.get(depth=1).add_child(instance=page)
    follow_session(seats.pk)
    return seats.pk, page.translation_key
