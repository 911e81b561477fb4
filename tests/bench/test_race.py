"""A small run of `make bench-registration`: two processes, one count, tables checked by plain SQL."""

import pytest

from bench.registration.race import race
from events.registration.models import Registration

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db(transaction=True)
def test_two_processes_sell_no_seat_twice():
    outcome = race(processes=2, attempts=120, sessions=3)
    assert outcome.is_clean, (outcome.offences, outcome.errors)
    assert Registration.objects.count() > 20
