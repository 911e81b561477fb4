"""Series, session and calendar as readers see them, in both languages."""

import re
from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from wagtail.signals import page_published

from events.models import EventPage, Organiser, Price, ProgrammeSlot
from home.models import Organisation, PageTopic
from tests import factories

from .conftest import BERLIN, seats
from .reading import dutch_of, get, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_a_series_tells_its_period_scope_and_places(client, network, series, pair):
    """domain.md#series."""
    factories.session(
        series,
        title="Wer gehört zum Quartier?",
        number=1,
        start_date=date(2026, 3, 18),
        place=factories.place(network.de, name="Herne", slug="herne"),
    )
    german = words(get(client, series))
    assert "Zeitraum 18. März 2026 bis 17. März 2027" in german
    assert "Umfang 2 von 10 Terminen mit festem Datum, jeweils 10:00–16:30 Uhr" in german
    assert "Orte verschiedene Orte, bisher Herne und Gelsenkirchen" in german
    dutch = words(get(client, dutch_of(series)))
    assert "Periode 18 maart 2026 t/m 17 maart 2027" in dutch
    assert "Omvang 2 van 10 data bekend, steeds 10.00–16.30 uur" in dutch
    assert "Locaties wisselende locaties, tot nu toe Herne en Gelsenkirchen" in dutch


def test_cities_are_counted_by_country_where_they_are_many(client, network, series, pair):
    series.planned_sessions = 3
    factories.publish(series)
    for number, (name, country) in enumerate([("Deventer", "NL"), ("Venlo", "NL")], start=8):
        place = factories.place(network.de, name=name, slug=name.lower(), country=country)
        factories.session(series, title=name, number=number, start_date=date(2027, number, 1), place=place)
    assert "Orte 1 Stadt in Deutschland, 2 in den Niederlanden" in words(get(client, series))
    assert "Locaties 2 steden in Nederland, 1 in Duitsland" in words(get(client, dutch_of(series)))


def test_a_dutch_list_shows_every_session_under_its_language(client, network, series, pair):
    """HOUSE: a title not yet translated stands under lang="de"; domain.md#series stays true."""
    only = factories.session(series, title="Nur deutsch", number=8, start_date=date(2027, 5, 19))
    html = get(client, dutch_of(series)).content.decode()
    assert f'<a href="/nl/nog-niet-vertaald/{only.translation_key}/" lang="de">' in html
    assert "2 van 10 data bekend" in html
    assert "De school als hart" in html
    assert "Die Schule als Mitte" not in html


def test_an_untranslated_session_is_shown_in_its_own_words(client, network, series):
    only = factories.session(series, title="Nur deutsch", number=8, start_date=date(2027, 5, 19))
    response = client.get(f"/nl/nog-niet-vertaald/{only.translation_key}/")
    assert response.status_code == 200
    assert "Wann Mittwoch, 19. Mai 2027 , 10:00–16:30 Uhr" in words(response)


def test_sessions_stand_under_their_years(client, series, pair):
    """domain.md#series."""
    factories.session(series, title="Früher", number=1, start_date=date(2026, 3, 18))
    html = get(client, series).content.decode()
    assert re.findall(r'<h3 class="h mt gap">(\d+)</h3>', html) == ["2026", "2027"]
    assert html.index("Früher") < html.index(">2027<") < html.index("Die Schule als Mitte")


def test_one_year_needs_no_heading(client, series, pair):
    assert '<h3 class="h mt gap">' not in get(client, series).content.decode()


def test_a_session_without_place_or_date_is_published(client, series, pair):
    """domain.md#sessions, #series."""
    factories.session(series, title="Generationen", number=8, date_hint="Herbst 2027")
    text = words(get(client, series))
    assert "Herbst 2027 Termin 8: Generationen Ort folgt" in text
    factories.session(series, title="Ohne alles", number=9)
    assert "Datum volgt Bijeenkomst 9: Ohne alles Locatie volgt" in words(get(client, dutch_of(series)))


@pytest.mark.parametrize(
    ("counted", "german", "dutch"),
    [
        ({"taken": 32}, "Noch 4 Plätze frei", "Nog 4 plaatsen vrij"),
        (
            {"taken": 36, "waiting": 3},
            "Ausgebucht 3 auf der Warteliste",
            "Volgeboekt 3 op de wachtlijst",
        ),
    ],
)
def test_places_are_the_same_in_both_languages(client, series, pair, counted, german, dutch):
    """domain.md#seats: from one counter."""
    for page in pair:
        seats(page, **counted)
    assert german in words(get(client, series))
    assert dutch in words(get(client, dutch_of(series)))


def test_a_cancelled_session_stays_and_says_why(client, series, pair):
    german, dutch = pair
    german.status, german.status_reason = "cancelled", "Der Saal ist gesperrt."
    factories.publish(german)
    assert "Abgesagt Der Saal ist gesperrt." in words(get(client, series))
    assert "Dieser Termin ist abgesagt. Der Saal ist gesperrt." in words(get(client, german))
    assert "Deze bijeenkomst gaat niet door." in words(get(client, dutch))


