"""How many wrong passwords and codes are taken, counted by account and by network."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.test import RequestFactory

from config.accounts import attempts
from tests import factories

HERE, NEAR, ELSEWHERE = "198.51.100.7", "198.51.100.99", "203.0.113.9"


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {"attempts_here": "2/5m/key", "attempts_anywhere": "4/h/key"}
    cache.clear()


def asked(address=HERE):
    request = RequestFactory().post("/admin/login/", REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return request


def begun(name="gesa", address=HERE, purpose="password") -> bool:
    return attempts.begin(asked(address), name, purpose=purpose) is not None


def test_a_network_has_its_tries_for_each_account_and_purpose():
    assert [begun() for _time in range(3)] == [True, True, False]
    assert not begun("GESA", NEAR)
    assert begun(address=ELSEWHERE)
    assert begun("ida")
    assert begun(purpose="code")


def test_an_account_has_its_tries_in_all():
    tries = [begun(address=f"203.0.{host}.1") for host in range(6)]
    assert tries == [True] * 4 + [False] * 2


def test_a_try_that_is_refused_for_the_account_does_not_count_for_the_network(settings):
    for host in range(4):
        begun(address=f"203.0.{host}.1")
    assert not begun()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"attempts_anywhere": "99/h/key"}
    assert [begun() for _time in range(3)] == [True, True, False]


def test_a_successful_try_does_not_count():
    for _time in range(9):
        attempts.begin(asked(), "gesa", purpose="password").succeeded()
    assert begun()


@pytest.mark.django_db
def test_a_network_that_is_known_is_not_concerned_by_tries_from_elsewhere(settings, monkeypatch):
    user = factories.user(username="Gesa")
    user_logged_in.send(type(user), request=asked(), user=user)
    user_logged_in.send(type(user), request=None, user=user)
    for host in range(4):
        begun(address=f"203.0.{host}.1")
    assert not begun(address="203.0.9.1")
    assert begun(address=NEAR)
    settings.ACCOUNT_RATE_LIMITS = False
    cache.clear()
    user_logged_in.send(type(user), request=asked(), user=user)
    assert not attempts._is_known(asked(), "gesa")
