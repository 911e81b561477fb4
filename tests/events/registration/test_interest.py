"""Interest in a session without a date: it binds nobody until an offer is accepted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from events.models import EventPage, Price, SessionSeats
from events.registration import price_lists, services
from events.registration.models import Booking, Registration
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def undated(series):
    """The page of a session of the series without a date, four places."""
    page = factories.session(series, title="Termin 4", number=4)
    assert SessionSeats.objects.get(pk=page.seats_id).capacity == 4
    return factories.publish(page)


@pytest.fixture
def row(undated):
    return SessionSeats.objects.get(pk=undated.seats_id)


@pytest.fixture
def interest(rules, row, signup):
    """Register interest in the undated session, beside binding places at `more` sessions."""

    def make(more=(), **kwargs):
        wishes = [services.SessionWish(session=seats.pk) for seats in more]
        wishes.append(services.SessionWish(session=row.pk, binding=False))
        return signup((), sessions=tuple(wishes), **kwargs)

    return make


def set_date(page, days=90):
    page = EventPage.objects.get(pk=page.pk)
    page.start_date = timezone.localdate() + timedelta(days=days) if days else None
    return factories.publish(page)


def of(registration) -> str:
    return registration.bookings.order_by("-pk").first().status


def letters(registration) -> list[str]:
    rows = Email.objects.filter(to=registration.contact_email).order_by("pk")
    return list(rows.values_list("subject", flat=True))


def counts(row) -> tuple[int, int, int]:
    return SessionSeats.objects.values_list("taken", "held", "waiting").get(pk=row.pk)


def test_interest_takes_no_seat_and_waits_for_a_date(row, interest):
    registration = interest(people=3)
    assert (registration.status, of(registration), counts(row)) == ("confirmed", "interest", (0, 0, 0))
    assert services.follow_interests() == 0
    assert [of(interest(people=3)) for _ in range(2)] == ["interest"] * 2  # more than there are seats


def test_once_the_date_is_set_places_are_offered_in_the_order_of_arrival(undated, row, interest):
    """As far as there are seats, once, and nobody pays or is bound for it."""
    first, second, third = interest(people=3), interest(people=2), interest(people=1)
    unconfirmed = interest(people=1, confirmed=False)
    set_date(undated)
    assert services.follow_interests() == 3
    assert [of(each) for each in (first, second, third)] == ["offered", "waiting", "waiting"]
    assert (of(unconfirmed), counts(row)) == ("interest", (0, 3, 3))
    assert services.follow_interests() == 0
    assert services.send_notices() == 0  # what a change of date tells those who are bound
    assert letters(first)[-1] == letters(second)[-1] == "Der Termin steht fest: Termin 4"
    assert [len(letters(each)) for each in (first, second)] == [3, 3]
    texts = [Email.objects.filter(to=each.contact_email).last().message for each in (first, second)]
    assert ["bieten Ihnen 3 Plätze an" in text for text in texts] == [True, False]
    assert ["stehen auf der Warteliste" in text for text in texts] == [False, True]
    services.confirm(unconfirmed.pk)
    assert (services.follow_interests(), of(unconfirmed)) == (1, "waiting")


def test_an_offer_that_nobody_answers_lapses_and_goes_on(undated, row, interest, seats):
    first, second = interest(people=3, more=seats[:1]), interest(people=2)
    set_date(undated)
    services.follow_interests()
    ends = first.bookings.get(status="offered").offer_expires
    assert services.lapse_offers(now=ends) == 1
    first.refresh_from_db()
    assert (first.status, of(first), of(second)) == ("confirmed", "cancelled", "offered")
    assert counts(row) == (0, 2, 0)


def test_accepting_adds_the_price_and_binds(series, undated, row, interest, seats):
    Price.objects.create(page=series, amount=290, scope="session", audience="non_partner", vat="excl")
    prices = price_lists.current(series.translation_key, timezone.now())
    alone, beside = interest(), interest(more=seats[:1], prices=prices)
    set_date(undated)
    services.follow_interests()
    for registration, total in [(alone, 290), (beside, 580)]:
        booking = registration.bookings.get(status="offered")
        assert services.price_of_offer(booking).amount == 290
        with pytest.raises(services.RegistrationError) as error:
            services.accept_offer(booking.pk)  # nobody was shown a price
        assert error.value.code == "price"
        invoice = {"invoice_name": "Stadt Marl"}
        for _again in range(2):
            services.accept_offer(booking.pk, agreed=Decimal(290), invoice=invoice)
        booking.refresh_from_db()
        registration.refresh_from_db()
        assert (booking.status, booking.binding) == ("confirmed", True)
        assert (registration.amount, registration.invoice_status) == (total, "open")
        assert registration.invoice_name == "Stadt Marl"
    alone.refresh_from_db()
    assert alone.charges.get().vat == "excl"
    assert counts(row) == (2, 0, 0)


@pytest.mark.parametrize(
    ("scope", "unit", "beside", "price_class", "cost"),
    [
        ("session", "organisation", 0, "non_partner", 300),
        ("session", "person", 1, "non_partner", 600),
        ("session", "person", 1, "free", 0),
        ("series", "organisation", 0, "non_partner", 300),
        ("series", "organisation", 1, "non_partner", 0),  # due once
    ],
)
def test_what_accepting_costs(series, undated, interest, seats, scope, unit, beside, price_class, cost):
    Price.objects.create(page=series, amount=300, scope=scope, unit=unit, audience="non_partner")
    prices = price_lists.current(series.translation_key, timezone.now())
    registration = interest(more=seats[:beside], people=2, price_class=price_class, prices=prices)
    assert services.price_of_offer(registration.bookings.get(binding=False)).amount == cost


def test_a_date_that_is_taken_back_makes_it_interest_again(undated, row, interest):
    first, second = interest(people=3), interest(people=2)
    set_date(undated)
    services.follow_interests()
    set_date(undated, days=None)
    with pytest.raises(services.RegistrationError) as error:
        services.accept_offer(first.bookings.get().pk)
    assert error.value.code == "undated"
    assert services.follow_interests() == 2
    assert ([of(each) for each in (first, second)], counts(row)) == (["interest"] * 2, (0, 0, 0))
    set_date(undated)
    services.follow_interests()
    assert [of(each) for each in (first, second)] == ["offered", "waiting"]


def test_nobody_is_offered_what_is_cancelled_or_has_begun(undated, interest):
    registration = interest()
    set_date(undated, days=-1)
    assert (services.follow_interests(), of(registration)) == (0, "interest")
    page = set_date(undated)
    page.status, page.status_reason = "cancelled", "Sturm"
    factories.publish(page)
    assert (services.follow_interests(), of(registration)) == (0, "interest")
    assert services.send_notices() == 1
    assert letters(registration)[-1] == "Findet nicht statt: Termin 4"


def test_those_who_are_bound_by_the_whole_series_come_first_where_they_were_first(
    undated, row, signup, interest
):
    bound = signup([row], people=3)
    late = interest(people=2)
    set_date(undated)
    services.follow_interests()
    assert (of(bound), of(late), counts(row)) == ("confirmed", "waiting", (3, 0, 2))


def test_interest_is_withdrawn_alone_or_with_all(interest, seats):
    registration = interest(more=seats[:1])
    services.withdraw_booking(registration.bookings.get(binding=False).pk)
    registration.refresh_from_db()
    assert (registration.status, of(registration)) == ("confirmed", "cancelled")
    alone = interest()
    services.withdraw_registration(alone.pk)
    alone.refresh_from_db()
    assert (alone.status, of(alone)) == ("cancelled", "cancelled")


def test_the_organiser_binds_nobody_by_moving_interest(interest, seats):
    booking = interest().bookings.get()
    with pytest.raises(services.RegistrationError) as error:
        services.move_booking(booking.pk, session_id=seats[0].pk, user=None)
    assert error.value.code == "interest"
    person = services.Person(name="Femke Bos", email="femke@example.org")
    with pytest.raises(services.RegistrationError) as error:
        services.name_substitute(booking.attendances.get().pk, person)
    assert error.value.code == "interest"


def test_the_database_knows_that_interest_binds_nobody(interest):
    booking = interest().bookings.get()
    for values in ({"binding": True}, {"status": "confirmed"}, {"status": "held"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Booking.objects.filter(pk=booking.pk).update(**values)
    assert Registration.objects.get().bookings.get().status == "interest"
