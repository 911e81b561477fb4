"""What strangers type into our forms stands in our mails and files as words, never as their structure."""

import html
from email import message_from_string
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from icalendar import Calendar
from openpyxl import load_workbook
from post_office.models import Email

from config.setup.roles import ORGANISERS
from events.registration import senders, services, tokens
from events.registration.forms import LostForm
from events.registration.mails.preview import preview
from events.registration.mails.wording import OCCASIONS
from events.registration.models import Attendance, Need, Participant, Question, QuestionText, Registration
from tests import factories

from .test_register_views import details, send, url

pytestmark = pytest.mark.django_db

HOSTILE = "Max\r\n\r\nHier klicken:\r\nhttp://evil.example/x\r\n\r\n– Ende\x0b"
ONE_LINE = "Max Hier klicken: http://evil.example/x – Ende"
UNLINKED = "Max Hier klicken: http:\u200b//evil.\u200bexample/x – Ende"


def links(mail) -> set[str]:
    soup = BeautifulSoup(mail.html_message, "html.parser")
    return {link["href"] for link in soup.select("[href]") if not link["href"].startswith("mailto:")}


@pytest.mark.parametrize("language", ["de", "nl"])
def test_a_link_in_any_name_is_refused_in_words_and_nothing_is_sent(client, series, seats, rules, language):
    rules.ask_diet = True
    rules.save()
    names = ["organisation_name", "contact_name", "contact_department", "p1_name", "p1_department"]
    names += [f"s{seats[0].pk}_name"]
    with translation.override(language):
        words = html.escape(gettext("Please leave out web addresses here."))
    for name in names:
        answer = client.post(url(series, language), details(seats) | {name: HOSTILE, "binding": "1"})
        page = BeautifulSoup(answer.content, "html.parser")
        assert answer.status_code == 422, name
        assert words in str(page.select_one(f"#id_{name}_error")), name
        assert page.select_one(f"#id_{name}")["value"].startswith("Max"), name
    assert not Registration.objects.exists()
    assert not Email.objects.exists()


def test_a_name_with_line_breaks_is_greeted_in_one_line(client, series, seats):
    broken = "Max\r\n\r\nHier klicken:\r\nEnde\u202e"
    data = details(seats, contact_name=broken, organisation_name="Stadt \x0bVT", p1_name="A\u2028B")
    answer, _posted = send(client, url(series), data)
    assert answer.status_code == 302
    registration = Registration.objects.get()
    assert registration.contact_name == "Max Hier klicken: Ende"
    assert registration.organisation_name == "Stadt VT"
    assert registration.participants.get(position=1).name == "A B"
    mail = Email.objects.get()
    assert "Max Hier klicken: Ende" in mail.message.split("\n\n")[0]


def test_needs_topics_and_answers_are_lines_of_text(client, series, seats, rules):
    rules.ask_diet = rules.ask_topics = True
    rules.save()
    question = Question.objects.create(rules=rules, sort_order=1)
    locale = series.locale
    QuestionText.objects.create(question=question, locale=locale, label="Warum?")
    data = details(
        seats, contact_diet="Keine\x0bNüsse\n\nbitte", **{f"q{question.pk}": "Eins\x0c\r\nzwei\x07"}
    )
    send(client, url(series), data)
    registration = Registration.objects.get()
    assert Need.objects.get().text == "Keine Nüsse bitte"
    assert registration.answers.get().value == "Eins\nzwei"
    services.confirm(registration.pk)
    booking = registration.bookings.first()
    address = reverse("registration:topics", args=[tokens.token(registration), booking.pk])
    client.post(address, {"text": "Wo\r\n\r\nfängt man an?"})
    assert booking.topics.get().text == "Wo fängt man an?"


@pytest.fixture
def old_rows(seats, signup):
    """A registration made before names were cleaned: three people, one of them replaced."""
    registration = signup(seats[:2], people=3, confirmed=False)
    Registration.objects.filter(pk=registration.pk).update(contact_name=HOSTILE, organisation_name=HOSTILE)
    Participant.objects.filter(registration=registration).update(name=HOSTILE)
    seat = Attendance.objects.filter(booking__registration=registration).last()
    Attendance.objects.filter(pk=seat.pk).update(substitute_name=HOSTILE, substitute_email="s@example.org")
    return Registration.objects.get(pk=registration.pk)


