"""A row that others hold for too long: a sentence and all that was typed, never an error of the server."""

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils.translation import gettext

from events import capacity as seats_services
from events.models import SessionSeats
from events.registration.services import locks, people, settle
from tests import factories

pytestmark = pytest.mark.django_db


def busy(*_args, **_kwargs):
    """What PostgreSQL answers when a lock is not to be had in time."""
    cause = Exception("canceling statement due to lock timeout")
    cause.sqlstate = "55P03"
    raise OperationalError("lock timeout") from cause


def test_the_screen_of_seats_asks_to_try_again(client, pair, monkeypatch):
    row = SessionSeats.objects.get(pk=pair[0].seats_id)
    client.force_login(factories.superuser())
    monkeypatch.setattr(seats_services, "lock_seats", busy)
    answer = client.post(reverse("seats:edit", args=[row.pk]), {"capacity": "77", "waiting_list": "on"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert gettext("Many people are registering at this moment. Please try again in a minute.") in page
    assert 'value="77"' in page
    row.refresh_from_db()
    assert row.capacity != 77


def test_another_error_of_the_database_is_not_taken_for_a_busy_row(client, pair, monkeypatch):
    def broken(*_args, **_kwargs):
        raise OperationalError("disk full")

    client.force_login(factories.superuser())
    monkeypatch.setattr(seats_services, "lock_seats", broken)
    with pytest.raises(OperationalError):
        client.post(reverse("seats:edit", args=[pair[0].seats_id]), {"capacity": "77"})


def test_every_service_raises_its_own_kind_of_error(monkeypatch):
    for module in (locks, people, settle):
        with pytest.raises(locks.RegistrationError) as refused, module.one_transaction():
            busy()
        assert refused.value.code == "busy"
