"""Letters: in the recipient's language, with text and HTML of the same words, queued with what causes
them."""

import uuid
from decimal import Decimal
from html import unescape

import pytest
from post_office.models import Email

from events.registration import services
from events.registration.mails.text import Part, parts, split
from events.registration.models import CallRules, Registration
from tests import factories

pytestmark = pytest.mark.django_db


def register(series, seats, *, language="de", people=2, **more):
    rules = CallRules.objects.get_or_create(call_key=series.translation_key)[0]
    key = uuid.uuid4()
    request = services.Request(
        idempotency_key=key,
        sessions=tuple(services.SessionWish(session=row.pk) for row in seats),
        people=tuple(
            services.Person(name=f"Person {i}", email=f"p{i}@{key.hex[:6]}.example.org")
            for i in range(people)
        ),
        contact_name="Annegret Wissing",
        contact_email=f"kontakt@{key.hex[:6]}.example.org",
        organisation_name=f"Stadt {key.hex[:6]}",
        language=language,
        **more,
    )
    return services.register(rules=rules, request=request)[0]


def test_a_letter_becomes_the_same_parts_in_html():
    subject, text = split("\n Betreff \nHallo,\n\n\n\n– eins\n– zwei\n\nKlicken Sie:\nhttps://example.org/\n")
    assert subject.strip() == "Betreff"
    assert parts(text) == [
        Part("paragraph", text="Hallo,"),
        Part("list", items=["– eins".removeprefix("– "), "zwei"]),
        Part("button", label="Klicken Sie", url="https://example.org/"),
    ]


@pytest.mark.parametrize("language", ["de", "nl"])
def test_every_occasion_renders_in_both_languages(series, seats, language):
    first = register(series, seats[:1], language=language, people=3)
    second = register(series, seats[:2], language=language, people=2)
    third = register(series, seats[:1], language=language, people=1, prices=factories.single_price(290))
    for registration in (first, second, third):
        services.confirm(registration.pk)
    attendance = first.bookings.get().attendances.first()
    services.name_substitute(attendance.pk, services.Person(name="Vertretung", email="v@example.org"))
    services.take_back_substitute(attendance.pk)
    services.reduce_seats(first.bookings.get().pk, without=[attendance.pk])
    services.cancel_registration(first.pk)
    services.cancel_booking(second.bookings.filter(session=seats[1]).get().pk)
    services.send_again(second.pk)
    services.revoke_address(second.pk)
    third.refresh_from_db()
    if third.bookings.get().status == "offered":
        services.accept_offer(third.bookings.get().pk, agreed=Decimal(290))
    waiting = register(series, seats[:1], language=language, people=4 - 1)
    services.decline(waiting.pk, user=None, reason="Zu viele")
    for mail in Email.objects.all():
        assert mail.subject
        assert "\n" not in mail.subject
        assert "{" not in mail.message
        assert "None" not in mail.message
        assert f'<html lang="{language}">' in mail.html_message
        assert mail.headers["Auto-Submitted"] == "auto-generated"
        foot = mail.message.partition("\n-- \n")[2].splitlines()
        assert {"Kwartier", "http://testserver"} <= set(foot)
        assert foot[-1].startswith({"de": "Sie erhalten diese E-Mail, weil ", "nl": "U ontvangt"}[language])
        assert foot[-1] in unescape(mail.html_message)
    assert Email.objects.count() >= 14


def test_named_people_learn_who_gave_their_data(series, seats):
    """GDPR Art. 14 (domain.md#form-notice): once, at the confirmation."""
    registration = register(series, seats[:1])
    services.confirm(registration.pk)
    services.confirm(registration.pk)
    addresses = [person.email for person in registration.participants.all()]
    told = Email.objects.filter(message__contains="Art. 14")
    assert sorted(mail.to[0] for mail in told) == sorted(addresses)


def test_what_is_rolled_back_sends_nothing(series, seats):
    rules = CallRules.objects.get(call_key=series.translation_key)
    seats[0].capacity, seats[0].waiting_list = 0, False
    seats[0].save()
    with pytest.raises(services.RegistrationError):
        register(series, seats[:2])
    assert not Registration.objects.filter(rules=rules).exists()
    assert not Email.objects.exists()
