"""An evening that runs past midnight: one day for people, the right moments for machines."""

import re
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from events.models import EventPage, ProgrammeSlot
from events.registration.models import CallRules
from events.schedule import moments, times_of
from tests import factories, structured

from .conftest import BERLIN
from .reading import dutch_of, get, words
from .test_admin import add, errors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
SATURDAY, SUNDAY = date(2027, 6, 19), date(2027, 6, 20)
STARTS, ENDS = datetime(2027, 6, 19, 19, tzinfo=BERLIN), datetime(2027, 6, 20, 0, 30, tzinfo=BERLIN)


@pytest.fixture
def admin(client, network):
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "kwartier"))
    return client


@pytest.fixture(params=[None, SUNDAY], ids=["one day", "until sunday"])
def night(request, series, network):
    """A night in both languages; its last day left empty, or entered as the day on which it ends."""
    page = factories.session(
        series,
        title="Lange Nacht",
        number=8,
        start_date=SATURDAY,
        end_date=request.param,
        start_time=time(19),
        end_time=time(0, 30),
        place=factories.place(network.de),
    )
    factories.publish(page)
    factories.translate(page, network.nl, title="Lange nacht")
    return page


@pytest.mark.parametrize(("end", "moment"), [("0:30", ENDS), ("0:00", datetime(2027, 6, 20, tzinfo=BERLIN))])
def test_an_editor_enters_a_night_as_one_day(admin, series, end, moment):
    response = add(
        admin,
        series,
        start_date="2027-06-19",
        start_time="19:00",
        end_time=end,
        slots=inline_formset([{"day": "1", "starts": "23:00", "ends": end, "title": "Ausklang", "text": ""}]),
        **{"action-publish": "1"},
    )
    assert response.status_code == 302, errors(response)
    page = EventPage.objects.get(slug="die-kuehle-strasse")
    assert (page.starts_at, page.ends_at, page.end_date) == (STARTS, moment, None)
    hours = f"19:00–{end} Uhr"
    assert f"Wann Samstag, 19. Juni 2027 , {hours}" in words(get(admin, page))
    assert f"23:00–{end} Ausklang" in words(get(admin, page))


def test_sessions_made_of_a_list_of_dates_follow_the_usual_night_of_their_series(admin, series):
    series.default_start_time, series.default_end_time = time(19), time(0, 30)
    factories.publish(series)
    rules = CallRules.objects.get_or_create(call_key=series.translation_key)[0]
    url = reverse("calls:sessions", args=[rules.pk])
    data = {
        "dates": "19.06.2027",
        "number": "8",
        "title_de": "Lange Nacht {n}",
        "title_nl": "Lange nacht {n}",
    }
    assert admin.post(url, data | {"publish": "on"}).status_code == 302
    page = EventPage.objects.get(title="Lange Nacht 8")
    assert (page.starts_at, page.ends_at) == (STARTS, ENDS)
    assert "Sa., 19. Juni 2027 19:00–0:30 Uhr" in words(get(admin, series))
    assert "za 19 juni 2027 19.00–0.30 uur" in words(get(admin, dutch_of(series)))
    assert "jeweils 19:00–0:30 Uhr" in words(get(admin, series))


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [("19:00", "0:30", False), ("19:00", "0:00", False), ("19:00", "18:00", True), ("19:00", "19:00", True)],
)
def test_the_usual_times_of_a_series_may_be_a_night(series, start, end, fault):
    series.default_start_time = time.fromisoformat(f"{start:0>5}")
    series.default_end_time = time.fromisoformat(f"{end:0>5}")
    if fault:
        with pytest.raises(ValidationError) as error:
            series.clean()
        assert list(error.value.message_dict) == ["default_end_time"]
    else:
        series.clean()


def test_readers_see_one_day_with_its_hours(client, night, network):
    german, dutch = words(get(client, night)), words(get(client, dutch_of(night)))
    assert "Wann Samstag, 19. Juni 2027 , 19:00–0:30 Uhr" in german
    assert "Wanneer zaterdag 19 juni 2027 , 19.00–0.30 uur" in dutch
    assert (
        "„Lange Nacht“, in der Reihe „Zehn Quartiere, zehn Fragen“, Kwartier, 19. Juni 2027, Herne" in german
    )
    listed = words(get(client, night.get_parent().specific))
    assert "Sa., 19. Juni 2027 19:00–0:30 Uhr Termin 8: Lange Nacht" in listed
    calendar = get(client, network.events["de"]).content.decode()
    item = re.search(
        r"<li data-s=\"\w+\"><time class=\"day\" datetime=\"2027-06-19\">.*?</li>", calendar, re.S
    )
    assert "Lange Nacht" in item[0]
    assert "20." not in item[0]


