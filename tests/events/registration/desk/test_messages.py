"""A message to a filtered set of participants: seen and counted before it goes, sent once, logged."""

import uuid

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import Email

from config.setup.roles import MODERATORS, ORGANISERS
from events.registration.models import LogEntry, Message, Registration
from events.registration.services import recipients_of, send_message
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = {
    "subject_de": "Neuer Raum: {series}",
    "text_de": "{hello}\n\nwir treffen uns im Saal.\n\n{questions}\n\n{manage}",
    "subject_nl": "Andere zaal: {series}",
    "text_nl": "{hello}\n\nwij zitten in de zaal.\n\n{manage}",
}


def test_filter_write_look_send(client, network, series, seats, signup):
    client.force_login(factories.user(ORGANISERS))
    contact = factories.author(network.authors["de"], title="Jan Wolters", email="wolters@example.org")
    type(series).objects.filter(pk=series.pk).update(contact=contact)
    german, dutch = signup(seats[:1], people=2), signup(seats[:1], language="nl")
    elsewhere, ended = signup(seats[1:2]), signup(seats[:1], confirmed=False)
    Registration.objects.filter(pk=ended.pk).update(status="lapsed")
    Email.objects.all().delete()
    url = f"{reverse('registrations:write')}?session={seats[0].pk}"
    page = client.get(url)
    assert set(page.context["form"].fields) == {*WORDS, "people", "key"}
    key = str(page.context["form"]["key"].value())
    wrong = client.post(url, WORDS | {"key": key, "text_de": "{vorname}"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["text_de"])
    assert "{vorname}" in wrong.context["form"].errors["text_de"][0]
    data = WORDS | {"key": key, "people": "1"}
    shown = client.post(url, data)
    assert len(shown.context["recipients"]) == 5
    assert [language for language, *_rest in shown.context["previews"]] == ["de", "nl"]
    assert "wij zitten in de zaal" in shown.content.decode()
    assert not Email.objects.exists()
    assert client.post(url, data | {"send": "1", "recipients": "4"}).status_code == 200
    assert not Email.objects.exists()
    for _twice in range(2):
        assert client.post(url, data | {"send": "1", "recipients": "5"}).status_code == 302
    mails = {mail.to[0]: mail for mail in Email.objects.all()}
    assert len(mails) == Email.objects.count() == Message.objects.get().recipients == 5
    assert elsewhere.contact_email not in mails
    assert ended.contact_email not in mails
    assert mails[german.contact_email].subject == f"Neuer Raum: {series.title}"
    assert mails[dutch.contact_email].subject == f"Andere zaal: {series.dutch.title}"
    assert "Fragen? Jan Wolters, wolters@example.org" in mails[german.contact_email].message
    assert '<html lang="nl">' in mails[dutch.contact_email].html_message
    with_link = {to for to, mail in mails.items() if "/mine/" in mail.message}
    assert with_link == {german.contact_email, dutch.contact_email}
    logged = LogEntry.objects.filter(action="message sent")
    assert set(logged.values_list("registration", flat=True)) == {german.pk, dutch.pk}
    assert "Angeschrieben" in client.get(reverse("registrations:inspect", args=[german.pk])).content.decode()


def test_places_and_invoices_can_be_asked_for(client, seats, signup):
    """Those who wait, those who pay: the filters of the list are those of the message."""
    client.force_login(factories.user(ORGANISERS))
    signup(seats[:1], people=3)
    waiting = signup(seats[:1], people=3, price_class="partner")
    url = reverse("registrations:write")
    for query in ({"session": seats[0].pk, "place": "waiting"}, {"price_class": "partner"}):
        assert client.get(url, query).context["registrations"] == 1
    assert client.get(url, {"session": seats[1].pk, "place": "waiting"}).context["registrations"] == 0
    assert waiting.bookings.get().status == "waiting"


def test_a_message_is_written_by_those_who_may_to_those_they_may(client, network, series, seats, signup):
    signup(seats[:1])
    Email.objects.all().delete()
    url = reverse("registrations:write")
    data = WORDS | {"key": str(uuid.uuid4()), "send": "1", "recipients": "1"}
    user = factories.outsider()
    factories.give_pages(user, factories.series(network.events["de"], title="Andere"), "change_page")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_registration", "change_registration"])
    )
    client.force_login(user)
    assert client.get(url).context["registrations"] == 0
    client.post(url, data)
    client.force_login(factories.user(MODERATORS))
    assert client.post(url, data)["Location"] == "/admin/"
    assert not Email.objects.exists()
    assert not Message.objects.exists()


def test_many_recipients_cost_few_queries_each_and_a_failure_sends_nothing(series, seats, signup):
    for seat in seats:
        seat.capacity = None
        seat.save()
    words = {"de": {"subject": "{code}", "text": "{hello} {manage}"}}
    rows = Registration.objects.all()

    def queries():
        with CaptureQueriesContext(connection) as counted:
            send_message(rows, key=uuid.uuid4(), words=words, people=True, filters={}, user=None)
        return len(counted)

    for _number in range(2):
        signup(seats[:1])
    few, count = queries(), len(recipients_of(rows, people=True))
    for _number in range(3):
        signup(seats[:1])
    more = len(recipients_of(rows, people=True)) - count
    assert queries() - few <= 6 * more
    Email.objects.all().delete()
    signup(seats[:1], language="nl")
    Email.objects.all().delete()
    with pytest.raises(KeyError):
        send_message(rows, key=uuid.uuid4(), words=words, people=False, filters={}, user=None)
    assert not Email.objects.exists()
    assert Message.objects.count() == 2
