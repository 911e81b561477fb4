"""What a session is now: whether it takes place, has begun, is over, and can still be promised."""

from datetime import date, datetime, time, timedelta

import pytest

from events.models import EventPage
from events.session_now import can_be_promised, has_begun, has_taken_place, is_dated, is_over, takes_place
from tests import factories

from .conftest import BERLIN

pytestmark = pytest.mark.django_db
STARTS = datetime(2027, 3, 17, 10, tzinfo=BERLIN)
ENDS = datetime(2027, 3, 17, 16, 30, tzinfo=BERLIN)
INSTANT = timedelta(microseconds=1)


def promised(page, now) -> bool:
    """The answer of the function, which is that of the query as well."""
    answer = can_be_promised(page, now)
    assert EventPage.objects.filter(pk=page.pk).can_be_promised(now).exists() is answer
    return answer


def test_a_place_can_be_promised_until_the_session_begins(pair):
    page = pair[0]
    assert [promised(page, now) for now in (STARTS - INSTANT, STARTS, ENDS, ENDS + timedelta(days=9))] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("values", [{"status": "cancelled"}, {"live": False}])
def test_nothing_is_promised_of_what_does_not_take_place(pair, values):
    page = pair[0]
    EventPage.objects.filter(pk=page.pk).update(**values)
    page.refresh_from_db()
    assert not promised(page, STARTS - timedelta(days=30))
    assert not takes_place(page)


def test_a_moved_session_is_promised_on_its_new_date(pair):
    page = pair[0]
    EventPage.objects.filter(pk=page.pk).update(status="moved", previous_date=date(2027, 2, 1))
    page.refresh_from_db()
    assert promised(page, datetime(2027, 3, 1, tzinfo=BERLIN))


def test_a_session_without_a_date_is_promised_as_part_of_its_series_only(series):
    page = factories.session(series)
    assert promised(page, STARTS)
    assert not is_dated(page)
    assert not has_begun(page, STARTS)
    assert not is_over(page, STARTS)


def test_whole_days_begin_at_midnight(series):
    page = factories.session(series, start_date=date(2027, 5, 1), end_date=date(2027, 5, 2), all_day=True)
    midnight = datetime.combine(date(2027, 5, 1), time.min, tzinfo=BERLIN)
    assert [promised(page, now) for now in (midnight - INSTANT, midnight)] == [True, False]
    assert [is_over(page, midnight + timedelta(days=days)) for days in (1, 2)] == [False, True]


def test_only_what_was_held_has_taken_place(pair):
    page = pair[0]
    assert [has_taken_place(page, now) for now in (ENDS - INSTANT, ENDS)] == [False, True]
    page.status = "cancelled"
    assert not has_taken_place(page, ENDS)
