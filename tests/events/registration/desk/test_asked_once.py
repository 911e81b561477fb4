"""What ends places at the desk is asked once: the page says what happens, and leads back."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from post_office.models import Email
from wagtail.users.models import UserProfile

from events.registration.models import Booking, ChangeRequest, Registration

pytestmark = pytest.mark.django_db

ACTS = "registrations:act"


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").find("main")


def text_of(response) -> str:
    return " ".join(main_of(response).get_text().split())


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def address(registration, action, **chosen) -> str:
    query = "&".join(f"{action}-{name}={value}" for name, value in chosen.items())
    return reverse(ACTS, args=[registration.pk, action]) + (f"?{query}" if query else "")


def press(client, url, **typed):
    """Press the main button of the page at this address."""
    form = main_of(client.get(url)).find("form", method="post")
    fields = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    return client.post(url, fields | typed)


def statuses(registration) -> list[str]:
    return list(registration.bookings.order_by("pk").values_list("status", flat=True))


def test_the_page_of_a_registration_carries_out_nothing_grave(client, organiser, seats, signup):
    registration = signup(seats[:2])
    page = main_of(client.get(reverse("registrations:inspect", args=[registration.pk])))
    posting = {form["action"] for form in page.find_all("form", method="post")}
    for action in ("cancel", "give-up"):
        assert address(registration, action) not in posting
    assert page.find("a", href=address(registration, "cancel"))
    assert page.find("form", action=address(registration, "give-up")).get("method", "get") == "get"
    assert statuses(registration) == ["confirmed", "confirmed"]


def test_cancelling_says_who_is_written_to_and_what_becomes_free(client, organiser, seats, signup):
    registration = signup(seats[:2], people=2)
    for _full in range(2):
        signup(seats[:1], people=2)
    person, mails = registration.participants.first(), Email.objects.count()
    question = client.get(address(registration, "cancel"))
    words = text_of(question)
    assert f"Die ganze Anmeldung von {registration.organisation_name} stornieren?" in words
    assert words.count("2 Plätze werden frei.") == 2
    assert words.count("Sie gehen an die Ersten auf der Warteliste") == 1
    for name, to in [(registration.contact_name, registration.contact_email), (person.name, person.email)]:
        assert f"{name} ({to})" in words
    back = reverse("registrations:inspect", args=[registration.pk])
    assert main_of(question).find("a", href=back, string="Zurück zur Anmeldung")
    assert (statuses(registration), Email.objects.count()) == (["confirmed", "confirmed"], mails)
    url = address(registration, "cancel")
    assert press(client, url).url == back
    assert statuses(registration) == ["cancelled", "cancelled"]
    mails = Email.objects.filter(to__in=[registration.contact_email, person.email]).count()
    assert client.post(url).url == back  # the button was pressed twice
    assert Email.objects.filter(to__in=[registration.contact_email, person.email]).count() == mails
    assert client.get(url).url == back


def test_giving_up_one_session_is_asked_for_that_session(client, organiser, series, seats, signup):
    registration = signup(seats[:2])
    first, second = registration.bookings.order_by("pk")
    url = address(registration, "give-up", booking=first.pk)
    words = text_of(client.get(url))
    assert f"Die Plätze von {registration.organisation_name} bei diesem Termin freigeben?" in words
    assert "Termin 1" in words
    assert "Termin 2" not in words
    assert "1 Platz wird frei." in words
    press(client, url)
    assert statuses(registration) == ["cancelled", "confirmed"]
    again = client.post(url, {"give-up-booking": first.pk})
    assert "Dieser Termin wurde freigegeben." in said(again)
    assert client.get(url).status_code == 302
    assert statuses(registration) == ["cancelled", "confirmed"]
    foreign = signup(seats[2:]).bookings.get()
    assert client.get(address(registration, "give-up", booking=foreign.pk)).status_code == 302
    client.post(url, {"give-up-booking": foreign.pk})
    assert Booking.objects.get(pk=foreign.pk).status == "confirmed"


def test_declining_takes_a_reason_on_the_same_page(client, organiser, rules, seats, signup):
    rules.approval = True
    rules.save()
    registration = signup(seats[:1], people=2)
    person = registration.participants.first()
    url = address(registration, "decline")
    words = text_of(client.get(url))
    assert f"Die Anmeldung von {registration.organisation_name} ablehnen?" in words
    assert registration.contact_email in words
    assert person.email not in words  # nobody had told them yet
    press(client, url, **{"decline-reason": "Schon vertreten"})
    assert Registration.objects.get(pk=registration.pk).status == "declined"
    assert "Schon vertreten" in Email.objects.filter(to=registration.contact_email).last().message
    assert not Email.objects.filter(to=person.email).exists()


def test_a_late_change_is_declined_after_a_question(client, organiser, seats, signup):
    registration = signup(seats[:1])
    attendance = registration.bookings.get().attendances.get()
    change = ChangeRequest.objects.create(attendance=attendance, name="Bente Claßen")
    url = address(registration, "decline-change", request=change.pk)
    words = text_of(client.get(url))
    assert "Diese Änderung ablehnen? Person 0 → Bente Claßen · Termin 1" in words
    press(client, url)
    change.refresh_from_db()
    assert change.status == "declined"
    assert "schon entschieden" in said(client.post(url, {"decline-change-request": change.pk}))


def test_the_question_in_dutch(client, organiser, seats, signup):
    registration = signup(seats[:1])
    UserProfile.objects.update_or_create(user=organiser, defaults={"preferred_language": "nl"})
    words = text_of(client.get(address(registration, "cancel")))
    assert f"De hele aanmelding van {registration.organisation_name} intrekken?" in words
    assert "1 plaats komt vrij." in words
    assert "Dit kan niet ongedaan worden gemaakt." in words


def test_what_is_not_grave_has_no_question(client, organiser, seats, signup):
    registration = signup(seats[:1])
    assert client.get(address(registration, "note")).status_code == 405
