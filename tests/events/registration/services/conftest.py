"""Services need no pages: bare seat rows, with which a test takes milliseconds."""

import uuid

import pytest
from wagtail.models import Locale

from events.models import SessionSeats
from events.registration.models import CallRules


@pytest.fixture
def rules(db) -> CallRules:
    for code in ("de", "nl"):
        Locale.objects.get_or_create(language_code=code)
    return CallRules.objects.create(call_key=uuid.uuid4(), max_people=4)


@pytest.fixture
def seats(rules) -> list[SessionSeats]:
    """Three sessions with four places each."""
    return [SessionSeats.objects.create(translation_key=uuid.uuid4(), capacity=4) for _ in range(3)]


@pytest.fixture
def counts():
    """(taken, held, waiting) of a seat row, as it is stored."""

    def read(row) -> tuple[int, int, int]:
        return SessionSeats.objects.values_list("taken", "held", "waiting").get(pk=row.pk)

    return read


@pytest.fixture
def status():
    """The status of a registration's bookings, in the order of their sessions."""

    def read(registration) -> list[str]:
        return list(registration.bookings.order_by("session_id", "pk").values_list("status", flat=True))

    return read
