"""The attendance list, ticked at the door."""

import pytest
from django.urls import reverse

from events.registration.models import Attendance

pytestmark = pytest.mark.django_db


def test_two_at_the_door_do_not_undo_each_other(client, organiser, seats, signup):
    registration = signup(seats[:1], people=2)
    first, second = Attendance.objects.filter(booking__registration=registration)
    url = reverse("desk:attendance", args=[seats[0].pk])
    shown = [first.pk, second.pk]
    client.post(url, {"shown": shown, "present": [first.pk]})
    client.post(url, {"shown": shown, "present": [second.pk]})
    assert [row.present for row in Attendance.objects.filter(pk__in=shown).order_by("pk")] == [True, True]
    client.post(url, {"shown": shown, "was": shown, "present": [second.pk]})
    assert [row.present for row in Attendance.objects.filter(pk__in=shown).order_by("pk")] == [False, True]
