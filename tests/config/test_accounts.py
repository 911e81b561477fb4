"""A password alone never opens the admin, by whatever door; a second factor can be set up and reset."""

import json
import time
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from config.accounts.encryption import SealedSecrets
from config.headers import ClientAddressMiddleware
from config.setup.roles import EDITORS
from tests import factories

PASSWORD = "kwartier"
SETUP = "/admin/second-factor/app/"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client) -> str:
    """Set up the second factor of the signed-in user and return its secret."""
    asked = client.get(SETUP)
    assert asked.url.startswith("/admin/login/again/")
    client.post(asked.url, {"password": PASSWORD})
    form = client.get(SETUP).context["form"]
    assert client.post(SETUP, {"code": code_of(form.secret)}).status_code == 302
    return form.secret


def sign_in(client, user, path="/admin/login/"):
    return client.post(path, {"login": user.username, "username": user.username, "password": PASSWORD})


@pytest.mark.django_db(transaction=True)
def test_from_the_first_password_to_the_second_factor_and_its_reset(client, editor):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert sign_in(client, editor).status_code == 302
    assert client.get("/admin/pages/").url == SETUP
    assert client.get("/admin/second-factor/").url == SETUP  # nothing but setting up

    secret = set_up(client)
    assert client.get("/admin/").status_code == 200
    assert Authenticator.objects.filter(user=editor).count() == 2  # the app and recovery codes
    assert client.get("/admin/second-factor/codes/").status_code == 200

    other = Client()
    assert sign_in(other, editor).url == "/admin/login/code/"
    assert other.get("/admin/").url.startswith("/admin/login/")
    assert other.post("/admin/login/code/", {"code": "000000"}).status_code == 200
    assert other.get("/admin/").status_code == 302
    # A code counts once, so the next sign-in takes a recovery code.
    used = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()[0]
    assert other.post("/admin/login/code/", {"code": used}).status_code == 302
    assert other.get("/admin/").status_code == 200
    assert secret

    chief = Client()
    chief.force_login(administrator := factories.superuser())
    assert chief.get("/admin/users/").url == SETUP
    set_up(chief)
    assert b"second-factor" in chief.get("/admin/users/").content
    url = f"/admin/second-factor/{editor.pk}/reset/"
    assert editor.username in chief.get(url).content.decode()
    assert chief.post(url).status_code == 302
    assert not Authenticator.objects.filter(user=editor).exists()
    assert other.get("/admin/").url == SETUP  # open sessions as well
    assert other.post(f"/admin/second-factor/{administrator.pk}/reset/").status_code == 302
    assert Authenticator.objects.filter(user=administrator).exists()
    call_command("reset_second_factor", administrator.username)
    assert not Authenticator.objects.filter(user=administrator).exists()


@pytest.mark.django_db
def test_secrets_of_second_factors_lie_encrypted_in_the_database(client, editor, settings):
    sign_in(client, editor)
    secret = set_up(client)
    app, codes = Authenticator.objects.filter(user=editor).order_by("-type")
    assert (app.type, codes.type) == ("totp", "recovery_codes")
    stored = json.dumps([app.data, codes.data])
    assert secret not in stored
    assert codes.wrap().get_unused_codes()[0] not in stored
    assert app.wrap().validate_code(code_of(secret))

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next one", [settings.SECRET_KEY]
    cache.clear()  # allauth remembers there that a code was used
    assert app.wrap().validate_code(code_of(secret))
    settings.SECRET_KEY_FALLBACKS = []
    cache.clear()
    assert not app.wrap().validate_code(code_of(secret))
    assert not set(codes.wrap().get_unused_codes()) & set(codes.wrap().get_unused_codes())


