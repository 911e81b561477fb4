"""Dates of the house style; each row is named by the requirement it holds."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from home.formatting import dates
from home.languages import language_code

MARCH = date(2017, 3, 15)
DAY_29, DAY_31 = date(2018, 8, 29), date(2018, 8, 31)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", "de"),
        ("nl", "nl"),
        ("nl-NL", "nl"),
        ("nl_BE", "nl"),
        ("de-DE", "de"),
        ("en", "de"),
        ("\0", "de"),
    ],
)
def test_language_codes(lang, expected):
    assert language_code(lang) == expected


def test_the_active_language_is_the_default():
    with translation.override("nl"):
        assert dates.long_date(MARCH) == "15 maart 2017"
    with translation.override("de"):
        assert dates.long_date(MARCH) == "15.\u00a0März 2017"
    with translation.override(None):
        assert language_code() == "de"


@pytest.mark.parametrize(
    ("write", "day", "lang", "expected"),
    [
        pytest.param(dates.long_date, MARCH, "de", "15.\u00a0März 2017", id="L28"),
        pytest.param(dates.long_date, date(2017, 3, 1), "de", "1.\u00a0März 2017", id="L28-no-zero"),
        pytest.param(dates.weekday_date, MARCH, "de", "Mittwoch, 15.\u00a0März 2017", id="L28-weekday"),
        pytest.param(dates.short_date, date(2017, 3, 5), "de", "05.03.2017", id="L28-short"),
        pytest.param(dates.long_date, MARCH, "nl", "15 maart 2017", id="L29"),
        pytest.param(dates.weekday_date, MARCH, "nl", "woensdag 15 maart 2017", id="L29-weekday"),
        pytest.param(dates.short_date, date(2017, 3, 5), "nl", "05-03-2017", id="L29-short"),
        pytest.param(dates.month_year, MARCH, "de", "März 2017", id="month-de"),
        pytest.param(dates.month_year, MARCH, "nl", "maart 2017", id="month-nl"),
        pytest.param(dates.long_date, date(1, 1, 1), "de", "1.\u00a0Januar 1", id="first-day"),
        pytest.param(dates.long_date, date(9999, 12, 31), "nl", "31 december 9999", id="last-day"),
    ],
)
def test_single_dates(write, day, lang, expected):
    assert write(day, lang) == expected


def test_short_weekday_and_heading():
    assert dates.weekday_date(date(2026, 3, 18), "de", short=True) == "Mi., 18.\u00a0März 2026"
    assert dates.weekday_date(date(2026, 3, 18), "nl", short=True) == "wo 18 maart 2026"
    assert dates.month_year(MARCH, "nl", heading=True) == "Maart 2017"
    assert dates.month_year(MARCH, "de", heading=True) == "März 2017"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
        ("nl", "jan feb mrt apr mei jun jul aug sep okt nov dec"),
    ],
)
def test_plate_months(lang, expected):
    assert " ".join(dates.plate_month(date(2026, month, 1), lang) for month in range(1, 13)) == expected


def test_a_moment_counts_on_its_day_in_berlin():
    late = datetime(2017, 12, 31, 23, 30, tzinfo=UTC)
    assert dates.long_date(late, "de") == "1.\u00a0Januar 2018"
    assert dates.long_date(late.replace(tzinfo=None), "nl") == "31 december 2017"


@pytest.mark.parametrize(
    ("start", "end", "lang", "options", "expected"),
    [
        pytest.param(DAY_29, DAY_31, "de", {}, "29. bis 31.\u00a0August 2018", id="SD2-L30"),
        pytest.param(DAY_29, DAY_31, "nl", {}, "29 t/m 31 augustus 2018", id="SD2-L31"),
        pytest.param(
            DAY_29, DAY_31, "nl", {"repeat_month": True}, "29 augustus t/m 31 augustus 2018", id="SD2-setting"
        ),
        pytest.param(DAY_29, DAY_31, "de", {"dash": True}, "29.–31.\u00a0August 2018", id="L30-dash"),
        pytest.param(DAY_29, DAY_31, "nl", {"dash": True}, "29–31 augustus 2018", id="L31-table"),
        pytest.param(
            DAY_29, date(2018, 9, 2), "de", {}, "29.\u00a0August bis 2.\u00a0September 2018", id="L30-months"
        ),
        pytest.param(DAY_29, date(2018, 9, 2), "nl", {}, "29 augustus t/m 2 september 2018", id="L31-months"),
        pytest.param(
            DAY_29,
            date(2018, 9, 2),
            "nl",
            {"dash": True},
            "29 augustus – 2 september 2018",
            id="L31-dash-months",
        ),
        pytest.param(
            date(2017, 12, 11),
            date(2018, 4, 18),
            "nl",
            {},
            "11 december 2017 t/m 18 april 2018",
            id="SB3-SB4-L31-years",
        ),
        pytest.param(
            date(2017, 12, 11),
            date(2018, 4, 18),
            "de",
            {},
            "11.\u00a0Dezember 2017 bis 18.\u00a0April 2018",
            id="SB3-SB4-L30-years",
        ),
        pytest.param(
            date(2017, 12, 31),
            date(2018, 1, 1),
            "nl",
            {"dash": True},
            "31 december 2017 – 1 januari 2018",
            id="new-year",
        ),
        pytest.param(
            date(2017, 8, 29),
            DAY_29,
            "de",
            {},
            "29.\u00a0August 2017 bis 29.\u00a0August 2018",
            id="same-month-next-year",
        ),
        pytest.param(DAY_29, DAY_29, "de", {}, "29.\u00a0August 2018", id="same-day"),
        pytest.param(DAY_29, None, "nl", {}, "29 augustus 2018", id="no-end"),
    ],
)
def test_ranges(start, end, lang, options, expected):
    assert dates.date_range(start, end, lang, **options) == expected


def test_a_range_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        dates.date_range(DAY_31, DAY_29, "de")
    with pytest.raises(ValueError, match="before it starts"):
        dates.year_range(2018, 2017, "de")


@pytest.mark.parametrize(
    ("since", "until", "german", "dutch"),
    [
        (2017, 2018, "2017–2018", "2017–2018"),
        (2017, 2017, "2017", "2017"),
        (2017, None, "seit 2017", "sinds 2017"),
        (None, 2018, "bis 2018", "t/m 2018"),
        (None, None, "", ""),
    ],
)
def test_years(since, until, german, dutch):
    assert dates.year_range(since, until, "de") == german
    assert dates.year_range(since, until, "nl") == dutch


@pytest.mark.parametrize(
    ("published", "today", "old"),
    [
        pytest.param(date(2018, 5, 2), date(2019, 5, 2), False, id="SE3-on-the-anniversary"),
        pytest.param(date(2018, 5, 2), date(2019, 5, 3), True, id="SE3-the-day-after"),
        pytest.param(date(2020, 2, 29), date(2021, 2, 28), False, id="SE3-leap"),
        pytest.param(date(2020, 2, 29), date(2021, 3, 1), True, id="SE3-leap-after"),
        pytest.param(date(9998, 5, 2), date(9999, 12, 31), True, id="SE3-far"),
        pytest.param(date(9999, 5, 2), date(9999, 12, 31), False, id="SE3-end-of-the-calendar"),
    ],
)
def test_old_items(published, today, old):
    assert dates.is_old(published, today) is old


def test_the_note_of_an_old_item():
    assert dates.old_item_note(date(2018, 5, 2), date(2018, 12, 1), "de") == ""
    assert "2018" in dates.old_item_note(date(2018, 5, 2), date(2020, 1, 1), "nl")
