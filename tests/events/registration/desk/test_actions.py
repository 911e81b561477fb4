"""What the organiser does with one registration."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from post_office.models import Email

from events.models import EventPage
from events.registration.admin.log_labels import action_words
from events.registration.models import LogEntry, Registration
from events.registration.pricing import PriceList, Rate
from tests import factories

pytestmark = pytest.mark.django_db


def act(client, registration, action, **data):
    fields = {f"{action}-{name}": value for name, value in data.items()}
    return client.post(reverse("registrations:act", args=[registration.pk, action]), fields)


def fresh(registration) -> Registration:
    return Registration.objects.get(pk=registration.pk)


def test_approve_settle_decline_note_cancel(client, organiser, rules, seats, signup):
    rules.approval = True
    rules.save()
    held, refused = signup(seats[:1]), signup(seats[:1])
    assert held.status == "review"
    act(client, held, "settle", price_class="partner", amount="290,50")
    act(client, held, "approve")
    act(client, refused, "decline", reason="Schon vertreten")
    assert (fresh(held).status, str(fresh(held).amount), fresh(held).invoice_status) == (
        "confirmed",
        "290.50",
        "open",
    )
    assert fresh(refused).status == "declined"
    assert "Schon vertreten" in Email.objects.filter(to=refused.contact_email).last().message
    act(client, held, "note", text="Ruft zurück")
    assert fresh(held).note == "Ruft zurück"
    act(client, held, "cancel")
    assert fresh(held).status == "cancelled"
    users = set(LogEntry.objects.filter(action="declined").values_list("user", flat=True))
    assert users == {organiser.pk}
    assert "Ruft" not in str(list(LogEntry.objects.values_list("details", flat=True)))


def test_a_party_moves_to_another_session_where_it_fits(client, organiser, series, seats, signup):
    full = signup(seats[1:2], people=3)
    registration = signup(seats[:1], people=2)
    booking = registration.bookings.get()
    act(client, registration, "move", booking=booking.pk, session=seats[1].pk)
    booking.refresh_from_db()
    assert booking.session_id == seats[0].pk
    act(client, registration, "move", booking=booking.pk, session=seats[2].pk)
    booking.refresh_from_db()
    assert (booking.session_id, booking.status, booking.sequence) == (seats[2].pk, "confirmed", 1)
    seats[0].refresh_from_db()
    seats[2].refresh_from_db()
    assert (seats[0].taken, seats[2].taken) == (0, 2)
    assert full.bookings.get().status == "confirmed"


def test_typed_in_by_the_organiser_under_the_same_capacity(client, organiser, series, seats, signup):
    """A registration by mail (domain.md#prices, #registration): same form, same count, confirmed at once."""
    signup(seats[:1], people=3)
    url = reverse("registrations:type", args=[series.translation_key])
    data = {
        "organisation_name": "Stadt Herne",
        "contact_name": "Jule Anders",
        "contact_email": "j.anders@herne.example.org",
        "attends": "on",
        "language": "nl",
        "sessions": [seats[0].pk],
        "key": "2dd8bb0e-6d3a-4c87-9f2e-24f6a3f14a77",
        "note": "Per Telefon",
    }
    for _twice in range(2):
        assert client.post(url, data).status_code == 302
    registration = Registration.objects.get(organisation_name="Stadt Herne")
    assert (registration.origin, registration.status, registration.language) == ("desk", "confirmed", "nl")
    assert registration.bookings.get().status == "confirmed"
    seats[0].refresh_from_db()
    assert (seats[0].capacity, seats[0].taken) == (4, 4)
    seats[0].waiting_list = False
    seats[0].save()
    late = data | {"organisation_name": "Stadt Marl", "key": "2dd8bb0e-6d3a-4c87-9f2e-24f6a3f14a78"}
    assert client.post(url, late).status_code == 422
    # What is wrong stands on top, with the focus and a link to each field.
    wrong = client.post(url, late | {"contact_email": "?"})
    errors = BeautifulSoup(wrong.content, "html.parser").find(id="errors")
    assert (wrong.status_code, errors["role"], errors.has_attr("autofocus")) == (422, "alert", True)
    assert errors.find("a", href="#id_contact_email")
    assert not Registration.objects.filter(organisation_name="Stadt Marl").exists()


def test_another_mail_address_of_the_contact_revokes_the_old_links(client, organiser, seats, signup):
    registration = signup(seats[:1])
    url = reverse("registrations:edit", args=[registration.pk])
    fields = {
        "organisation_name": registration.organisation_name,
        "contact_name": registration.contact_name,
        "contact_email": "neu@stadt.example.org",
        "language": "de",
    }
    assert client.post(url, fields).status_code == 302
    changed = fresh(registration)
    assert (changed.contact_email, changed.address_version) == ("neu@stadt.example.org", 2)
    assert Email.objects.filter(to="neu@stadt.example.org").count() == 1


@pytest.mark.parametrize(("language", "word"), [("de", "Storniert"), ("nl", "Geannuleerd")])
def test_the_log_of_a_registration_does_not_speak_of_a_session(language, word):
    """Was: “Abgesagt”, as of a session that does not take place."""
    with override(language):
        assert action_words("cancelled") == word
        assert str(EventPage.Status.CANCELLED.label) == {"de": "abgesagt", "nl": "afgelast"}[language]


def test_who_pays_together_and_fees_on_the_screen(client, organiser, seats, signup):
    """Joined and parted, given up too late with the fee waived, and a fee waived afterwards."""
    EventPage.objects.filter(seats__in=seats).update(starts_at=timezone.now() + timedelta(days=3))
    rates = (Rate("series", "non_partner", "organisation", Decimal(3000)),)
    first, second = (signup(seats[:1], prices=PriceList(rates)) for _ in range(2))
    screen = reverse("registrations:inspect", args=[second.pk])
    act(client, second, "join", other=first.pk)
    assert fresh(second).amount == 0
    link = f'<a href="{reverse("registrations:inspect", args=[first.pk])}">'
    assert link in client.get(screen).content.decode()
    act(client, second, "part")
    assert fresh(second).amount == 3000
    act(client, first, "cancel", waive="Krank")
    assert (fresh(first).amount, first.charges.get().note) == (0, "Krank")
    act(client, second, "cancel", reason="Haushaltssperre")
    assert "Haushaltssperre" in factories.last_mail(second.contact_email)
    assert fresh(second).amount == 3000
    assert second.code in client.get(reverse("invoices:index")).content.decode()
    act(client, second, "waive", charge=second.charges.get().pk, reason="Hochwasser")
    assert fresh(second).amount == 0
    text = client.get(screen).content.decode().replace("\xa0", " ")
    assert "Hochwasser" in text
    assert "Preis geändert: bisher 3.000 €, jetzt nichts" in text