@pytest.mark.django_db
def test_secrets_of_earlier_are_encrypted_by_the_migration():
    editor = factories.user(EDITORS, username="editor")
    secret = "JBSWY3DPEHPK3PXP"
    Authenticator.objects.create(user=editor, type="totp", data={"secret": secret})
    Authenticator.objects.create(user=editor, type="recovery_codes", data={"seed": "ab12", "used_mask": 5})
    seal = import_module("config.migrations.0004_seal_second_factors").seal
    for _again in range(2):
        seal(apps, None)
        app, codes = Authenticator.objects.filter(user=editor).order_by("-type")
        assert secret not in json.dumps(app.data)
        assert app.wrap().validate_code(code_of(secret))
        cache.clear()
        assert SealedSecrets().decrypt(codes.data["seed"]) == "ab12"
        assert codes.data["used_mask"] == 5


@pytest.mark.parametrize(
    "path",
    [
        "/admin/login/",
        "/de/_util/login/",
        "/nl/_util/login/",
        "/django-admin/login/",
        "/admin/password_reset/",
        "/accounts/login/",
    ],
)
def test_no_door_opens_with_a_password_only(client, editor, path):
    Authenticator.objects.create(user=editor, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    sign_in(client, editor, path)

    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").url.startswith("/admin/login/")


def test_a_session_that_began_elsewhere_is_ended(client, editor):
    Authenticator.objects.create(user=editor, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    for path in ("/admin/", "/admin/second-factor/app/off/", "/admin/second-factor/codes/"):
        client.force_login(editor)
        assert client.get(path).url.startswith("/admin/login/")
        assert "_auth_user_id" not in client.session


def test_nobody_signs_up_and_a_reader_without_rights_needs_no_second_factor(client, db, required):
    assert b"<form" not in client.get("/admin/login/none/").content
    count = client.post(
        "/admin/login/none/", {"username": "x", "password1": "uZ7!kq0P", "password2": "uZ7!kq0P"}
    )
    assert count.status_code == 200
    client.force_login(factories.user(username="reader"))
    assert client.get("/admin/").url.startswith("/admin/login/")


def test_a_changed_password_ends_the_other_sessions(client, db):
    editor = factories.user(EDITORS, username="editor")
    other = Client()
    for one in (client, other):
        assert sign_in(one, editor).status_code == 302
        assert one.get("/admin/").status_code == 200
    editor.set_password("another password")
    editor.save()

    assert client.get("/admin/").url.startswith("/admin/login/")
    assert other.get("/admin/").url.startswith("/admin/login/")


def test_wrong_passwords_are_counted(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    editor = factories.user(EDITORS, username="editor")
    for _ in range(4):
        client.post("/admin/login/", {"login": "editor", "password": "wrong"})
    sign_in(client, editor)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (["127.0.0.1"], "198.51.100.7", "198.51.100.7"),
        (["127.0.0.1"], "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (["127.0.0.1", "10.0.0.2"], "198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (["127.0.0.0/8"], "203.0.113.9, 198.51.100.7, 127.0.0.3", "198.51.100.7"),
        (["127.0.0.1"], "nonsense", "nonsense"),
        ([], "198.51.100.7", "127.0.0.1"),
        (["10.0.0.2"], "198.51.100.7", "127.0.0.1"),
    ],
)
def test_only_our_proxies_say_whose_address_it_is(rf, settings, proxies, forwarded, seen):
    settings.PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": forwarded})
    ClientAddressMiddleware(lambda request: None)(request)

    assert request.META["REMOTE_ADDR"] == seen


@pytest.mark.django_db
def test_every_answer_carries_the_other_headers(client):
    for path in ("/de/gibt-es-nicht/", "/admin/login/", "/static/css/base.css"):
        headers = client.head(path).headers
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("de", "noch keine Rolle"), ("nl", "nog geen rol")])
def test_whoever_has_no_role_is_told_so_and_can_sign_out(client, language, words):
    client.force_login(get_user_model().objects.create_user("new", "new@example.org", PASSWORD))
    answer = client.get("/admin/", headers={"Accept-Language": language}, follow=True)
    assert (answer.status_code, words in answer.content.decode()) == (403, True)
    assert client.post("/admin/logout/").status_code == 302
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
