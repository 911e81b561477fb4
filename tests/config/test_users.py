"""Accounts with all rights are made, changed and erased by one another only; passwords are not weak."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from config.setup import roles
from home.models import PersonRequest
from tests import factories

pytestmark = pytest.mark.django_db
User = get_user_model()
PASSWORD = "Lindenblüte im Regen"  # noqa: S105


@pytest.fixture
def chief(db):
    factories.superuser()
    return User.objects.create_superuser("second", "second@example.org", "kwartier")


@pytest.fixture
def administrator(client, chief):
    user = factories.user(roles.ADMINISTRATORS)
    client.force_login(user)
    client.user = user
    return client


def data_of(**values):
    return {
        "username": "neu",
        "email": "neu@example.org",
        "first_name": "Ida",
        "last_name": "Vos",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "is_active": "on",
    } | values


def add(client, **values):
    return client.post(reverse("wagtailusers_users:add"), data_of(**values))


def edit(client, user, **values):
    return client.post(
        reverse("wagtailusers_users:edit", args=[user.pk]), data_of(username=user.username, **values)
    )


def bulk(client, action, user, **values):
    url = reverse("wagtail_bulk_action", args=["auth", "user", action])
    return client.post(f"{url}?id={user.pk}&next=/admin/", values)


def state(user):
    user = User.objects.get(pk=user.pk)
    return user.is_superuser, user.is_active, user.email, user.password, sorted(user.groups.all())


def test_an_administrator_makes_users_but_none_with_all_rights(administrator):
    assert "is_superuser" not in administrator.get(reverse("wagtailusers_users:add")).context["form"].fields
    assert add(administrator, is_superuser="on").status_code == 302
    made = User.objects.get(username="neu")
    assert (made.is_superuser, made.check_password(PASSWORD)) == (False, True)
    edit(administrator, made, is_superuser="on")
    assert not User.objects.get(pk=made.pk).is_superuser


def test_nothing_of_an_account_with_all_rights_is_an_administrators_to_change(administrator, chief):
    before = state(chief)
    group = Group.objects.get(name=roles.ADMINISTRATORS)
    edit(administrator, chief)
    edit(administrator, chief, is_superuser="", email="mine@example.org")
    administrator.post(reverse("wagtailusers_users:delete", args=[chief.pk]))
    bulk(administrator, "delete", chief)
    bulk(administrator, "set_active_state", chief, mark_as_active="False")
    bulk(administrator, "assign_role", chief, role=group.pk)
    administrator.post(reverse("reset_second_factor", args=[chief.pk]))
    assert state(chief) == before
    assert (
        reverse("wagtailusers_users:edit", args=[chief.pk])
        not in administrator.get(reverse("wagtailusers_users:index")).content.decode()
    )


def test_nor_is_it_erased_as_the_data_of_a_person(administrator, chief):
    form = {"email": chief.email, "action": "erase", "sure": "on"}
    response = administrator.post(reverse("home_person"), form)
    assert "alle Rechte" in str(response.context["form"].errors["email"])
    assert User.objects.filter(pk=chief.pk).exists()
    assert not PersonRequest.objects.exists()


def test_those_with_all_rights_change_each_other(client, chief):
    client.force_login(User.objects.get(username="chief"))
    edit(client, chief, email="neu@example.org", is_superuser="")
    changed = User.objects.get(pk=chief.pk)
    assert (changed.email, changed.is_superuser, changed.check_password(PASSWORD)) == (
        "neu@example.org",
        False,
        True,
    )
    add(client, is_superuser="on")
    assert User.objects.get(username="neu").is_superuser


@pytest.mark.parametrize("weak", ["1", "kwartier", "123456789012", "password1234", "neu@example.org"])
def test_weak_passwords_are_refused(administrator, weak):
    response = add(administrator, password1=weak, password2=weak)
    assert response.context["form"].errors["password2"]
    assert not User.objects.filter(username="neu").exists()


@pytest.mark.parametrize(
    ("language", "familiar"), [("de", {"du", "dein", "deine", "dich"}), ("nl", {"je", "jouw", "jij"})]
)
def test_what_is_said_of_weak_passwords_is_polite_and_translated(administrator, language, familiar):
    with translation.override(language):
        said = [*password_validators_help_texts()]
        for weak in ("1", "123456789012", "password1234", "administrators"):
            with pytest.raises(ValidationError) as error:
                validate_password(weak, user=administrator.user)
            said += error.value.messages
    words = {word.strip(".,").lower() for text in said for word in text.split()}
    assert words & familiar == set()
    assert words & {"your", "password", "too", "common"} == set()


def test_an_outsider_locks_nobody_out(client, db, settings):
    editor = factories.user(roles.EDITORS, username="editor")

    def sign_in(password, address):
        client.logout()
        client.post("/admin/login/", {"login": "editor", "password": password}, REMOTE_ADDR=address)
        return "_auth_user_id" in client.session

    assert sign_in("kwartier", "203.0.113.7")
    for host in range(9):
        for _time in range(6):
            assert not sign_in("wrong", f"198.51.{host}.9")
    assert not sign_in("kwartier", "198.51.0.200")  # the outsider's own network
    assert not sign_in("kwartier", "192.0.2.1")  # nor any other, after that many tries
    assert sign_in("kwartier", "203.0.113.99")  # but the one that is known
    for _time in range(6):
        sign_in("wrong", "203.0.113.7")
    assert not sign_in("kwartier", "203.0.113.7")
    assert editor.is_active
