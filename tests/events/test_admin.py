"""Editing sessions and series as an editor does, and seats as an organiser does."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from config.setup.roles import EDITORS, ORGANISERS, TRANSLATORS_NL, establish
from events.capacity import SeatsError, change_seats, seats_changed
from events.models import EventPage, EventSeriesPage, Price, SessionSeats
from tests import factories

from .conftest import seats

pytestmark = pytest.mark.django_db

RELATIONS = [
    "slots",
    "audience_terms",
    "prices",
    "organisers",
    "page_topics",
    "page_authors",
    "related_pages",
    "materials",
    "comments",
]


@pytest.fixture
def admin(client, network):
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "kwartier"))
    return client


def member_of(group):
    user = User.objects.create_user(group, f"{group.split()[0].lower()}@example.org", "kwartier")
    user.groups.add(establish()[group])
    return user


def form_data(**values):
    """What the form of a session posts when an editor has filled in its title alone, and more."""
    empty = {name: inline_formset([]) for name in RELATIONS}
    facts = {
        "title": "Die kühle Straße",
        "slug": "die-kuehle-strasse",
        "eligibility": "open",
        "attendance_mode": "onsite",
        "status": "scheduled",
        "body": streamfield([]),
        "audience": rich_text(""),
    }
    return nested_form_data(facts | empty | values)


def add(admin, parent, **values):
    url = reverse("wagtailadmin_pages:add", args=["events", "eventpage", parent.pk])
    return admin.post(url, form_data(**values))


def errors(response) -> dict:
    """Field -> messages, of the form and of its rows."""
    form = response.context["form"]
    found = {name: list(messages) for name, messages in form.errors.items()}
    for name, rows in form.formsets.items():
        for number, row in enumerate(rows.errors):
            found |= {f"{name}-{number}-{field}": list(messages) for field, messages in row.items()}
    return found


def test_a_new_session_takes_the_usual_seats_of_its_series(admin, series):
    page = admin.get(reverse("wagtailadmin_pages:add", args=["events", "eventpage", series.pk]))
    assert page.context["form"]["capacity"].value() == 36
    add(admin, series, capacity="24", **{"action-publish": "1"})
    session = EventPage.objects.get(slug="die-kuehle-strasse")
    assert (session.live, session.seats.capacity) == (True, 24)


def test_no_number_means_no_limit(admin, series):
    add(admin, series, capacity="")
    assert EventPage.objects.get(slug="die-kuehle-strasse").seats.capacity is None


def test_a_draft_can_change_its_seats_until_it_is_published(admin, series):
    add(admin, series, capacity="24")
    session = EventPage.objects.get(slug="die-kuehle-strasse")
    url = reverse("wagtailadmin_pages:edit", args=[session.pk])
    admin.post(url, form_data(capacity="30"))
    session.seats.refresh_from_db()
    assert session.seats.capacity == 30
    admin.post(url, form_data(capacity="30", **{"action-publish": "1"}))
    admin.post(url, form_data(capacity="5", **{"action-publish": "1"}))
    session.seats.refresh_from_db()
    assert session.seats.capacity == 30


def test_a_published_session_shows_its_numbers_and_the_way_to_the_seats(admin, pair):
    german, dutch = pair
    seats(german, taken=30, held=2, waiting=1)
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[german.pk])).content.decode()
    assert "30 vergeben, 2 vorgemerkt, 1 auf der Warteliste." in html
    assert reverse("seats:edit", args=[german.seats_id]) in html


def test_a_session_that_ends_before_it_starts_keeps_the_rest(admin, series):
    """HTML of the form: the error stands at the field, what was typed stays."""
    response = add(
        admin,
        series,
        start_date="2027-03-17",
        start_time="16:00",
        end_time="10:00",
        venue_name="Stadtteilhaus am Anger",
        **{"action-publish": "1"},
    )
    (error,) = errors(response)["end_time"]
    assert error.startswith("Der Termin endet, bevor er beginnt. Ein Abend darf bis 6:00 Uhr morgens dauern;")
    assert list(errors(response)) == ["end_time"]
    assert 'value="Stadtteilhaus am Anger"' in response.content.decode()
    assert not EventPage.objects.filter(slug="die-kuehle-strasse").exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"start_date": "2027-03-17", "end_date": "2027-03-16"}, "end_date"),
        ({"end_date": "2027-03-16"}, "start_date"),
        ({"status": "cancelled"}, "status_reason"),
        ({"registration_mode": "external"}, "registration_url"),
        ({"registration_url": "javascript:alert(1)"}, "registration_url"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        (
            {"start_date": "2027-03-17", "start_time": "10:00", "end_time": "12:00", "open_end": "on"},
            "open_end",
        ),
        ({"start_date": "2027-03-17", "start_time": "10:00", "all_day": "on"}, "all_day"),
        # The usual start of the series is ten o'clock.
        ({"start_date": "2027-03-17", "end_time": "9:30"}, "end_time"),
        ({"start_date": "2027-03-17", "start_time": "19:00", "end_time": "19:00"}, "end_time"),
        ({"start_date": "2027-03-17", "start_time": "19:00", "end_time": "6:01"}, "end_time"),
    ],
)
def test_bad_input_is_an_error_at_its_field(admin, series, values, field):
    response = add(admin, series, lead="Bleibt stehen.", **values, **{"action-publish": "1"})
    assert list(errors(response)) == [field]
    assert "Bleibt stehen." in response.content.decode()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"currency": ""}, "prices-0-currency"),
        ({"amount": "-1"}, "prices-0-__all__"),
        ({"amount": ""}, "prices-0-amount"),
    ],
)
def test_a_price_without_currency_or_amount_is_an_error_at_its_field(admin, series, row, field):
    price = {"scope": "session", "audience": "partner", "unit": "person", "vat": "incl"}
    price |= {"amount": "290", "currency": "EUR"} | row
    response = add(
        admin, series, lead="Bleibt stehen.", prices=inline_formset([price]), **{"action-publish": "1"}
    )
    assert list(errors(response)) == [field]
    assert "Bleibt stehen." in response.content.decode()


@pytest.mark.parametrize(
    ("country", "typed", "stored"),
    [("NL", "3941ka", "3941 KA"), ("DE", "D-45880", "45880"), ("DE", "123", None), ("NL", "3941", None)],
)
def test_postcodes_are_normalised_or_refused(admin, network, series, country, typed, stored):
    """domain.md#places, #postal-addresses."""
    place = factories.place(network.de, name="Doorn", slug="doorn", country=country)
    response = add(admin, series, place=str(place.pk), postcode=typed, **{"action-publish": "1"})
    if stored is None:
        assert list(errors(response)) == ["postcode"]
    else:
        assert EventPage.objects.get(slug="die-kuehle-strasse").postcode == stored