def test_machines_get_both_moments(client, night):
    (event,) = icalendar.Calendar.from_ical(client.get(f"{night.url}termin.ics").content).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (STARTS, ENDS)
    data = next(thing for thing in structured.graph(get(client, night).content) if thing["@type"] == "Event")
    assert (data["startDate"], data["endDate"]) == ("2027-06-19T19:00:00+02:00", "2027-06-20T00:30:00+02:00")


def test_a_night_is_past_at_its_end_and_not_at_midnight(night):
    sessions = EventPage.objects.filter(pk=night.pk)
    assert sessions.upcoming(ENDS - timedelta(seconds=1)).exists()
    assert sessions.past(ENDS).exists()


def test_new_years_eve_belongs_to_the_old_year(network):
    values = {"start_date": date(2027, 12, 31), "end_date": date(2028, 1, 1)}
    night = factories.session(
        network.events["de"], title="Silvester", start_time=time(19), end_time=time(1), **values
    )
    days = factories.session(network.events["de"], title="Zwei Tage", all_day=True, **values)
    sessions = EventPage.objects.filter(pk__in=[night.pk, days.pk])
    found = [set(sessions.in_year(year).values_list("title", flat=True)) for year in (2027, 2028)]
    assert found == [{"Silvester", "Zwei Tage"}, {"Zwei Tage"}]


@pytest.mark.parametrize(
    ("day", "end", "instant"),
    [
        # The clock goes from 2:00 to 3:00; half past two is half past three.
        (date(2027, 3, 27), time(2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2027, 3, 27), time(3), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        # It goes from 3:00 back to 2:00; the first half past two counts.
        (date(2027, 10, 30), time(2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (date(2027, 10, 30), time(3), datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
    ],
)
def test_nights_in_which_the_clock_is_changed(day, end, instant):
    hours = {"start_date": day, "start_time": time(22), "end_time": end, "all_day": False, "open_end": False}
    for last in (None, day, day + timedelta(1)):
        starts, ends = moments(end_date=last, **hours)
        assert (starts.astimezone(UTC).hour, ends.astimezone(UTC)) == (21 if day.month == 3 else 20, instant)


def test_what_begins_past_midnight_is_of_the_next_day(client, night, network):
    rows = [(time(19), time(20)), (time(23, 30), time(0, 15)), (time(0, 15), time(0, 30))]
    for order, (starts, ends) in enumerate(rows):
        slot = ProgrammeSlot(
            locale=network.de, starts=starts, ends=ends, title=f"Teil {order}", sort_order=order
        )
        night.slots.add(slot)
    factories.publish(night)
    html = get(client, night).content.decode()
    assert re.findall(r'<dt><time datetime="([^"]*)">', html) == [
        "2027-06-19T19:00+02:00",
        "2027-06-19T23:30+02:00",
        "2027-06-20T00:15+02:00",
    ]
    assert "Tag 1" not in words(get(client, night))


@pytest.mark.parametrize(
    ("usual", "start", "expected"),
    [
        ((time(10), time(16, 30)), None, (time(10), time(16, 30))),
        ((time(10), time(16, 30)), time(14), (time(14), time(16, 30))),
        # It starts after the usual end: that is not its end.
        ((time(10), time(16, 30)), time(19), (time(19), None)),
        ((time(10), time(16, 30)), time(16, 30), (time(16, 30), None)),
        ((time(19), time(0, 30)), time(20), (time(20), time(0, 30))),
        ((time(19), time(0)), None, (time(19), time(0))),
    ],
)
def test_usual_times_fill_in_what_a_session_leaves_out(series, usual, start, expected):
    series.default_start_time, series.default_end_time = usual
    page = factories.session(series, start_date=SATURDAY, start_time=start)
    assert times_of(page, series) == expected


def test_a_usual_start_is_not_that_of_a_session_that_ends_before_it(client, series):
    """The usual times of the series were changed after the session had been entered."""
    page = factories.session(series, title="Früh", number=8, start_date=SATURDAY, end_time=time(12))
    series.default_start_time, series.default_end_time = time(18), time(21)
    factories.publish(series)
    page.refresh_from_db()
    assert page.starts_at < page.ends_at
    assert "Wann Samstag, 19. Juni 2027 , bis 12:00 Uhr" in words(get(client, page))
    days = factories.session(series, title="Tage", start_date=SATURDAY, end_date=SUNDAY, end_time=time(12))
    assert times_of(days, series) == (time(18), time(12))


def test_a_session_that_starts_after_the_usual_end_lasts_until_midnight(client, series):
    page = factories.session(series, title="Abends", number=8, start_date=SATURDAY, start_time=time(19))
    assert page.ends_at == datetime(2027, 6, 20, tzinfo=BERLIN)
    assert "Wann Samstag, 19. Juni 2027 , 19:00 Uhr" in words(get(client, page))
