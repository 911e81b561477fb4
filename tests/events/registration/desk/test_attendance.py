"""The attendance list, ticked at the door."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.models import EventPage
from events.registration.models import Attendance

pytestmark = pytest.mark.django_db


def test_two_at_the_door_do_not_undo_each_other(client, organiser, seats, signup):
    registration = signup(seats[:1], people=2)
    EventPage.objects.filter(seats=seats[0]).update(start_date=timezone.localdate())
    first, second = Attendance.objects.filter(booking__registration=registration)
    url = reverse("desk:attendance", args=[seats[0].pk])
    shown = [first.pk, second.pk]
    client.post(url, {"shown": shown, "present": [first.pk]})
    client.post(url, {"shown": shown, "present": [second.pk]})
    assert [row.present for row in Attendance.objects.filter(pk__in=shown).order_by("pk")] == [True, True]
    client.post(url, {"shown": shown, "was": shown, "present": [second.pk]})
    assert [row.present for row in Attendance.objects.filter(pk__in=shown).order_by("pk")] == [False, True]


def test_nobody_was_at_what_lies_ahead(client, organiser, seats, signup):
    """Two months before the session its list is there to print, with time and place, and not to tick."""
    seat = Attendance.objects.get(booking__registration=signup(seats[:1]))
    Attendance.objects.update(present=True)
    EventPage.objects.filter(seats=seats[0]).update(venue_name="Rathaus")
    url = reverse("desk:attendance", args=[seats[0].pk])
    page = BeautifulSoup(client.get(url).content, "html.parser").find("main")
    assert page.find("input", type="checkbox").has_attr("disabled")
    client.post(url, {"shown": [seat.pk], "was": [seat.pk]})
    seat.refresh_from_db()
    assert seat.present
    paper = client.get(reverse("desk:attendance_print", args=[seats[0].pk])).text
    assert ("10:00" in paper, "Rathaus" in paper, "✓" in paper) == (True, True, False)