def test_a_moved_session_shows_both_dates(client, series, pair):
    german, dutch = pair
    german.status, german.previous_date = "moved", date(2027, 2, 10)
    factories.publish(german)
    assert "<s>10.\u00a0Februar 2027</s>" in get(client, series).content.decode()
    assert "10. Februar 2027" in words(get(client, german))
    assert "10 februari 2027" in words(get(client, dutch))


def test_moving_a_german_date_moves_everything_dutch_at_once(client, network, series, pair):
    """HOUSE, "Facts live once": page, list, order, filter and calendar file."""
    german, dutch = pair
    first = factories.session(series, title="Erst danach", number=8, start_date=date(2027, 5, 19))
    german.start_date = date(2028, 1, 12)
    factories.publish(german)
    assert "12 januari 2028" in words(get(client, dutch))
    listed = words(get(client, network.events["nl"]))
    assert listed.index(first.title) < listed.index("De school als hart")
    assert "De school als hart" in words(get(client, network.events["nl"], year=2028))
    assert "De school als hart" not in words(get(client, network.events["nl"], year=2027))
    file = client.get(dutch.get_url() + "bijeenkomst.ics").content.decode()
    assert "DTSTART;TZID=Europe/Berlin:20280112T100000" in file


@pytest.mark.parametrize("reversed_order", [False, True])
def test_new_usual_times_hold_in_both_languages_in_whatever_order_apps_are_installed(
    series, pair, monkeypatch, reversed_order
):
    """Facts are shared before sessions are computed from them: code says so, not the order of receivers."""
    if reversed_order:
        monkeypatch.setattr(page_published, "receivers", page_published.receivers[::-1])
    series.default_start_time, series.default_end_time = time(18), time(21)
    factories.publish(series)
    begins = EventPage.objects.filter(series_key=series.translation_key).values_list("starts_at", flat=True)
    assert {start.astimezone(BERLIN).time() for start in begins} == {time(18)}


def test_prices_in_both_languages(client, series, pair):
    """domain.md#prices, #money."""
    for audience, amount in (("partner", 2500), ("non_partner", 3000)):
        series.prices.add(Price(audience=audience, amount=amount, vat="excl"))
    factories.publish(series)
    german, dutch = words(get(client, series)), words(get(client, dutch_of(series)))
    assert "Preise je Stadt, zzgl. MwSt." in german
    assert "Partnerstadt Andere Städte Ganze Reihe, 1 Termin 2.500 € 3.000 €" in german
    assert "Prijs per stad, excl. btw" in dutch
    assert "€ 2.500 € 3.000" in dutch
    session = words(get(client, pair[0]))
    assert "2.500 € für Partner, sonst 3.000 €, zzgl. MwSt. für die ganze Reihe" in session


def test_free_of_charge_is_a_word(client, pair):
    """domain.md#prices."""
    german, dutch = pair
    german.prices.add(Price(scope="session", unit="person", amount=0, vat="incl"))
    factories.publish(german)
    text = words(get(client, german))
    assert "Beitrag kostenlos" in text
    assert "0,00" not in text
    assert "MwSt." not in text
    assert "Prijs gratis" in words(get(client, dutch))


def test_nothing_is_printed_where_nothing_is_entered(client, network):
    """domain.md#empty-facts."""
    page = factories.session(network.events["de"], title="Nur ein Titel")
    html = get(client, page).content.decode()
    assert "€" not in html
    assert re.findall(r"<dt>([^<]*)</dt>", html) == ["Wann", "Wo"]
    assert 'class="sign"' not in html


def test_an_external_call_has_no_form_beside_it(client, series, pair):
    """domain.md#external-registration."""
    german, dutch = pair
    german.registration_mode, german.registration_url = "external", "https://www.example.org/aanmelden"
    factories.publish(german)
    html = get(client, dutch).content.decode()
    assert '<a class="btn" href="https://www.example.org/aanmelden" rel="external">Naar example.org' in html
    assert ">https://" not in html
    forms = BeautifulSoup(html, "html.parser").select('form[method="post"]')
    assert [form["action"] for form in forms if "/reacties/" not in form["action"]] == []
    assert "/anmeldung/" not in html
    assert "/aanmelding/" not in html


def test_registration_by_mail_names_the_address_and_fills_in_the_subject(client, series, pair):
    """domain.md#registration-by-mail."""
    series.registration_mode = "email"
    factories.publish(series)
    german, dutch = (get(client, page).content.decode() for page in pair)
    assert 'href="mailto:werkstatt@example.org?subject=Anmeldung%3A%20Die%20Schule%20als%20Mitte"' in german
    assert "subject=Aanmelding%3A%20De%20school%20als%20hart" in dutch
    assert "<p>werkstatt@example.org</p>" in dutch