def test_hints_name_what_a_call_lacks_and_hinder_nothing(admin, network, series, pair):
    """domain.md#series, #empty-facts."""
    empty = factories.series(network.events["de"], title="Leer", registration_mode="form")
    assert empty.get_missing() == [
        "Die Reihe hat noch keine Termine.",
        "Es gibt keinen Anmeldeschluss.",
        "Es gibt keinen Preis; tragen Sie 0 ein, wenn die Teilnahme kostenlos ist.",
        "Es gibt keine E-Mail-Adresse für Fragen.",
    ]
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[empty.pk])).content.decode()
    assert "Die Reihe hat noch keine Termine." in html
    assert factories.publish(empty).live
    series.prices.add(Price(amount=0))
    factories.publish(series)
    assert series.get_missing() == []
    assert pair[0].get_missing() == []
    undated = factories.session(series, title="Termin folgt")
    assert undated.get_missing() == ["Es gibt noch kein Datum.", "Es gibt noch keinen Ort."]


def test_nothing_is_missed_where_nothing_is_to_be_registered_for(network):
    page = factories.session(network.events["de"], registration_mode="none", start_date=date(2027, 1, 1))
    assert page.get_missing() == ["Es gibt noch keinen Ort."]


def test_an_organiser_changes_the_seats(client, pair):
    german, _dutch = pair
    client.force_login(member_of(ORGANISERS))
    heard = []
    seats_changed.connect(receiver := lambda sender, seats, **kwargs: heard.append(seats.capacity))
    url = reverse("seats:edit", args=[german.seats_id])
    response = client.post(url, {"capacity": "40", "waiting_list": "", "show_places_left": "on"})
    seats_changed.disconnect(receiver)
    assert response.status_code == 302
    row = SessionSeats.objects.get(pk=german.seats_id)
    assert (row.capacity, row.waiting_list, row.show_places_left) == (40, False, True)
    assert heard == [40]
    assert "Die Schule als Mitte" in client.get(reverse("seats:index")).content.decode()


