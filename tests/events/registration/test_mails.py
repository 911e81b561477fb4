"""Letters: in the recipient's language, with text and HTML of the same words, queued with what causes
them."""

import uuid
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone
from post_office.models import Email

from events.registration import mails, services
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


def wish(row, *, instead=None):
    """A session of two people; `instead` goes there in the place of the first."""
    return services.SessionWish(session=row.pk, substitutes={0: instead} if instead else {})


def test_who_is_replaced_at_a_session_is_not_invited_there_and_who_goes_is_told_all(series, seats, signup):
    """GDPR Art. 14: who is responsible, for what, on which basis, from whom, how long, and the rights."""
    ada = services.Person(name="Ada Wissing", email="ada@example.org")
    ben = services.Person(name="Ben Öz", email="ben@example.org")
    cem = services.Person(name="Cem Arslan")
    sub = services.Person(name="Silke Ott", email="silke@example.org")
    signup(
        seats[:2],
        named=[ada, ben, cem],
        contact_name=ada.name,
        contact_email=ada.email,
        sessions=(wish(seats[0], instead=sub), wish(seats[1])),
    )
    letters = {mail.to[0]: mail for mail in Email.objects.order_by("pk")}
    invited = {to: mail.attachments.filter(mimetype="text/calendar").count() for to, mail in letters.items()}
    assert invited == {ada.email: 1, ben.email: 2, sub.email: 1}
    assert "Diesen Personen können wir nicht schreiben" in letters[ada.email].message
    assert "fehlen: Cem Arslan." in letters[ada.email].message
    told = letters[sub.email].message
    assert "als Vertretung für Ada Wissing zu diesem Termin angemeldet:\n\n– Termin 1\n– Wann: " in told
    for to in (ben.email, sub.email):
        for words in ("Verantwortlich", "Rechtsgrundlage", "mitgeteilt", "löschen", "Auskunft", "beschweren"):
            assert words in letters[to].message, (to, words)
    assert series.get_full_url() in letters[ben.email].message


def test_who_is_named_and_replaced_reads_of_the_own_sessions_only(seats, signup):
    ben = services.Person(name="Ben Öz", email="ben@example.org")
    sub = services.Person(name="Silke Ott", email="silke@example.org")
    signup(seats[:2], named=[ben], sessions=(wish(seats[0], instead=sub), wish(seats[1])))
    mail = Email.objects.get(to=ben.email)
    assert "Termin 2" in mail.message
    assert "Termin 1" not in mail.message
    assert mail.attachments.count() == 1


@pytest.mark.parametrize(
    ("language", "subject", "row"),
    [
        ("de", "Ihnen werden 2 Plätze angeboten: ", "Sie werden bis"),
        ("nl", "Er worden u 2 plaatsen aangeboden: ", "Ze worden tot"),
    ],
)
def test_a_party_of_two_is_offered_two_places(series, seats, signup, language, subject, row):
    type(seats[0]).objects.filter(pk=seats[0].pk).update(capacity=2)
    first = signup(seats[:1], people=2)
    waiting = signup(seats[:1], people=2, language=language)
    booking = waiting.bookings.get()
    type(booking).objects.filter(pk=booking.pk).update(
        status="offered", offer_expires=timezone.now() + timedelta(days=2)
    )
    booking.refresh_from_db()
    mails.moved_up(booking, services.price_of_offer(booking))
    mail = Email.objects.order_by("pk").last()
    assert mail.subject.startswith(subject)
    assert row in mail.message
    assert first.bookings.get().seats == 2


def test_a_reason_is_told_in_the_language_in_which_it_was_given(network, series, seats, signup):
    german, dutch = signup(seats[:1]), signup(seats[:1], language="nl")
    page = series.sessions[0]
    type(page).objects.filter(pk=page.pk).update(status="cancelled", status_reason="Sturm")
    Email.objects.all().delete()
    for registration in (german, dutch):
        mails.session_called_off(registration.bookings.get())
    words = {mail.to[0]: mail.message for mail in Email.objects.all()}
    assert "Der Grund: Sturm" in words[german.contact_email]
    assert "De reden (in het Duits): Sturm" in words[dutch.contact_email]
    factories.translate(page, network.nl, title="Bijeenkomst 1", status_reason="Storm")
    Email.objects.all().delete()
    mails.session_called_off(dutch.bookings.get())
    assert "De reden: Storm" in Email.objects.filter(to=dutch.contact_email).get().message
