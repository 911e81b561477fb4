"""Values of lists are computed once while the site does not change, and never outlive a change."""

from datetime import date, timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from config.pagecache import changes
from events.models import EventKind
from home import memo
from home.models import PageTopic
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def network(settings):
    settings.MEMO = True
    return factories.Network(indexes=["news", "events"])


def commit():
    """A test is one transaction; what it wrote so far counts as an earlier one from here on."""
    connection.run_on_commit.clear()


def titles(client, index, **query) -> list[str]:
    response = client.get(index.url, query)
    assert response.status_code == 200
    return [story.title for story in response.context_data["stories"]]


def entries(client, index, **query) -> list[str]:
    response = client.get(f"{index.url}feed/atom/", query)
    return [entry.title for entry in feedparser.parse(response.content).entries]


def test_lists_and_feeds_show_each_change_at_once(client, network):
    news, topic = network.news["de"], factories.topic(network.de)
    first = factories.article(news, title="Erster", date=date(2026, 1, 1))
    commit()
    assert titles(client, news) == entries(client, news) == ["Erster"]

    second = factories.article(news, title="Zweiter", date=date(2026, 2, 1))
    second.page_topics.add(PageTopic(topic=topic))
    factories.publish(second)
    commit()
    assert titles(client, news) == entries(client, news) == ["Zweiter", "Erster"]
    assert titles(client, news, topic=topic.slug) == entries(client, news, topic=topic.slug) == ["Zweiter"]

    first.title = "Erster, berichtigt"
    factories.publish(first)
    PageViewRestriction.objects.create(page=second, restriction_type="login")
    commit()
    assert titles(client, news) == entries(client, news) == ["Erster, berichtigt"]
    assert entries(client, news, topic=topic.slug) == []

    first.unpublish()
    commit()
    assert titles(client, news) == entries(client, news) == []


def test_facets_are_counted_once_while_the_site_does_not_change(client, network):
    news = network.news["de"]
    for n in range(14):
        factories.article(news, title=f"Nummer {n}", date=date(2026, 1, 1 + n))
    commit()
    client.get(news.url)
    with CaptureQueriesContext(connection) as seen:
        assert titles(client, news, page="2", year="2026") == ["Nummer 1", "Nummer 0"]
    asked = " ".join(query["sql"] for query in seen)
    assert "UNION ALL SELECT 'author'" not in asked.replace("(", "")


def numbers(client, index, **query) -> list[str]:
    response = client.get(index.url, query)
    return [tab["text"] for tab in response.context_data["tabs"]]


def test_the_calendar_counts_again_when_a_session_is_over(client, network, monkeypatch):
    calendar, today = network.events["de"], timezone.localdate()
    kind = EventKind.objects.create(name="Rundgang", locale=network.de)
    for days in (1, 3):
        day = today + timedelta(days=days)
        factories.publish(factories.session(calendar, title=f"In {days} Tagen", start_date=day, kind=kind))
    commit()
    assert numbers(client, calendar) == ["Kommende (2)", "Vergangene (0)"]
    with CaptureQueriesContext(connection) as seen:
        assert numbers(client, calendar) == ["Kommende (2)", "Vergangene (0)"]
    counted = [query["sql"] for query in seen if "config_pagechange" not in query["sql"]]
    assert not any("COUNT(" in sql or "events_audienceterm" in sql for sql in counted)

    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert numbers(client, calendar) == ["Kommende (1)", "Vergangene (1)"]
    assert numbers(client, calendar, kind=kind.pk, when="past") == ["Kommende (1)", "Vergangene (1)"]


def test_values_are_few_and_computed_once_for_each_state(monkeypatch, settings):
    settings.MEMO = True
    state, made = {"site": (1, 1)}, []
    monkeypatch.setattr(changes, "current", lambda: dict(state))

    def value(key):
        return memo.until_next_change(key, lambda: made.append(key) or len(made))

    assert [value("a"), value("a"), value("b")] == [1, 1, 2]
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)  # past a midnight
    assert [value("b"), value("b")] == [3, 3]
    state["site"] = (1, 2)  # a transaction that ended late has a lower number, but is one more
    assert [value("a"), value("a")] == [4, 4]
    for number in range(memo.MOST):
        value(number)
    assert value("a") == 5 + memo.MOST  # dropped meanwhile
    settings.MEMO = False
    assert value("a") == 6 + memo.MOST
