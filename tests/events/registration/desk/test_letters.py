"""The organiser's own words for the mails: checked, filled in, never run; and the standard to go back to."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.models import Locale

from config.setup.roles import EDITORS, ORGANISERS
from events.registration import services
from events.registration.mails.preview import preview
from events.registration.mails.wording import OCCASIONS, check, standard
from events.registration.models import LetterWording
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "{hello}\n\nWir freuen uns auf {organisation}.\n\n{sessions}\n\n{confirm_link}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT + "{firstname}", "{firstname}"),
        (TEXT + "{mine_url.password}", "{sessions}"),
        (TEXT + "ein { allein", "{confirm_link}"),
        ("{hello} ohne Link", "{confirm_link}"),
    ],
)
def test_a_placeholder_that_cannot_be_filled_in_is_named_with_those_that_can(text, words):
    with pytest.raises(ValidationError, match=words.replace("{", r"\{")):
        check(text, OCCASIONS["confirm"])


@pytest.mark.parametrize("language", ["de", "nl"])
def test_every_standard_text_passes_its_own_check_and_has_a_preview(series, seats, rules, language):
    locale, now = Locale.objects.get(language_code=language), timezone.now()
    for occasion in OCCASIONS:
        subject, text = standard(occasion, language)
        check(subject, OCCASIONS[occasion], blocks=False)
        check(text, OCCASIONS[occasion])
        own = LetterWording(rules=rules, locale=locale, occasion=occasion, subject=subject, text=text)
        usual = preview(rules, locale, occasion, now=now)
        filled = preview(rules, locale, occasion, own, now=now)
        assert filled == usual
        assert "{" not in str(usual)
        assert usual.parts


def test_own_words_are_sent_as_they_are_and_put_back(client, series, seats, rules, signup):
    client.force_login(factories.user(ORGANISERS))
    url = reverse("calls:letter", args=[rules.pk, "confirm", "de"])
    assert "{confirm_link}" in client.get(url).content.decode()
    wrong = client.post(url, {"subject": "Hallo {sessions}", "text": TEXT + "{vorname}"})
    assert wrong.status_code == 422
    assert "{vorname}" in wrong.content.decode()
    assert wrong.context["form"].errors.keys() == {"subject", "text"}
    data = {"subject": "Noch ein Klick: {series}", "text": TEXT + "{% debug %} {{ settings.SECRET_KEY }}"}
    assert client.post(url, data).status_code == 422
    data["text"] = TEXT + "{% debug %}"
    assert client.post(url, data).status_code == 422
    data["text"] = TEXT
    shown = client.post(url, data | {"preview": "1"}).content.decode()
    assert "Wir freuen uns auf Stadt Musterhausen" in shown
    assert not LetterWording.objects.exists()
    for _twice in range(2):
        assert client.post(url, data).status_code == 302
    signup(seats[:1], confirmed=False, organisation_name="{manage} {% debug %} & Co")
    signup(seats[1:2], confirmed=False, language="nl")
    german, dutch = Email.objects.order_by("pk")
    assert german.subject == f"Noch ein Klick: {series.title}"
    assert "Wir freuen uns auf {manage} {% debug %} & Co.\n" in german.message
    assert "&amp; Co" in german.html_message
    assert "/confirm/" in german.message
    assert "freuen" not in dutch.message
    assert client.post(url, {"standard": "1"}).status_code == 302
    assert not LetterWording.objects.exists()
    client.force_login(factories.superuser())
    history = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert history.count("Wortlaut einer Mail geändert") == 3  # twice worded, once put back


def test_only_the_contact_gets_the_contact_s_own_link(series, seats, rules, signup):
    """`{manage}` opens the whole registration: to everybody else it is empty."""
    text = "{hello}\n\n{manage}\n\n{cannot_come}"
    LetterWording.objects.create(
        rules=rules, locale=series.locale, occasion="booking_moved", subject="{session}", text=text
    )
    registration = signup(seats[:1], people=2)
    Email.objects.all().delete()
    services.move_booking(registration.bookings.get().pk, session_id=seats[1].pk, user=None)
    mails = {mail.to[0]: mail.message for mail in Email.objects.all()}
    assert len(mails) == 3
    with_link = {to for to, message in mails.items() if "/mine/" in message}
    assert with_link == {registration.contact_email}


def test_wording_is_for_those_who_may_edit_the_call(client, network, rules):
    urls = [
        reverse("calls:letters", args=[rules.pk]),
        reverse("calls:letter", args=[rules.pk, "confirm", "nl"]),
    ]
    client.force_login(factories.user(ORGANISERS))
    assert [client.get(url).status_code for url in urls] == [200, 200]
    assert client.get(reverse("calls:edit", args=[rules.pk])).content.decode().count(urls[0]) == 1
    client.force_login(factories.user(EDITORS))
    data = {"subject": "x", "text": TEXT}
    assert [client.post(url, data)["Location"] for url in urls] == ["/admin/", "/admin/"]
    assert not LetterWording.objects.exists()
