"""The call to register on pages of sessions and series: nothing is promised that this site cannot know."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from events.models import EventPage, Price
from tests import factories

from .conftest import seats
from .reading import dutch_of, get, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
LINK = "https://meet.example.org/geheim"


def sign(client, page) -> str:
    part = BeautifulSoup(get(client, page).content, "html.parser").select_one("aside .sign, aside .box")
    return " ".join(part.get_text(" ").split()).replace("\u2060", "") if part else ""


def more_sessions(series, count=2, **values):
    for number in range(8, 8 + count):
        factories.session(
            series, title=f"Termin {number}", number=number, start_date=date(2027, number, 1), **values
        )


def test_places_by_mail_are_promised_nowhere(client, network, series, pair):
    series.registration_mode = "email"
    factories.publish(series)
    more_sessions(series)
    for page in (pair[0], series, network.events["de"]):
        text = words(get(client, page))
        assert "Anmeldung per E-Mail" in text or "Per E-Mail anmelden" in text
        for promise in ("Plätze frei", "Platz frei", "freie Plätze", "verbleibenden Termine", "36 frei"):
            assert promise not in text
    dutch = words(get(client, dutch_of(series))) + words(get(client, pair[1]))
    assert "plaatsen vrij" not in dutch
    assert "resterende" not in dutch
    # How many fit in is no promise.
    assert "Plätze 36 Anmeldeschluss 7. März 2027" in words(get(client, pair[0]))


def test_a_series_counts_only_sessions_whose_places_it_knows(client, series, pair):
    more_sessions(series)
    assert "Noch 3 der 3 verbleibenden Termine haben freie Plätze oder eine Warteliste." in sign(
        client, series
    )
    other = EventPage.objects.get(title="Termin 9")
    other.registration_mode, other.registration_url = "external", "https://example.org/"
    factories.publish(other)
    assert "verbleibenden" not in sign(client, series)
    other.registration_mode = "email"
    factories.publish(other)
    assert "verbleibenden" not in sign(client, series)
    other.status, other.status_reason = "cancelled", "Krank"
    factories.publish(other)
    assert "Noch 2 der 2 verbleibenden Termine" in sign(client, series)
    seats(pair[0], taken=36, waiting_list=False)
    assert "Noch 1 der 2 verbleibenden Termine" in sign(client, series)


def test_a_session_without_a_date_takes_interest(client, series):
    page = factories.session(series, title="Was bleibt?", number=10)
    factories.publish(page)
    dutch = factories.translate(page, page.get_parent().get_translations().get().locale, title="Wat blijft?")
    text = sign(client, page)
    assert text.startswith("Termin folgt Der Termin steht noch nicht fest. Ihr Interesse anzumelden ist")
    assert "Interesse anmelden" in text
    assert "€" not in text
    text = sign(client, dutch)
    assert "Uw interesse melden is gratis en verplicht u tot niets." in text
    assert "Interesse melden" in text
    rows = words(get(client, series))
    assert "Interesse anmelden : Was bleibt?" in rows
    assert "Für diesen Termin anmelden : Was bleibt?" not in rows


def test_interest_by_mail_where_sessions_are_registered_for_by_mail(client, series):
    series.registration_mode = "email"
    factories.publish(series)
    html = get(client, factories.session(series, title="Offen", number=10)).content.decode()
    assert "Interesse per E-Mail anmelden" in html
    assert "subject=Interesse%3A%20Offen" in html


def test_on_another_site_nothing_is_offered_without_a_date(client, series, pair):
    """The other site's link stays with the sessions that have a date."""
    series.registration_mode, series.registration_url = "external", "https://www.example.org/x"
    factories.publish(series)
    page = factories.session(series, title="Offen", number=10)
    assert sign(client, page) == "Termin folgt Wie Sie sich anmelden, steht demnächst hier."
    html = get(client, series).content.decode()
    assert html.count('href="https://www.example.org/x"') == 2  # its sign and the dated session


def test_a_series_of_open_dates_takes_interest_and_asks_no_price(client, network):
    values = {"registration_mode": "form", "registration_email": "werkstatt@example.org"}
    series = factories.series(network.events["de"], title="Noch offen", **values)
    series.prices.add(Price(scope="series", amount=2400))
    factories.publish(series)
    assert sign(client, series) == "Termine folgen Die Anmeldung beginnt, sobald die Termine feststehen."
    factories.session(series, title="Offen", number=1)
    text = sign(client, series)
    assert text.startswith("Termine folgen Der Termin steht noch nicht fest.")
    assert "Interesse anmelden" in text
    assert "2.400" not in text


