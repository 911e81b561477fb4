"""Whoever has an account sees all that is kept of it, and can have it erased; what they changed stays."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

from config import persons
from config.setup.roles import EDITORS
from home.models import PersonRequest
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def editor():
    editor = factories.user(EDITORS, username="gesa", first_name="Gesa", last_name="Lohoff")
    EmailAddress.objects.create(user=editor, email="gesa@example.net")
    Authenticator.objects.create(user=editor, type="totp", data={"secret": "sealed"})
    other = factories.superuser()
    for user in (editor, other):
        Client().force_login(user)
    page = factories.Network(indexes=["news"]).home["de"]
    log(page, "wagtail.edit", user=editor)
    log(page, "wagtail.edit", user=other)
    log(editor, "wagtail.create", user=other)
    return editor


def test_everything_of_an_account_is_shown_but_its_secrets(editor):
    for email in ("GESA@example.org", "gesa@example.net"):
        found = persons.export(email)
        account, text = found["accounts"][0], json.dumps(found)
        assert (account["full_name"], account["roles"]) == ("Gesa Lohoff", [EDITORS])
        assert account["addresses"] == ["gesa@example.net"]
        assert [row["kind"] for row in found["second_factors"]] == ["totp"]
        assert len(found["sessions"]) == 1
        assert [row["what"] for row in found["changes"]] == ["wagtail.edit"]
        assert "sealed" not in text
        assert "chief" not in text
    assert not any(persons.export("esa@example.org").values())
    assert not any(persons.export("").values())


def test_an_account_is_erased_with_its_sessions_and_what_it_changed_stays(editor):
    profile = UserProfile.get_for_user(editor)
    profile.avatar.save("gesa.png", ContentFile(b"a portrait"))
    storage, name = profile.avatar.storage, profile.avatar.name

    assert persons.erase("gesa@example.org") == {"mails": 0, "accounts": 1, "sessions": 1}
    assert persons.erase("gesa@example.org") == {"mails": 0, "accounts": 0, "sessions": 0}
    assert not get_user_model().objects.filter(username="gesa").exists()
    assert not EmailAddress.objects.filter(email="gesa@example.net").exists()
    assert not Authenticator.objects.exists()
    assert Session.objects.count() == 1
    assert not storage.exists(name)
    users = PageLogEntry.objects.filter(action="wagtail.edit").values_list("user", flat=True)
    assert sorted(map(bool, users)) == [False, True]
    assert "gesa" not in json.dumps(list(ModelLogEntry.objects.values_list("label", flat=True)))


def test_the_last_administrator_stays(editor):
    assert persons.erase("chief@example.org")["accounts"] == 0
    get_user_model().objects.create_superuser("second", "second@example.org", "kwartier")
    assert persons.erase("chief@example.org")["accounts"] == 1


ERASE = {"action": "erase", "sure": "on"}


def test_the_screen_names_how_much_it_erases_and_asks_once(client, editor):
    client.force_login(get_user_model().objects.get(username="chief"))
    asked = client.post(reverse("home_person"), ERASE | {"email": "gesa@example.org"})
    soup = BeautifulSoup(asked.content, "html.parser")
    assert "Alles zu gesa@example.org löschen?" in soup.text
    assert "Zu dieser Adresse sind 4 Einträge gespeichert." in soup.text
    assert get_user_model().objects.filter(username="gesa").exists()
    form = soup.select_one("main form[method=post]")
    typed = {field["name"]: field["value"] for field in form.select("input[name]")}
    assert client.post(reverse("home_person"), typed).status_code == 302
    assert not get_user_model().objects.filter(username="gesa").exists()


def test_an_address_of_nobody_and_the_last_administrator_are_refused_in_words(client, editor):
    client.force_login(get_user_model().objects.get(username="chief"))
    for email, words in [
        ("nobody@example.org", "Zu dieser Adresse ist nichts gespeichert."),
        ("chief@example.org", "Das ist die Adresse des einzigen Kontos mit allen Rechten."),
    ]:
        page = client.post(reverse("home_person"), ERASE | {"email": email, "confirmed": "1"})
        assert words in page.content.decode()
    assert get_user_model().objects.filter(username="chief").exists()
    assert not PersonRequest.objects.exists()
