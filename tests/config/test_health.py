"""`/healthz` is for machines: no host, language, scheme or cookie comes into it."""

import pytest
from django.db import connection
from django.db.utils import OperationalError

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["testserver", "10.1.2.3", "unknown.example.org"])
def test_it_answers_whatever_the_host(client, settings, host):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"host": host})

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert "Vary" not in response
    assert not response.cookies


@pytest.mark.django_db
def test_it_answers_503_without_a_database(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (503, b"no database\n")


@pytest.mark.django_db
def test_it_answers_503_before_the_first_migration(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations")

    assert client.get("/healthz").status_code == 503


def test_it_only_shows(client):
    assert client.post("/healthz").status_code == 405
