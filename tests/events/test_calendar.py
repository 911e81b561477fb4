"""Calendar files: stable, standard, and right around both changes of the clock (domain.md#times,
#sessions)."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import vobject
from wagtail.models import PageViewRestriction

from events.display.ical import BERLIN, SEQUENCE_START
from tests import factories

from .conftest import BERLIN as ZONE
from .conftest import seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

# Local wall-clock time in Berlin -> the instant in UTC, around both changes of 2027.
INSTANTS = [
    ((2027, 1, 15, 10, 0), (2027, 1, 15, 9, 0)),
    ((2027, 3, 28, 1, 30), (2027, 3, 28, 0, 30)),
    ((2027, 3, 28, 3, 30), (2027, 3, 28, 1, 30)),
    ((2027, 3, 29, 10, 0), (2027, 3, 29, 8, 0)),
    ((2027, 7, 15, 10, 0), (2027, 7, 15, 8, 0)),
    ((2027, 10, 31, 1, 30), (2027, 10, 30, 23, 30)),
    ((2027, 10, 31, 3, 30), (2027, 10, 31, 2, 30)),
    ((2027, 11, 1, 10, 0), (2027, 11, 1, 9, 0)),
]


def fetch(client, page, name, **headers):
    return client.get(page.get_url() + name, headers=headers)


def events(response):
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def only(response):
    (event,) = events(response)
    return event


@pytest.mark.parametrize(("local", "instant"), INSTANTS)
def test_eight_instants_around_both_changes(client, network, local, instant):
    start = datetime(*local)
    page = factories.session(network.events["de"], start_date=start.date(), start_time=start.time())
    content = fetch(client, page, "termin.ics").content
    expected = datetime(*instant, tzinfo=UTC)
    assert vobject.readOne(content.decode()).vevent.dtstart.value.astimezone(UTC) == expected
    assert only(fetch(client, page, "termin.ics"))["dtstart"].dt.astimezone(UTC) == expected


def test_the_time_zone_is_a_rule_of_our_own():
    """The library's generated one has lists of dates and is an hour wrong in summer (tried)."""
    text = BERLIN.to_ical().decode()
    assert "RDATE" not in text
    assert "DTSTART:19810329T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "DTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in text


def test_a_session_to_take_along(client, pair):
    german, dutch = pair
    response = fetch(client, german, "termin.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    event = only(response)
    assert event["uid"] == str(german.translation_key)
    assert event["dtstart"].dt == datetime(2027, 3, 17, 10, 0, tzinfo=ZONE)
    assert event["dtend"].dt == datetime(2027, 3, 17, 16, 30, tzinfo=ZONE)
    assert (event["summary"], event["status"]) == ("Die Schule als Mitte", "CONFIRMED")
    assert event["location"] == "Gelsenkirchen"
    assert event["url"] == f"http://testserver{german.get_url()}"
    assert event["organizer"] == "mailto:werkstatt@example.org"
    assert "attendee" not in event
    assert event["dtstamp"].dt.tzinfo is not None
    other = only(fetch(client, dutch, "bijeenkomst.ics"))
    assert (other["uid"], other["summary"]) == (event["uid"], "De school als hart")
    assert other["location"] == "Gelsenkirchen, Duitsland"


def test_whole_days_are_dates_with_an_exclusive_end(client, network):
    """domain.md#sessions."""
    page = factories.session(
        network.events["nl"], start_date=date(2027, 8, 29), end_date=date(2027, 8, 31), all_day=True
    )
    event = only(fetch(client, page, "bijeenkomst.ics"))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 8, 29), date(2027, 9, 1))
    assert event["dtstart"].params["VALUE"] == "DATE"


def test_an_open_end_has_no_end(client, network):
    page = factories.session(
        network.events["de"], start_date=date(2027, 1, 5), start_time=time(19), open_end=True
    )
    event = only(fetch(client, page, "termin.ics"))
    assert "dtend" not in event
    assert "Ende offen" in event["description"]


def test_a_cancelled_session_stays_in_the_file(client, network, pair):
    german, _dutch = pair
    german.status, german.status_reason = "cancelled", "Der Saal ist gesperrt."
    factories.publish(german)
    event = only(fetch(client, network.events["de"], "kalender.ics"))
    assert event["status"] == "CANCELLED"
    assert event["description"].startswith("Abgesagt: Der Saal ist gesperrt.")