def test_from_is_not_said_of_what_is_free(client, series, pair):
    for scope, amount in (("series", 380), ("session", 0)):
        series.prices.add(Price(scope=scope, audience="non_partner", unit="person", amount=amount))
    for scope, amount in (("series", 380), ("session", 90)):
        series.prices.add(Price(scope=scope, audience="partner", unit="person", amount=amount))
    factories.publish(series)
    assert "Partner ab 90 € Andere kostenlos" in sign(client, series)


def test_a_period_is_that_of_the_dates_that_hold(client, series, pair):
    off = {"status": "cancelled", "status_reason": "Krank"}
    factories.session(series, title="Vorher", number=1, start_date=date(2026, 12, 1), **off)
    factories.session(series, title="Nachher", number=9, start_date=date(2027, 12, 1), **off)
    assert "Zeitraum 17. März 2027 Umfang" in words(get(client, series))
    assert "Periode 17 maart 2027 Omvang" in words(get(client, dutch_of(series)))


@pytest.mark.parametrize(
    ("count", "expected"),
    [(2, "Gelsenkirchen, Bochum und Herne"), (3, "4 Städte in Deutschland")],
)
def test_three_cities_are_named_and_four_are_counted(client, network, series, pair, count, expected):
    series.planned_sessions = count + 1
    factories.publish(series)
    for number, name in enumerate(["Bochum", "Herne", "Unna"][:count], start=8):
        place = factories.place(network.de, name=name, slug=name.lower())
        factories.session(series, title=name, number=number, start_date=date(2027, number, 1), place=place)
    assert f"Orte {expected}" in words(get(client, series))


def test_the_day_before_is_not_told_of_what_is_past(client, series, pair):
    german = pair[0]
    german.status, german.previous_date = "moved", date(2026, 2, 10)
    german.start_date = date(2026, 3, 17)
    factories.publish(german)
    assert "<s>" not in get(client, series).content.decode()
    german.start_date = date(2027, 3, 17)
    factories.publish(german)
    assert "<s>10.\xa0Februar 2026</s>" in get(client, series).content.decode()


@pytest.fixture
def online(pair):
    german, _dutch = pair
    german.attendance_mode, german.online_url, german.place = "online", LINK, None
    return factories.publish(german)


@pytest.mark.parametrize("mode", ["form", "email", "external", "closed", ""])
def test_the_meeting_link_is_not_for_everybody(client, network, series, pair, online, mode):
    series.registration_mode, series.registration_url = mode, "https://example.org/"
    factories.publish(series)
    calendar = network.events["de"]
    urls = [page.url for page in (*pair, series, calendar)]
    urls += [f"{online.url}termin.ics", f"{series.url}reihe.ics", f"{calendar.url}kalender.ics"]
    for url in urls:
        assert "geheim" not in client.get(url).content.decode().replace("\r\n ", ""), url
    sent = "Wer angemeldet ist, erhält den Link zur Online-Teilnahme." in words(get(client, online))
    assert sent is (mode in {"form", "email", "closed"})
    assert ("Wie is aangemeld, ontvangt de link" in words(get(client, pair[1]))) is sent


def test_without_registration_everybody_sees_it_until_it_is_over(client, series, pair, online):
    series.registration_mode = "none"
    factories.publish(series)
    for page in pair:
        assert f'href="{LINK}"' in get(client, page).content.decode()
    assert LINK in client.get(f"{online.url}termin.ics").content.decode()
    online.start_date = date(2026, 3, 17)
    factories.publish(online)
    assert LINK not in get(client, online).content.decode()
    assert LINK not in client.get(f"{online.url}termin.ics").content.decode()


def test_its_editor_is_told_who_sees_it(admin_client, online):
    html = admin_client.get(f"/admin/pages/{online.pk}/edit/").content.decode()
    assert "Nur Angemeldete sehen den Link: in ihren Mails und unter „Meine Anmeldung“." in html


def test_the_key_of_the_street_promises_no_places(client, series, pair):
    """Its open houses may be registered for by mail or elsewhere, or need no registration."""
    more_sessions(series)
    series.registration_mode = "none"
    factories.publish(series)
    key = BeautifulSoup(get(client, series).content, "html.parser").select_one("ul.key")
    assert [item.text for item in key.select("li")][:2] == ["gewesen", "offen"]
