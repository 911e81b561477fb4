"""Whether there is a conversation, and whether one can join it: by thread, by kind of page, by age."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from comments.access import Access, access, started
from comments.models import CommentSettings, Thread, TypeRule
from comments.page_state import PageState

from .conftest import NOW

DAY = timedelta(days=1)


class Commented:
    comments_by_default = True


class Plain:
    pass


def found(*, mode=None, total=0, rule=None, kind=Commented, age=1, **settings) -> Access:
    """The access to a page that was published so many days ago."""
    page = SimpleNamespace(specific_class=kind, first_published_at=None if age is None else NOW - age * DAY)
    thread = Thread(mode=mode, approved={"de": total}) if mode else None
    rule = TypeRule(**rule) if rule else None
    return access(page, PageState(CommentSettings(**settings), thread, rule), NOW)


OPEN, SHUT, SHOWN = Access(True, True), Access(False, False), Access(True, False)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, OPEN),
        ({"mode": "auto"}, OPEN),
        ({"mode": "off", "total": 3}, SHUT),
        ({"mode": "closed"}, SHOWN),
        ({"mode": "closed", "total": 3}, SHOWN),
        # One that is opened by hand is open at any age and on any kind of page.
        ({"mode": "open", "age": 999, "kind": Plain}, OPEN),
        ({"mode": "open", "enabled": False}, SHOWN),
        ({"enabled": False}, SHUT),
        ({"enabled": False, "mode": "auto", "total": 3}, SHOWN),
        ({"enabled": False, "mode": "auto"}, SHUT),
        ({"kind": Plain}, SHUT),
        ({"kind": Plain, "mode": "auto", "total": 1}, SHOWN),
        ({"kind": Plain, "rule": {"enabled": True}}, OPEN),
        ({"rule": {"enabled": False}}, SHUT),
        ({"age": None}, OPEN),
        ({"age": 999, "close_after_days": None}, OPEN),
        ({"age": 999, "rule": {"enabled": True, "close_after_days": None}}, OPEN),
    ],
)
def test_who_may_join(values, expected):
    assert found(**values) == expected


@pytest.mark.parametrize(("age", "is_open"), [(179, True), (180, True), (181, False)])
def test_a_conversation_closes_after_its_last_day(age, is_open):
    answer = found(age=age)
    assert (answer.shown, answer.open) == (True, is_open)
    assert answer.closed_on == (None if is_open else date(2026, 11, 21))


@pytest.mark.parametrize(("age", "is_open"), [(7, True), (8, False)])
def test_the_days_of_a_kind_of_page_replace_those_of_the_site(age, is_open):
    assert found(age=age, rule={"enabled": True, "close_after_days": 7}).open is is_open


@pytest.mark.parametrize(
    ("since", "day"),
    [
        (date(2026, 5, 1), date(2026, 5, 1)),
        (datetime(2026, 5, 1, 23, 59), date(2026, 5, 1)),
        # Half past ten in the evening in UTC is the next day in Berlin.
        (NOW.replace(month=5, day=1, hour=22, minute=30), date(2026, 5, 2)),
        (None, date(2026, 11, 22)),
    ],
)
def test_days_are_counted_from_what_the_page_says(since, day):
    page = SimpleNamespace(comments_from=since, first_published_at=NOW)
    assert started(page) == day
