"""When a cached page may look different although nobody wrote: the first of all moments ahead."""

from datetime import UTC, datetime, timedelta

import pytest

from config.pagecache import instants
from config.pagecache.entry import _chosen
from events.models import EventPage, EventSeriesPage
from tests import factories

NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)  # in Berlin


@pytest.fixture
def session(db):
    """A session without any moment but the one that a test enters."""
    network = factories.Network(indexes=["events"])
    session = factories.session(factories.series(network.events["de"]))
    columns = dict.fromkeys(instants.MOMENTS[EventPage])
    EventPage.objects.update(**columns)
    EventSeriesPage.objects.update(**dict.fromkeys(instants.MOMENTS[EventSeriesPage]))
    instants._known.clear()
    return session


def entered(model, column, moment) -> datetime:
    model.objects.update(**{column: moment})
    return instants.next_instant(NOON, (model, column, moment))


@pytest.mark.parametrize(
    ("model", "column"),
    [(model, column) for model, columns in instants.MOMENTS.items() for column in columns],
)
def test_each_moment_of_the_calendar_ends_an_answer(session, model, column):
    assert instants.next_instant(NOON, ("before",)) == MIDNIGHT
    assert entered(model, column, NOON + timedelta(hours=1)) == NOON + timedelta(hours=1)
    assert entered(model, column, NOON + timedelta(microseconds=1)) == NOON + timedelta(microseconds=1)
    assert entered(model, column, NOON) == MIDNIGHT  # it has come: the page is made with it
    assert entered(model, column, NOON - timedelta(hours=1)) == MIDNIGHT
    model.objects.update(live=False)
    assert entered(model, column, NOON + timedelta(hours=2)) == MIDNIGHT


def test_a_moment_is_looked_up_again_when_it_has_come(session):
    EventPage.objects.update(starts_at=NOON + timedelta(hours=1), ends_at=NOON + timedelta(hours=2))
    first = instants.next_instant(NOON, ("state",))
    assert instants.next_instant(first - timedelta(seconds=1), ("state",)) == first
    assert instants.next_instant(first, ("state",)) == NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    ("night", "midnight"),
    [
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
    ],
)
def test_days_of_twenty_three_and_of_twenty_five_hours_end_at_midnight(session, night, midnight):
    assert instants.next_instant(night, (night,)) == midnight


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", ""),
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("BR;q=0.5, gzip", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0, gzip;q=0.000", ""),
        ("br; q=0.00, gzip; q=0.001", "gzip"),
        ("deflate, zstd", ""),
    ],
)
def test_what_the_reader_takes(accepted, chosen):
    """RFC 9110, 12.4.2 and 12.5.3: a weight of nought refuses."""
    assert _chosen(accepted, {"": b"", "gzip": b"", "br": b""}) == chosen


def test_what_is_not_there_is_not_chosen():
    assert _chosen("br, gzip", {"": b""}) == ""