def test_names_in_older_rows_are_no_structure_of_any_mail(seats, signup, old_rows):
    """Every mail that such a registration causes: its text, its HTML, its subject, its calendar part."""
    services.confirm(old_rows.pk)
    booking, other = old_rows.bookings.order_by("pk")
    seat = booking.attendances.first()
    services.name_substitute(seat.pk, services.Person(name=HOSTILE, email="v@example.org"))
    services.take_back_substitute(seat.pk)
    request = services.ask_for_substitute(seat.pk, services.Person(name=HOSTILE, email="w@example.org"))
    services.decline_change(request.pk, user=None)
    person = old_rows.participants.first()
    services.exchange_person(person.pk, services.Person(name=HOSTILE + "2", email="x@example.org"))
    services.reduce_seats(booking.pk, without=[seat.pk])
    services.cancel_booking(other.pk)
    services.send_again(old_rows.pk)
    services.cancel_registration(old_rows.pk)
    mails = list(Email.objects.all())
    assert len(mails) > 15
    named = 0
    for mail in mails:
        soup = BeautifulSoup(mail.html_message, "html.parser")
        assert not [link for link in links(mail) if "evil" in link], mail.subject
        assert "evil" not in mail.subject
        lines = mail.message.split("\n")
        assert not [line for line in lines if line.startswith(("http://evil", "Hier klicken"))], mail.subject
        assert "http://evil" not in mail.message + soup.get_text()
        assert "\x0b" not in mail.message
        named += UNLINKED in mail.message and UNLINKED in soup.get_text()
        for part in mail.attachments.filter(mimetype="text/calendar"):
            text = message_from_string(f"Content-Transfer-Encoding: base64\n\n{part.file.read().decode()}")
            event = Calendar.from_ical(text.get_payload(decode=True)).walk("VEVENT")[0]
            assert event["ATTENDEE"].params["CN"].startswith(ONE_LINE)
    assert named > 10


@pytest.mark.parametrize("language", ["de", "nl"])
def test_every_letter_has_the_same_parts_whatever_people_are_called(
    series, seats, rules, language, monkeypatch
):
    """All occasions, in both languages: a name with paragraphs, a list and a link changes no structure."""
    from wagtail.models import Locale

    from events.registration.mails import preview as sample

    locale, now = Locale.objects.get(language_code=language), timezone.now()
    harmless = {occasion: preview(rules, locale, occasion, now=now) for occasion in OCCASIONS}
    monkeypatch.setattr(sample, "_", lambda text: HOSTILE if text.endswith("Sample") else gettext(text))
    for occasion, usual in harmless.items():
        letter = preview(rules, locale, occasion, now=now)
        assert [part.kind for part in letter.parts] == [part.kind for part in usual.parts], occasion
        assert [part.url for part in letter.parts] == [part.url for part in usual.parts], occasion
        assert len(letter.text.split("\n")) == len(usual.text.split("\n")), occasion
        assert "\ue000" not in letter.text + letter.subject


def test_exports_hold_what_older_rows_hold(client, old_rows):
    services.confirm(old_rows.pk)
    client.force_login(factories.user(ORGANISERS))
    answer = client.get(reverse("registrations:index") + "?export=xlsx")
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    values = [cell.value for cell in list(sheet.rows)[1]]
    assert not [value for value in values if isinstance(value, str) and "\x0b" in value]
    assert any("Hier klicken" in value for value in values if isinstance(value, str))
    assert client.get(reverse("invoices:index") + "?export=xlsx").status_code == 200
    lines = b"".join(client.get(reverse("registrations:index") + "?export=csv").streaming_content)
    assert b"\x0b" not in lines


def test_the_organiser_types_one_line_too(client, series, seats, signup):
    registration = signup(seats[:1])
    client.force_login(factories.user(ORGANISERS))
    values = {"contact_name": HOSTILE, "contact_email": "neu@example.org", "language": "de"}
    answer = client.post(reverse("registrations:edit", args=[registration.pk]), values)
    assert answer.status_code == 200
    assert gettext("Please leave out web addresses here.") in answer.content.decode()
    values["contact_name"] = "Anna\nNeu"
    client.post(reverse("registrations:edit", args=[registration.pk]), values)
    registration.refresh_from_db()
    assert registration.contact_name == "Anna Neu"


def test_one_network_causes_so_many_mails_in_all(client, series, seats, rules, signup, monkeypatch):
    """To ever new addresses and by every form together; another network is not concerned."""
    monkeypatch.setattr(senders, "MAILS", 5)
    cache.clear()
    answer, posted = send(client, url(series), details(seats, p1_email="p1@example.org"))
    assert answer.status_code == 302  # two addresses
    receipt = answer["Location"]
    for number in range(2):
        receipt = client.post(receipt, {"email": f"k{number}@example.org"})["Location"]
    assert Email.objects.count() == 3
    typed = details(seats, contact_email="neu@example.org", p1_email="p2@example.org")
    refused, _posted = send(client, url(series), typed)
    page = refused.content.decode()
    assert refused.status_code == 429
    assert gettext("Too many mails were sent from your network today. Please try again tomorrow.") in page
    assert 'value="neu@example.org"' in page
    assert Registration.objects.count() == 1
    other = signup(seats[:1])
    before = Email.objects.count()
    lost = {"email": other.contact_email, "token": LostForm.fresh_token()}
    for _again in range(3):
        assert client.post(reverse("registration:lost"), lost).status_code == 200
    assert Email.objects.count() == before + 1  # the fifth
    seat = other.bookings.get().attendances.get()
    people = reverse("registration:people", args=[tokens.token(other), seat.pk])
    answer = client.post(people, {"name": "Neu", "email": "n@example.org"})
    assert (answer.status_code, "n@example.org" in answer.content.decode()) == (422, True)
    seat.refresh_from_db()
    assert seat.substitute_name == ""
    answer = client.post(people, {"name": "Neu", "email": "n@example.org"}, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 302