def test_the_list_of_seats_says_when_sessions_begin(client, network, series, pair):
    """Wagtail's column of dates counts back from now: every session to come was “just now”."""
    factories.session(series, title="Offen")
    factories.session(network.events["de"], title="Tage", start_date=date(2027, 5, 1), all_day=True)
    client.force_login(member_of(ORGANISERS))
    rows = BeautifulSoup(client.get(reverse("seats:index")).content, "html.parser").select("tbody tr")
    starts = {row.select_one("a").get_text(strip=True): row.select("td")[1].text.strip() for row in rows}
    assert starts == {
        "Die Schule als Mitte": "17.\xa0März 2027, 10:00\xa0Uhr",
        "Offen": "Termin folgt",
        "Tage": "1.\xa0Mai 2027",
    }


def test_the_list_of_seats_knows_no_free_seats_where_others_register_people(client, network, series):
    """Of sessions by e-mail or on another site it said that all seats are free."""
    type(series).objects.filter(pk=series.pk).update(
        registration_mode="email", registration_email="a@b.example"
    )
    given = {"registration_url": "https://x.example.org/"}
    for title, parent, mode in [
        ("Reihe", series, ""),
        ("Formular", series, "form"),
        ("Anderswo", network.events["de"], "external"),
        ("Ungesagt", network.events["de"], ""),
    ]:
        page = factories.session(
            parent, title=title, registration_mode=mode, **(given if mode == "external" else {})
        )
        SessionSeats.objects.filter(pk=page.seats_id).update(capacity=30, taken=4)
    client.force_login(member_of(ORGANISERS))
    rows = BeautifulSoup(client.get(reverse("seats:index")).content, "html.parser").select("tbody tr")
    free = {row.select_one("a").get_text(strip=True): row.select("td")[-1].text.strip() for row in rows}
    assert free == {
        "Die Schule als Mitte": "–",
        "Reihe": "–",
        "Formular": "26",
        "Anderswo": "–",
        "Ungesagt": "–",
    }


def test_fewer_seats_than_are_taken_is_an_error_at_the_field(client, pair):
    german, _dutch = pair
    seats(german, taken=30, held=2)
    client.force_login(member_of(ORGANISERS))
    url = reverse("seats:edit", args=[german.seats_id])
    response = client.post(url, {"capacity": "31", "waiting_list": "on", "show_places_left": "on"})
    assert response.context["form"].errors == {
        "capacity": ["32 Plätze sind bereits vergeben: Weniger sind nicht möglich."]
    }
    assert SessionSeats.objects.get(pk=german.seats_id).capacity == 36


def test_the_service_refuses_under_its_lock_what_the_form_could_not_know(pair):
    german, _dutch = pair
    seats(german, taken=33)
    with pytest.raises(SeatsError) as refused:
        change_seats(pk=german.seats_id, capacity=32, waiting_list=True, show_places_left=True)
    assert refused.value.field == "capacity"
    assert SessionSeats.objects.get(pk=german.seats_id).capacity == 36


