"""A cache that is away costs time, never an answer; what counts tries lets nobody pass."""

import contextlib
import socket
import threading

import pytest
from django.core.cache import caches
from django.urls import reverse
from redis.exceptions import ConnectionError

from config import rediscache
from tests import factories


@pytest.fixture
def redis(settings, monkeypatch):
    """A port with a minimal Redis behind it that can be told to go; the cache of the site leads there."""
    monkeypatch.setattr(rediscache.RedisCache, "away_until", 0.0)
    server = Redis()
    settings.CACHES = {
        "default": {
            "BACKEND": "config.rediscache.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{server.port}/0",
            "OPTIONS": rediscache.TIMEOUTS | {"protocol": 2, "retry": None},
        }
    }
    yield server
    server.go()
    caches.close_all()


class Redis:
    """Says OK to whatever it is asked, and no value to GET."""

    def __init__(self):
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.connected, self.asked = [], 0
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()

    def accept(self):
        try:
            while True:
                self.connected.append(self.listening.accept()[0])
                threading.Thread(target=self.answer, args=(self.connected[-1],), daemon=True).start()
        except OSError:
            return

    def answer(self, peer):
        try:
            while told := peer.recv(65536):
                self.asked += 1
                commands = told.upper()
                peer.sendall(
                    b"$-1\r\n" if b"\r\nGET\r\n" in commands else b"+OK\r\n" * max(1, commands.count(b"*"))
                )
        except OSError:
            return

    def go(self):
        for peer in [self.listening, *self.connected]:
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)
            peer.close()
        self.thread.join(5)


def test_reading_goes_on_and_counting_does_not(redis):
    cache = caches["default"]
    cache.set("page", 1)
    assert cache.get("page", "none") == "none"
    redis.go()

    assert cache.get("page") is None
    assert cache.get("page", "other") == "other"
    assert cache.add("page:made", 1) is True
    assert cache.set("page", 1) is None
    assert cache.delete("page:made") is False
    assert cache.get_many(["a", "b"]) == {}
    assert cache.get_or_set("size", lambda: 7) == 7
    for call in (
        lambda: cache.get("allauth:rl:login:ip:127.0.0.1"),
        lambda: cache.add("allauth.mfa.totp.used?1", 1),
        lambda: cache.add("code:0123", True),
        lambda: cache.add("registration-again-1", 1),
        lambda: cache.delete("wagtail_site_root_paths"),
    ):
        with pytest.raises(ConnectionError):
            call()


def test_it_is_not_asked_by_each_request_while_it_is_away(redis, monkeypatch):
    cache = caches["default"]
    redis.go()
    tries = []
    client = type(cache._cache)
    monkeypatch.setattr(
        client, "get", lambda *args: tries.append(1) or (_ for _ in ()).throw(ConnectionError)
    )
    for _request in range(20):
        cache.get("page")
    assert len(tries) == 1
    monkeypatch.setattr(rediscache.RedisCache, "away_until", 0.0)
    cache.get("page")
    assert len(tries) == 2


TOLD = {"de": "Deshalb kann sich niemand anmelden", "nl": "Daarom kan niemand inloggen"}


@pytest.mark.django_db
def test_readers_get_their_pages_and_nobody_guesses_passwords(redis, client, settings):
    network = factories.Network()
    settings.PAGE_CACHE = settings.MEMO = True
    client.raise_request_exception = False
    user = factories.superuser()
    redis.go()

    for page in (network.home["de"], network.news["nl"]):
        assert client.get(page.url).status_code == 200
    assert client.get(reverse("search"), {"q": "platz"}).status_code == 200
    fields = {"login": user.username, "password": "kwartier"}
    for language, words in TOLD.items():
        answer = client.post(reverse("account_login"), fields, headers={"accept-language": language})
        assert answer.status_code == 503
        assert words in answer.text
    assert "_auth_user_id" not in client.session