def test_organisers_stand_with_their_roles(client, series, pair):
    """domain.md#organisers."""
    office = Organisation.objects.create(name="Bureau Van Vieren", language="nl", url="https://example.org/")
    series.organisers.add(Organiser(organisation=office, role="partner"))
    series.organisers.add(
        Organiser(organisation=Organisation.objects.create(name="Stadt Herne"), role="host")
    )
    factories.publish(series)
    html = get(client, pair[0]).content.decode()
    assert '<a lang="nl" href="https://example.org/" rel="external">Bureau Van Vieren</a>' in html
    assert "Zu Gast bei Stadt Herne" in words(get(client, series))
    assert "Zu Gast bei" not in words(get(client, pair[0]))
    assert "Te gast bij" not in words(get(client, pair[1]))
    assert "Samen met Bureau Van Vieren" in words(get(client, dutch_of(series)))


def test_the_country_stands_across_the_border_only(client, network):
    """domain.md#sessions, #places."""
    page = factories.session(
        network.events["nl"],
        title="Drie dagen wijk",
        start_date=date(2027, 8, 29),
        end_date=date(2027, 8, 31),
        all_day=True,
        place=factories.place(network.nl, name="Doorn", slug="doorn", country="NL"),
        venue_name="Conferentieoord",
        street="Postweg 9",
        postcode="3941ka",
    )
    german = factories.translate(page, network.de, title="Drei Tage Quartier")
    dutch_html, german_html = get(client, page), get(client, german)
    assert "<address>Conferentieoord<br>Postweg 9<br>3941 KA Doorn</address>" in dutch_html.content.decode()
    assert "29 t/m 31 augustus 2027" in words(dutch_html)
    assert "3941 KA Doorn<br>Niederlande</address>" in german_html.content.decode()
    assert "29. bis 31. August 2027" in words(german_html)


def test_missing_slots_of_a_translation_come_from_the_original(client, network, pair):
    german, dutch = pair
    german.slots.add(ProgrammeSlot(locale=network.de, starts=time(10), title="Ankommen", sort_order=0))
    german.slots.add(ProgrammeSlot(locale=network.de, starts=time(10, 30), title="Rundgang", sort_order=1))
    factories.publish(german)
    arrival = german.slots.get(title="Ankommen")
    ProgrammeSlot.objects.create(
        page=dutch,
        locale=network.nl,
        title="Aankomst",
        starts=arrival.starts,
        translation_key=arrival.translation_key,
    )
    html = get(client, dutch).content.decode()
    assert re.findall(r"<dt>.*?>([0-9.]+)</time></dt><dd( lang=\"de\")?>(\w+)</dd>", html) == [
        ("10.00", "", "Aankomst"),
        ("10.30", ' lang="de"', "Rundgang"),
    ]
    german.slots.set([arrival])
    arrival.starts = time(9, 45)
    german.slots.set([arrival])
    factories.publish(german)
    html = get(client, dutch).content.decode()
    assert re.findall(r"<dt>.*?>([0-9.]+)</time></dt><dd>(\w+)</dd>", html) == [("9.45", "Aankomst")]


def test_a_programme_of_several_days_names_them(client, network, pair):
    german, _dutch = pair
    german.end_date = date(2027, 3, 18)
    for day, title in ((1, "Schauen"), (2, "Wählen")):
        german.slots.add(ProgrammeSlot(locale=network.de, day=day, title=title))
    factories.publish(german)
    text = words(get(client, german))
    assert "Tag 1: Mittwoch, 17. März 2027 Schauen Tag 2: Donnerstag, 18. März 2027 Wählen" in text


def test_the_recap_is_linked_once_it_is_past(client, network, series, pair):
    """domain.md#related."""
    article = factories.article(network.news["de"], title="Ein Hof für alle")
    page = factories.session(
        series, title="Wer gehört zum Quartier?", number=1, start_date=date(2026, 3, 18), recap=article
    )
    assert EventPage.objects.get(pk=page.pk).recap_id == article.pk
    html = get(client, series).content.decode()
    assert f'<a href="{article.get_url()}">Rückblick lesen' in html
    assert "Geweest Verslag lezen" in words(get(client, dutch_of(series)))
    article.unpublish()
    assert "Rückblick" not in get(client, series).content.decode()


def test_neighbours_in_the_series(client, network, series, pair):
    place = factories.place(network.de, name="Deventer", slug="deventer", country="NL")
    factories.session(series, title="Sich sicher fühlen", number=6, start_date=date(2027, 1, 20), place=place)
    html = get(client, pair[0]).content.decode()
    assert 'rel="prev"><span aria-hidden="true">←</span> 6 · Deventer</a>' in html
    assert 'rel="next"' not in html


def test_a_session_stands_in_the_colour_of_its_series_topic(client, network, series, pair):
    series.page_topics.add(PageTopic(topic=factories.topic(network.de, zone="green")))
    factories.publish(series)
    assert 'data-t="green"' in get(client, pair[0]).content.decode()
