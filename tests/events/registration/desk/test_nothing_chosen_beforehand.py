"""What the organiser did not choose happens to nobody: no list begins with an answer to itself."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.users.models import UserProfile

from events.registration.models import Booking, Registration
from tests.forms import sent_untouched

pytestmark = pytest.mark.django_db

ASKED = {"de": "Bitte wählen Sie zuerst aus der Liste.", "nl": "Maak eerst een keuze uit de lijst."}


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def form_of(client, registration, action):
    page = client.get(reverse("registrations:inspect", args=[registration.pk]))
    url = reverse("registrations:act", args=[registration.pk, action])
    return BeautifulSoup(page.content, "html.parser").find("form", action=url)


@pytest.mark.parametrize("language", ["de", "nl"])
@pytest.mark.parametrize("action", ["substitute", "exchange", "move", "settle"])
def test_a_form_sent_as_it_opens_asks_first(client, organiser, seats, signup, action, language):
    UserProfile.objects.update_or_create(user=organiser, defaults={"preferred_language": language})
    registration = signup(seats[:2], people=2)
    Registration.objects.update(price_class=Registration.PriceClass.UNCLEAR)
    before = list(Booking.objects.values_list("session_id", "status"))
    names = set(registration.participants.values_list("name", flat=True))
    form = form_of(client, registration, action)
    typed = {f"{action}-person": "Wim Kok", f"{action}-amount": "90"}
    fields = {name: value for name, value in typed.items() if form.find(attrs={"name": name})}

    response = client.post(form["action"], sent_untouched(form) | fields)

    assert ASKED[language] in said(response)
    assert list(Booking.objects.values_list("session_id", "status")) == before
    assert set(registration.participants.values_list("name", flat=True)) == names
    assert Registration.objects.get().price_class == Registration.PriceClass.UNCLEAR


def test_giving_up_a_session_asks_which_one(client, organiser, seats, signup):
    registration = signup(seats[:2])
    form = form_of(client, registration, "give-up")
    assert ASKED["de"] in said(client.get(form["action"], sent_untouched(form)))


def test_the_only_person_needs_no_choice(client, organiser, seats, signup):
    form = form_of(client, signup(seats[:1]), "exchange")
    assert [option["value"] for option in form.select("option")] != [""]
    assert len(form.select("option")) == 1
