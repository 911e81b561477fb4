"""What somebody sees who sets up a second factor, and that a code is worth nothing once it was used."""

import re
import time
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import translation

from config.messages import used_messages
from config.settings.base import ACCOUNT_RATE_LIMITS
from config.setup.roles import EDITORS
from tests import factories
from tests.config.test_accounts import SETUP, code_of, set_up, sign_in

PACKAGE = Path(allauth.__file__).parent
FAMILIAR = {
    "de": r"\b(du|dich|dir|dein\w*|hast|bist|gib|versuche|lass|rufe|bestätige|melde|klick|folge)\b",
    "nl": r"\b(je|jij|jouw|jou|jullie)\b",
}
# What has no address here: signing up, addresses to confirm, telephones, passkeys, sign-in by mail.
UNSERVED = re.compile(
    r"webauthn|phone|email\.html|email_(change|confirm|deleted)|/email/email|signup|login_code|verif|code_|passkey|"
    r"unknown_account|already_exists|confirm_|trust|tests|migrations"
)
UNSAID = re.compile(
    r"phone|passkey|security key|primary email|email addresses|same email|ssign up|add an email|until"
)


@pytest.mark.parametrize("language", ["de", "nl"])
def test_signing_in_speaks_politely(language):
    folders = [PACKAGE / part for part in ("templates/account", "templates/mfa", "account", "mfa")]
    files = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".html", ".txt", ".py"} and not UNSERVED.search(str(path.relative_to(PACKAGE)))
    ]
    said = [text for _context, text in used_messages(files) if not UNSAID.search(text)]
    assert len(said) > 60
    with translation.override(language):
        familiar = [text for text in said if re.search(FAMILIAR[language], translation.gettext(text), re.I)]

    assert familiar == []


def test_what_the_page_of_setting_up_fetches_is_no_other_page_of_setting_up(client, editor):
    """Its script puts the icons into the page: led on, it would show a second form, of another secret."""
    icons = re.search(r'data-[\w-]*url[\w-]*="(/admin/sprite/[^"]*)"', Client().get("/admin/login/").text)
    path = icons[1] if icons else "/admin/sprite/"
    anonymous = Client().get(path)
    assert anonymous.status_code == 200
    sign_in(client, editor)
    asked = client.get(SETUP)
    client.post(asked.url, {"password": "kwartier"})
    secret = client.get(SETUP).context["form"].secret

    for fetched in (path, "/admin/jsi18n/"):
        assert client.get(fetched).status_code == 200
    assert client.get(path).content == anonymous.content
    assert client.post(SETUP, {"code": code_of(secret)}).url == "/admin/second-factor/codes/"


def test_a_code_counts_once_for_as_long_as_clocks_may_differ(client, editor, monkeypatch):
    now = [int(time.time()) // 30 * 30 + 1]
    monkeypatch.setattr(time, "time", lambda: float(now[0]))
    sign_in(client, editor)
    secret = set_up(client)
    code = code_of(secret)

    def answer(given):
        other = Client()
        sign_in(other, editor)
        other.post("/admin/login/code/", {"code": given})
        return other.get("/admin/").status_code

    assert answer(code) == 302  # the one of setting up
    now[0] += 30
    code = code_of(secret)
    assert answer(code) == 200
    assert answer(code) == 302
    now[0] += 32  # still within what clocks may differ by
    assert answer(code) == 302
    assert answer(f"{code[:3]} {code[3:]}") == 302
    assert answer(code_of(secret)) == 200
    codes = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()
    assert answer(codes[0]) == 200
    assert answer(codes[0]) == 302


def test_the_same_code_counts_once_for_each_of_two_people(client, editor, monkeypatch):
    now = [int(time.time()) // 30 * 30 + 1]
    monkeypatch.setattr(time, "time", lambda: float(now[0]))
    sign_in(client, editor)
    secret = set_up(client)
    colleague = factories.user(EDITORS, username="colleague")
    for row in Authenticator.objects.filter(user=editor, type="totp"):
        Authenticator.objects.create(user=colleague, type=row.type, data=row.data)
    now[0] += 30
    for user in (editor, colleague):
        browser = Client()
        sign_in(browser, user)
        browser.post("/admin/login/code/", {"code": code_of(secret)})
        assert browser.get("/admin/").status_code == 200


def test_wrong_codes_from_elsewhere_lock_nobody_out(client, editor, settings):
    settings.ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS
    sign_in(client, editor)
    secret = set_up(client)

    def answer(code, address):
        browser = Client(REMOTE_ADDR=address)
        sign_in(browser, editor)
        browser.post("/admin/login/code/", {"code": code})
        return browser.get("/admin/").status_code == 200

    for _time in range(5):
        assert not answer("000000", "198.51.100.7")
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1))  # the present one is spent
    assert not answer(code, "198.51.100.7")
    assert answer(code, "127.0.0.1")
