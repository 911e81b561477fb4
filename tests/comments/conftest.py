"""A series in both languages below which people write, a clock that stands still, and a sender."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.users.models import UserProfile

from comments.models import Comment, CommentSettings
from comments.services.submit import Post, submit
from config.setup import roles
from tests import factories
from tests.rows import built_once

from .reader import typed

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):
    """Sunday, 22 November 2026, noon; everybody asks for this moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW


@pytest.fixture
def network(db):
    return factories.Network(indexes=["events"])


@pytest.fixture
def pages(network, now):
    """{"de": …, "nl": …}: one series and its translation, published today."""
    built, pages = built_once("commented", lambda: (network, _pages(network)))
    network.__dict__ = built.__dict__  # its lists know their new children
    return pages


def _pages(network):
    german = factories.publish(factories.series(network.events["de"], slug="zehn-quartiere"))
    dutch = factories.translate(german, network.nl, title="Tien wijken, tien vragen", slug="tien-wijken")
    return {"de": german, "nl": dutch}


@pytest.fixture
def settings_row(network):
    row = CommentSettings.for_site(network.site)
    row.contact_email, row.controller = "redaktion@example.org", "Netzwerk Kwartier"
    row.save()
    return row


@pytest.fixture
def write(pages, settings_row, now):
    """Post a comment as the form would: write("nl", text="…", email="…")."""

    def write(language="de", *, page=None, user=None, moderates=False, at=None, **values):
        moment = at or now
        values = {
            "name": "Bernd Kessens",
            "email": "kessens@example.org",
            "text": "Wer haftet, wenn etwas passiert?",
            "stamped_at": moment - timedelta(seconds=30),
            "senders": ["a" * 64],
        } | values
        row = CommentSettings.objects.get(pk=settings_row.pk)
        return submit(
            page or pages[language], Post(**values), settings=row, user=user, moderates=moderates, now=moment
        )

    return write


@pytest.fixture
def public(pages, settings_row, now):
    """A public comment, made directly: public("nl", text="…", page=…)."""

    def public(language="de", **values):
        from comments.services.locks import lock_thread, recount, thread_of
        from comments.services.submit import words

        page = values.pop("page", pages[language])
        thread = thread_of(page)
        text = values.pop("text", "Bei uns ist der Hof seit Mai offen.")
        made = Comment.objects.create(
            **{
                "thread": thread,
                "page": page,
                "language": language,
                "name": "Femke Hoekstra",
                "email": "hoekstra@example.org",
                "status": "approved",
                "confirmed_at": now,
                "published_at": now,
                "moderated_at": now,
            }
            | words(text)
            | values
        )
        recount_in_transaction(lock_thread, recount, thread)
        return made

    return public


def recount_in_transaction(lock_thread, recount, thread):
    from django.db import transaction

    with transaction.atomic():
        recount(lock_thread(thread.pk))


@pytest.fixture
def moderator(db):
    return get_user_model().objects.create_superuser("mod", "mod@example.org", "pw", first_name="Ida")


@pytest.fixture
def staff(client, settings_row):
    """Sign somebody in: staff(roles.MODERATORS, "nl")."""

    def staff(role=roles.MODERATORS, language="de"):
        user = factories.user(role)
        user.first_name, user.last_name, user.email = "Ida", "Vos", f"{user.username}@example.org"
        user.save()
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        client.force_login(user)
        return user

    return staff


@pytest.fixture
def waiting(public):
    """A comment that waits: waiting("nl", text="…")."""
    return lambda language="de", **values: public(
        language, **{"status": "pending", "published_at": None, "moderated_at": None} | values
    )


@pytest.fixture
def reader():
    """A client that is held to CSRF protection, as browsers are."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def post(reader, pages, settings_row, now):
    def post(language="de", headers=None, client=None, **values):
        prefix = {"de": "/de/kommentare", "nl": "/nl/reacties"}[language]
        page = pages[language]
        return (client or reader).post(
            f"{prefix}/{page.pk}/", typed(page, now, **values), headers=headers or {}
        )

    return post