def test_the_sequence_grows_with_every_publication_of_the_original(client, pair):
    """Moving the German date changes the Dutch file, although the Dutch page is not published."""
    german, dutch = pair
    before = only(fetch(client, dutch, "bijeenkomst.ics"))
    german.start_date = date(2027, 4, 14)
    german.save_revision().publish()
    changed = type(german).objects.filter(pk=german.pk)
    changed.update(last_published_at=german.last_published_at + timedelta(minutes=5))
    after = only(fetch(client, dutch, "bijeenkomst.ics"))
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt == datetime(2027, 4, 14, 10, 0, tzinfo=ZONE)
    assert after["sequence"] > before["sequence"] >= 0
    assert after["last-modified"].dt > before["last-modified"].dt > SEQUENCE_START
    type(dutch).objects.filter(pk=dutch.pk).update(
        last_published_at=german.last_published_at + timedelta(minutes=9), live=False
    )
    assert only(fetch(client, german, "termin.ics"))["sequence"] > after["sequence"]  # it never goes back


def test_the_series_file_holds_past_sessions_the_calendars_only_what_comes(client, network, series, pair):
    factories.session(series, title="Gewesen", number=1, start_date=date(2026, 3, 18))
    factories.session(series, title="Termin folgt", number=9)
    dutch = type(series).objects.get(translation_key=series.translation_key, locale=network.nl)
    assert [event["summary"] for event in events(fetch(client, series, "reihe.ics"))] == [
        "Gewesen",
        "Die Schule als Mitte",
    ]
    feed = fetch(client, network.events["nl"], "agenda.ics")
    assert [event["summary"] for event in events(feed)] == ["De school als hart"]
    assert [event["summary"] for event in events(fetch(client, dutch, "reeks.ics"))] == [
        "Gewesen",
        "De school als hart",
    ]
    assert "method" not in icalendar.Calendar.from_ical(feed.content)
    files = [fetch(client, series, "reihe.ics"), fetch(client, dutch, "reeks.ics")]
    calendars = [icalendar.Calendar.from_ical(file.content) for file in files]
    assert len({calendar["uid"] for calendar in calendars}) == 2
    assert all("refresh-interval" in calendar for calendar in calendars)  # who subscribes asks again


def test_an_unchanged_file_is_not_sent_again(client, pair):
    german, _dutch = pair
    first = fetch(client, german, "termin.ics")
    assert fetch(client, german, "termin.ics", if_none_match=first["ETag"]).status_code == 304
    seats(german, taken=5)
    assert fetch(client, german, "termin.ics")["ETag"] == first["ETag"]
    german.venue_name = "Stadtteilhaus"
    factories.publish(german)
    changed = fetch(client, german, "termin.ics", if_none_match=first["ETag"])
    assert changed.status_code == 200
    assert only(changed)["location"] == "Stadtteilhaus, Gelsenkirchen"


def test_what_nobody_may_see_is_in_no_file(client, network, series, pair):
    german, _dutch = pair
    draft = factories.session(series, title="Entwurf", live=False, start_date=date(2027, 6, 1))
    PageViewRestriction.objects.create(page=german, restriction_type="login")
    assert events(fetch(client, network.events["de"], "kalender.ics")) == []
    assert events(fetch(client, series, "reihe.ics")) == []
    assert fetch(client, german, "termin.ics").status_code == 302
    assert fetch(client, draft, "termin.ics").status_code == 404


@pytest.mark.parametrize("name", ["anders.ics", "reihe.ics", "termin.ics.ics"])
def test_other_names_are_not_found(client, pair, name):
    assert fetch(client, pair[0], name).status_code == 404


def test_without_a_date_there_is_no_file(client, series):
    page = factories.session(series, title="Termin folgt", number=8)
    assert fetch(client, page, "termin.ics").status_code == 404


def test_a_feed_costs_the_same_whatever_its_length(
    client, network, series, pair, django_assert_max_num_queries
):
    fetch(client, network.events["nl"], "agenda.ics")
    with django_assert_max_num_queries(14) as one:
        fetch(client, network.events["nl"], "agenda.ics")
    for number in (8, 9):
        factories.session(series, title=f"Termin {number}", number=number, start_date=date(2027, number, 1))
    with django_assert_max_num_queries(14) as three:
        assert len(events(fetch(client, network.events["nl"], "agenda.ics"))) == 3
    assert len(three) == len(one)
