"""Which statements count as a change of what readers see, and that none of them is lost or counted twice."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from wagtail.models import Page

from comments.models import Thread
from config.models import PageChange
from config.pagecache import changes, watch
from events.models import SessionSeats
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ('INSERT INTO "news_articlepage" ("lead") VALUES (%s)', "site"),
        ('INSERT OR IGNORE INTO "home_topic" ("name") VALUES (%s)', "site"),
        ('DELETE FROM "wagtailcore_pageviewrestriction" WHERE "id" IN (1)', "site"),
        ("UPDATE wagtailcore_page SET url_path = 'x' WHERE path LIKE 'y'", "site"),
        ('UPDATE "wagtailcore_page" SET "live" = %s, "draft_title" = %s WHERE "id" = 1', "site"),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = 3 WHERE "id" = 1', None),
        ('UPDATE "a_table_of_tomorrow" SET "x" = 1', "site"),
        ('UPDATE "home_siteimage" SET "title" = %s', "site"),
        ('UPDATE "comments_commentsettings" SET "enabled" = %s', "site"),
        ('UPDATE "events_sessionseats" SET "taken" = "taken" + 1', "seats"),
        ('UPDATE "comments_thread" SET "approved" = %s', "comments"),
        ('INSERT INTO "comments_comment" ("body") VALUES (%s)', None),
        ('INSERT INTO "registration_booking" ("id") VALUES (1)', None),
        ('UPDATE "django_session" SET "expire_date" = %s', None),
        ('INSERT INTO "home_siterendition" ("id") VALUES (1)', "pictures"),
        ('INSERT INTO "wagtailcore_revision" ("id") VALUES (1)', None),
        ('SELECT "wagtailcore_page"."id" FROM "wagtailcore_page" FOR UPDATE', None),
        ("SAVEPOINT s1", None),
    ],
)
def test_a_statement_is_a_change_of_its_table(sql, part):
    assert watch.part_changed(sql) == part


@pytest.mark.django_db(transaction=True)
def test_a_transaction_is_one_change_and_a_rollback_none():
    page = Page.objects.get(depth=1)

    def state():
        return changes.current().get("site", (0, 0))

    before = state()
    with transaction.atomic():
        page.save()
        Page.objects.update(seo_title="x")
        page.save_revision()
    assert state()[1] == before[1] + 1

    with transaction.atomic():
        page.save()
        transaction.set_rollback(True)
    assert state()[1] == before[1] + 1

    with transaction.atomic():
        with transaction.atomic():
            page.save()
            transaction.set_rollback(True)
        page.save()
        assert state()[1] == before[1] + 2
    assert state()[1] == before[1] + 2

    Page.objects.update(seo_title="")
    known = state()
    assert known[1] == before[1] + 3
    changes.tidy()
    assert state()[0] > known[0]
    assert state()[1] == 1
    changes.tidy()
    assert PageChange.objects.filter(part="site").count() == 1


@pytest.mark.parametrize("first", ["seats", "site"])
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_changes_two_parts_is_a_change_of_both(first):
    page, seats = Page.objects.get(depth=1), SessionSeats.objects.create(translation_key=uuid4())
    before = changes.current()
    with transaction.atomic():
        for write in (seats.save, page.save) if first == "seats" else (page.save, seats.save):
            write()

    after = changes.current()
    assert {part for part in ("seats", "site") if after[part] != before.get(part)} == {"seats", "site"}


@pytest.mark.django_db
def test_an_answer_depends_on_what_it_read():
    with watch.reading() as parts:
        Page.objects.exists()
        assert parts == {"site"}
        Thread.objects.exists()
    assert parts == {"site", "comments"}
    SessionSeats.objects.exists()
    assert parts == {"site", "comments"}


@pytest.mark.django_db
def test_everything_that_an_editor_does_is_one_of_the_known_changes():
    """The list of what is private names no table that a public page reads."""
    network = factories.Network(indexes=["news"])
    connection.run_on_commit.clear()
    before = changes.current()
    article = factories.article(network.news["de"], live=False)
    article.save_revision().publish()
    assert changes.current()["site"] != before["site"]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_meanwhile_is_replaced():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection to lose")
    Page.objects.update(seo_title="")
    before = changes.current()
    connection.connection.close()
    assert changes.current() == before
