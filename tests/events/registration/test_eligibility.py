"""Who may take part, and who is registered already: said before anything is binding (domain.md#audience,
#people)."""

import pytest
from bs4 import BeautifulSoup

from events.models import EventPage, EventSeriesPage
from events.registration.models import Registration
from events.registration.services import confirm
from home.models import Organisation, SiteSettings
from tests import factories

from .test_register_views import details, send, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("eligibility", "outcome"), [("open", "confirmed"), ("members_first", "review")])
@pytest.mark.parametrize("language", ["de", "nl"])
def test_members_first_holds_the_places_of_guests(client, series, seats, eligibility, outcome, language):
    EventSeriesPage.objects.filter(translation_key=series.translation_key).update(eligibility=eligibility)
    _answer, _posted = send(client, url(series, language), details(seats, sessions=[seats[0].pk]))
    registration = Registration.objects.get()
    assert confirm(registration.pk).status == outcome
    assert registration.bookings.get().seats == 2


def test_members_are_known_by_their_mail_domain_and_others_are_turned_away(client, series, seats):
    EventSeriesPage.objects.filter(pk=series.pk).update(eligibility="members")
    Organisation.objects.create(
        name="Stadt Bocholt", mail_domains="stadt.example.org", member_since="2020-01-01"
    )
    send(client, url(series), details(seats))
    assert Registration.objects.get().organisation.name == "Stadt Bocholt"
    stranger = details(seats, organisation_name="Verein", contact_email="a@verein.example.org")
    refused = client.post(url(series), stranger)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["contact_email"]


STRANGER = {"organisation_name": "Verein", "contact_email": "a@verein.example.org"}


@pytest.mark.parametrize("language", ["de", "nl"])
def test_a_session_for_members_only_turns_others_away_in_an_open_series(client, series, seats, language):
    """Its line says so, and who leaves it out may register for the others."""
    EventPage.objects.filter(seats=seats[1]).update(eligibility="members")
    words = {"de": "nur Mitglieder des Netzwerks", "nl": "alleen leden van het netwerk"}[language]
    lines = BeautifulSoup(client.get(url(series, language)).content, "html.parser").select(".check .hint")
    assert [words in line.text for line in lines[:3]] == [False, True, False]
    both = [row.pk for row in seats[:2]]
    refused = client.post(url(series, language), details(seats, sessions=both, **STRANGER))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["contact_email"])
    send(client, url(series, language), details(seats, sessions=both[:1], **STRANGER))
    assert Registration.objects.get().bookings.count() == 1


def test_guests_of_a_session_that_takes_members_first_are_held(client, series, seats):
    EventPage.objects.filter(seats=seats[1]).update(eligibility="members_first")
    send(client, url(series), details(seats, sessions=[seats[1].pk], **STRANGER))
    assert confirm(Registration.objects.get().pk).status == "review"


@pytest.mark.parametrize(
    ("second", "status", "words"),
    [("allow", 302, "noch einmal anmelden"), ("review", 302, "sieht sich"), ("refuse", 409, "nicht möglich")],
)
def test_a_second_registration_of_an_organisation_is_said_on_the_check_page(
    client, series, seats, rules, signup, second, status, words
):
    rules.second = second
    rules.save()
    signup(seats[:1], organisation_name="Stadt Bocholt")
    check = client.post(url(series), details(seats))
    assert words in check.content.decode()
    answer, _posted = send(client, url(series), details(seats))
    assert answer.status_code == status


@pytest.mark.parametrize("people", [1, 4])
def test_least_and_most_people_are_enforced_and_explained(client, series, seats, rules, people):
    """Two or three per city and session (domain.md#people); from partners too, by name and department
    (SB16)."""
    rules.min_people, rules.max_people = 2, 3
    rules.save()
    assert "2 bis 3 Personen" in client.get(url(series)).content.decode()
    names = {f"p{n}_name": f"Person {n}" for n in range(1, people)}
    answer = client.post(url(series), {**details(seats, p1_name="", p1_email=""), **names})
    assert answer.status_code == 422


def test_the_form_leads_to_the_privacy_notice_and_asks_for_no_salutation(
    client, network, series, seats, rules
):
    """domain.md#form-notice, #data-minimisation: what is not switched on is not asked, a salutation never."""
    page = factories.standard_page(network.home["de"], title="Datenschutz")
    dutch = factories.translate(page, network.nl, title="Privacyverklaring")
    SiteSettings.objects.update_or_create(site=network.site, defaults={"privacy_page": page})
    german = client.get(url(series)).content.decode()
    assert f'href="{page.url}"' in german
    assert f'href="{dutch.url}"' in client.get(url(series, "nl")).content.decode()
    assert "Anrede" not in german
    assert "p1_diet" not in german
    rules.ask_diet = True
    rules.save()
    assert "p1_diet" in client.get(url(series)).content.decode()