@pytest.mark.parametrize("group", [EDITORS, TRANSLATORS_NL])
def test_others_do_not_change_seats(client, pair, group):
    german, _dutch = pair
    client.force_login(member_of(group))
    url = reverse("seats:edit", args=[german.seats_id])
    client.post(url, {"capacity": "99", "waiting_list": "on", "show_places_left": "on"})
    assert SessionSeats.objects.get(pk=german.seats_id).capacity == 36


def test_nobody_adds_or_deletes_seats_by_hand(admin, pair):
    german, _dutch = pair
    assert admin.post(reverse("seats:delete", args=[german.seats_id])).status_code == 302
    assert admin.get(reverse("seats:add")).status_code == 302
    assert SessionSeats.objects.filter(pk=german.seats_id).exists()


def test_a_copied_series_has_seats_and_sessions_of_its_own(series, pair):
    german, _dutch = pair
    seats(german, capacity=24, taken=20, waiting=3, waiting_list=False)
    copied = series.copy(recursive=True, update_attrs={"title": "Zweite Reihe", "slug": "zweite-reihe"})
    copied = EventSeriesPage.objects.get(pk=copied.pk)
    session = EventPage.objects.child_of(copied).get()
    row = session.seats
    assert (row.capacity, row.waiting_list, row.taken, row.held, row.waiting) == (24, False, 0, 0, 0)
    assert session.series_key == copied.translation_key != series.translation_key
    assert EventPage.objects.for_lists().get(pk=german.pk).seats.taken == 20


def test_an_older_draft_never_resets_the_seats(series, pair):
    german, _dutch = pair
    older = german.save_revision()
    seats(german, capacity=40, taken=38)
    older.publish()
    row = SessionSeats.objects.get(pk=german.seats_id)
    assert (row.capacity, row.taken) == (40, 38)


@pytest.fixture
def draft(admin, series):
    """A saved draft of a session, and what its form says of the version that it shows."""
    page = factories.session(series, title="Die kühle Straße", slug="die-kuehle-strasse", live=False)
    version = page.save_revision(user=User.objects.get(username="admin"))
    known = {"loaded_revision_id": version.pk, "loaded_revision_created_at": version.created_at.isoformat()}
    return page, reverse("wagtailadmin_pages:edit", args=[page.pk]), known


def new_rows(network, title="Ankommen"):
    price = {"scope": "session", "audience": "partner", "unit": "person", "vat": "incl"}
    author = factories.author(network.authors["de"], live=True)
    return {
        "prices": inline_formset([price | {"amount": "290", "currency": "EUR"}]),
        "slots": inline_formset([{"day": 1, "title": title}]),
        "page_authors": inline_formset([{"author": author.pk}]),
    }


def test_rows_that_a_draft_has_saved_by_itself_are_published_once(admin, network, draft):
    """The button was pressed before the answer had told the form the numbers of its rows."""
    page, url, known = draft
    rows = new_rows(network)
    saved = admin.post(url, form_data(**rows, **known), headers={"accept": "application/json"})
    assert saved.json()["success"]
    answer = admin.post(url, form_data(**rows, **known, **{"action-publish": "on"}))
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.live
    assert [page.prices.count(), page.slots.count(), page.page_authors.count()] == [1, 1, 1]


def test_a_row_that_somebody_else_has_saved_meanwhile_is_said_in_words(admin, network, draft):
    page, url, known = draft
    page.prices.add(Price(scope="session", audience="partner", unit="person", amount=1))
    page.save()
    page.save_revision()
    answer = admin.post(url, form_data(**new_rows(network, "Wird behalten"), **known))
    assert answer.status_code == 200
    assert "inzwischen" in answer.content.decode()
    assert "Wird behalten" in answer.content.decode()
