"""Times and spans of the house style; each row is named by the requirement it holds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from home.formatting import times
from home.formatting.dates import ZONE


@dataclass
class Session:
    start_date: date | None = None
    end_date: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    all_day: bool = False
    open_end: bool = False


DAY = date(2017, 3, 15)
TEN, HALF_FOUR = time(10), time(16, 30)


@pytest.mark.parametrize(
    ("start", "end", "lang", "options", "expected"),
    [
        pytest.param(TEN, HALF_FOUR, "de", {}, "10:00\u2060–\u206016:30\u00a0Uhr", id="SB5-L32"),
        pytest.param(TEN, HALF_FOUR, "nl", {}, "10.00\u2060–\u206016.30\u00a0uur", id="SB5-L33"),
        pytest.param(
            TEN, HALF_FOUR, "nl", {"colon": True}, "10:00\u2060–\u206016:30\u00a0uur", id="SB5-L33-setting"
        ),
        pytest.param(time(8, 40), None, "de", {}, "8:40\u00a0Uhr", id="L32-single"),
        pytest.param(time(8, 5), None, "nl", {}, "8.05\u00a0uur", id="L33-single"),
        pytest.param(TEN, None, "de", {"open_end": True}, "ab 10:00\u00a0Uhr", id="L32-open-end"),
        pytest.param(TEN, HALF_FOUR, "nl", {"open_end": True}, "vanaf 10.00\u00a0uur", id="L33-open-end"),
        pytest.param(TEN, TEN, "de", {}, "10:00\u00a0Uhr", id="same-minute"),
        pytest.param(time(0), time(23, 59), "de", {}, "0:00\u2060–\u206023:59\u00a0Uhr", id="midnight"),
        pytest.param(time(22), time(1), "nl", {}, "22.00\u2060–\u20601.00\u00a0uur", id="past-midnight"),
        pytest.param(
            datetime(2017, 3, 26, 0, 30, tzinfo=UTC),
            datetime(2017, 3, 26, 1, 30, tzinfo=UTC),
            "de",
            {},
            "1:30\u2060–\u20603:30\u00a0Uhr",
            id="summer-time-begins",
        ),
    ],
)
def test_time_ranges(start, end, lang, options, expected):
    assert times.time_range(start, end, lang, **options) == expected


def test_a_moment():
    sent = datetime(2026, 11, 20, 10, 3, tzinfo=UTC)
    assert times.moment(sent, "de") == "20.\u00a0November 2026, 11:03\u00a0Uhr"
    assert times.moment(sent, "nl") == "20 november 2026, 11.03\u00a0uur"


@pytest.mark.parametrize(
    ("session", "options", "german", "dutch"),
    [
        pytest.param(Session(), {}, "", "", id="no-date"),
        pytest.param(
            Session(DAY, None, TEN, HALF_FOUR),
            {},
            "Mittwoch, 15.\u00a0März 2017, 10:00\u2060–\u206016:30\u00a0Uhr",
            "woensdag 15 maart 2017, 10.00\u2060–\u206016.30\u00a0uur",
            id="SB5",
        ),
        pytest.param(
            Session(DAY, DAY, TEN, None, open_end=True),
            {"short": True},
            "Mi., 15.\u00a0März 2017, ab 10:00\u00a0Uhr",
            "wo 15 maart 2017, vanaf 10.00\u00a0uur",
            id="open-end",
        ),
        pytest.param(
            Session(DAY, DAY, None, HALF_FOUR),
            {},
            "Mittwoch, 15.\u00a0März 2017, bis 16:30\u00a0Uhr",
            "woensdag 15 maart 2017, tot 16.30\u00a0uur",
            id="only-an-end",
        ),
        pytest.param(
            Session(DAY, None, all_day=True),
            {},
            "Mittwoch, 15.\u00a0März 2017, ganztägig",
            "woensdag 15 maart 2017, hele dag",
            id="all-day",
        ),
        pytest.param(
            Session(DAY), {}, "Mittwoch, 15.\u00a0März 2017", "woensdag 15 maart 2017", id="day-only"
        ),
        pytest.param(
            Session(date(2018, 8, 29), date(2018, 8, 31), TEN, HALF_FOUR),
            {},
            "29. bis 31.\u00a0August 2018",
            "29 t/m 31 augustus 2018",
            id="SD2",
        ),
        pytest.param(
            Session(date(2018, 8, 29), date(2018, 8, 31), TEN, HALF_FOUR),
            {"exact": True},
            "29.\u00a0August 2018, 10:00\u00a0Uhr bis 31.\u00a0August 2018, 16:30\u00a0Uhr",
            "29 augustus 2018, 10.00\u00a0uur tot 31 augustus 2018, 16.30\u00a0uur",
            id="SD2-exact",
        ),
        pytest.param(
            Session(date(2018, 8, 29), date(2018, 8, 31), all_day=True),
            {"exact": True},
            "29. bis 31.\u00a0August 2018",
            "29 t/m 31 augustus 2018",
            id="SD2-exact-all-day",
        ),
    ],
)
def test_spans(session, options, german, dutch):
    assert times.span_text(session, "de", **options) == german
    assert times.span_text(session, "nl", **options) == dutch


def test_several_days_have_no_hours_in_common():
    assert times.span_times(Session(DAY, DAY + timedelta(1), TEN, HALF_FOUR), "de") == ""


def test_without_a_date_there_are_no_hours():
    assert times.span_times(Session(None, None, TEN, HALF_FOUR), "de") == ""


SATURDAY = date(2027, 6, 19)
SEVEN = time(19)


@pytest.mark.parametrize("last", [None, SATURDAY, SATURDAY + timedelta(1)])
@pytest.mark.parametrize(
    ("end", "german", "dutch"),
    [
        (time(0, 30), "19:00\u2060–\u20600:30\u00a0Uhr", "19.00\u2060–\u20600.30\u00a0uur"),
        (time(0), "19:00\u2060–\u20600:00\u00a0Uhr", "19.00\u2060–\u20600.00\u00a0uur"),
        (time(6), "19:00\u2060–\u20606:00\u00a0Uhr", "19.00\u2060–\u20606.00\u00a0uur"),
    ],
)
def test_a_night_is_one_day(last, end, german, dutch):
    night = Session(SATURDAY, last, SEVEN, end)
    assert times.last_day(night) == SATURDAY
    for exact in (False, True):
        assert times.span_text(night, "de", exact=exact) == f"Samstag, 19.\u00a0Juni 2027, {german}"
        assert times.span_text(night, "nl", exact=exact) == f"zaterdag 19 juni 2027, {dutch}"


@pytest.mark.parametrize(
    "session",
    [
        pytest.param(Session(SATURDAY, SATURDAY + timedelta(1), SEVEN, time(6, 1)), id="into the morning"),
        pytest.param(Session(SATURDAY, SATURDAY + timedelta(1), TEN, HALF_FOUR), id="two days"),
        pytest.param(Session(SATURDAY, SATURDAY + timedelta(1), None, time(0, 30)), id="only an end"),
        pytest.param(Session(SATURDAY, SATURDAY + timedelta(1), all_day=True), id="whole days"),
        pytest.param(Session(SATURDAY, SATURDAY + timedelta(1), time(0), time(0)), id="midnight to midnight"),
        pytest.param(
            Session(SATURDAY, SATURDAY + timedelta(1), SEVEN, time(1), open_end=True), id="open end"
        ),
    ],
)
def test_two_days_stay_two_days(session):
    assert times.last_day(session) == date(2027, 6, 20)
    assert times.span_text(session, "de") == "19. bis 20.\u00a0Juni 2027"


def test_three_days_that_end_at_night_stay_three_days():
    assert times.last_day(Session(SATURDAY, date(2027, 6, 21), SEVEN, time(0, 30))) == date(2027, 6, 21)


@pytest.mark.parametrize(
    ("value", "clock", "expected"),
    [
        pytest.param(DAY, None, "2017-03-15", id="L34-day"),
        pytest.param(DAY, TEN, "2017-03-15T10:00+01:00", id="L34-winter"),
        pytest.param(date(2017, 7, 15), TEN, "2017-07-15T10:00+02:00", id="L34-summer"),
        pytest.param(
            datetime(2017, 12, 31, 23, 30, tzinfo=UTC), None, "2018-01-01T00:30+01:00", id="L34-utc"
        ),
        pytest.param(datetime(2017, 7, 1, 9, 0, 42), None, "2017-07-01T09:00+02:00", id="L34-naive"),
        pytest.param(date(2018, 3, 25), time(2, 30), "2018-03-25T02:30+01:00", id="L34-skipped-hour"),
        pytest.param(date(2018, 10, 28), time(2, 30), "2018-10-28T02:30+02:00", id="L34-doubled-hour"),
        pytest.param(
            datetime(2018, 10, 28, 2, 30, fold=1, tzinfo=ZONE),
            None,
            "2018-10-28T02:30+01:00",
            id="L34-second-hour",
        ),
    ],
)
def test_stamps(value, clock, expected):
    assert times.iso_stamp(value, clock) == expected


@pytest.mark.parametrize(
    ("more", "last"),
    [
        pytest.param({}, DAY, id="a night is one day"),
        pytest.param({"all_day": True}, DAY + timedelta(days=1), id="whole days are not"),
        pytest.param({"open_end": True}, DAY + timedelta(days=1), id="an open end is not"),
        pytest.param({"end_date": DAY + timedelta(days=2)}, DAY + timedelta(days=2), id="two nights are not"),
        pytest.param({"end_time": time(20)}, DAY + timedelta(days=1), id="the next evening is not"),
        pytest.param({"end_date": None}, DAY, id="no end"),
    ],
)
def test_the_last_day_as_people_count_it(more, last):
    values = {
        "start_date": DAY,
        "end_date": DAY + timedelta(days=1),
        "start_time": time(19),
        "end_time": time(0, 30),
    }
    assert times.last_day(Session(**values | more)) == last


def test_a_last_day_without_a_first_is_none():
    assert times.last_day(Session(end_date=DAY)) is None


@pytest.mark.parametrize("hours", [(None, time(1)), (time(19), None), (None, None)])
def test_only_two_hours_can_be_a_night(hours):
    assert times.is_night(*hours) is False


@pytest.mark.parametrize(
    "values",
    [{"all_day": True}, {"start_time": None}, {"end_time": None}, {"open_end": True}],
)
def test_several_days_name_their_hours_only_where_both_are_known(values):
    known = {"start_date": DAY, "end_date": DAY + timedelta(2), "start_time": TEN, "end_time": HALF_FOUR}
    assert times.span_text(Session(**known), "de", exact=True).endswith("16:30\u00a0Uhr")
    assert times.span_text(Session(**known | values), "de", exact=True) == "15. bis 17.\u00a0März 2017"
