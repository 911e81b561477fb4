"""Giving up too late to be free of charge (domain.md#late-cancellation)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events.models import EventPage
from events.registration import services, tokens
from events.registration.models import Charge, Registration
from events.registration.pricing import PriceList, Rate
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve(series):
    """A moment so many days before the first session begins."""

    def moment(days, of=0):
        page = EventPage.objects.get(pk=series.sessions[of].pk)
        return page.starts_at - timedelta(days=days)

    return moment


def owes(registration) -> Decimal:
    return Registration.objects.get(pk=registration.pk).amount


def rows(registration) -> list[tuple]:
    return list(registration.charges.order_by("-kind").values_list("kind", "reason", "amount"))


def test_in_time_it_costs_nothing_and_afterwards_the_fee_stays(rules, seats, signup, eve):
    """Free until seven days before; the moment itself is too late."""
    registration = signup(seats[:2], price=290)
    services.cancel_booking(registration.bookings.first().pk, now=eve(7) - timedelta(seconds=1))
    assert rows(registration) == [("session", "", 290)]
    services.withdraw_registration(registration.pk, now=eve(7, of=1))
    registration.refresh_from_db()
    assert (registration.status, rows(registration)) == ("cancelled", [("fee", "late", 290)])
    assert registration.invoice_status == "open"
    letter = factories.last_mail(registration.contact_email)
    assert "es zu spät" in letter
    assert "290 € bleiben als Gebühr zu zahlen" in letter
    assert services.cancel_registration(registration.pk, now=eve(1)).amount == 290  # once


@pytest.mark.parametrize(
    ("kind", "partner", "other", "price_class", "fee"),
    [
        ("share", 50, 100, "partner", "145.00"),
        ("share", 50, 30, "non_partner", "87.00"),
        ("share", "33.33", 0, "partner", "96.66"),
        ("amount", 50, 80, "partner", 50),
        ("amount", 50, 80, "non_partner", 80),
        ("amount", 50, 400, "non_partner", 290),  # never more than what is given up
        ("share", 0, 0, "partner", 0),
        ("share", 100, 100, "free", 0),
    ],
)
def test_the_rule_says_how_much(rules, seats, signup, eve, kind, partner, other, price_class, fee):
    rules.fee_kind, rules.fee_partner, rules.fee_other = kind, partner, other
    rules.save()
    registration = signup(seats[:1], price=290, price_class=price_class)
    services.cancel_registration(registration.pk, now=eve(2))
    assert owes(registration) == Decimal(fee)


def test_people_who_do_not_come_cost_the_fee_of_their_seats(seats, signup, eve):
    prices = factories.single_price(120, unit="person")
    registration = signup(seats[:1], people=3, prices=prices)
    booking = registration.bookings.get()
    for left in (2, 1):
        gone = booking.attendances.first().pk
        services.withdraw_booking(booking.pk, without=[gone], now=eve(3))
        assert rows(registration) == [("session", "", 120 * left), ("fee", "late", 120 * (3 - left))]
    assert owes(registration) == 360


def test_nothing_is_lost_where_the_series_is_still_owed(seats, signup, eve):
    city = PriceList((Rate("series", "non_partner", "organisation", Decimal(3000)),))
    herne = {"organisation_name": "Stadt Herne", "prices": city, "contact_email": "a@herne.example.org"}
    first, second = signup(seats[:2], **herne), signup(seats[:1], **herne)
    services.cancel_booking(first.bookings.first().pk, now=eve(1))
    assert rows(first) == [("series", "", 3000)]
    services.cancel_registration(first.pk, now=eve(1, of=1))
    assert (rows(first), rows(second)) == ([], [("series", "", 3000)])
    services.cancel_registration(second.pk, now=eve(1))
    assert rows(second) == [("fee", "late", 3000)]


def test_what_the_organiser_calls_off_costs_nothing(series, seats, signup, eve):
    page = factories.publish(series.sessions[0])
    registration = signup(seats[:1], price=290)
    page.status, page.status_reason = "cancelled", "Sturm"
    factories.publish(page)
    services.cancel_registration(registration.pk, now=eve(1))
    assert rows(registration) == []


def test_the_days_begin_anew_where_the_organiser_moves_the_date(series, seats, signup):
    """Moved to three days from now: free for seven days, at most until it begins."""
    page = factories.publish(series.sessions[0])
    before = signup(seats[:1], price=290)
    page.start_date = timezone.localdate() + timedelta(days=3)
    factories.publish(page)
    after = signup(seats[:1], price=290)
    now = timezone.now() + timedelta(days=2)
    for registration in (before, after):
        services.cancel_registration(registration.pk, now=now)
    assert (rows(before), rows(after)) == ([], [("fee", "late", 290)])


def test_the_days_begin_anew_where_the_organiser_moves_the_party(seats, signup, eve):
    registration = signup(seats[1:2], price=290)
    services.move_booking(registration.bookings.get().pk, session_id=seats[0].pk, user=None, now=eve(3))
    services.cancel_registration(registration.pk, now=eve(1))
    assert rows(registration) == []


def test_what_is_not_confirmed_yet_costs_no_fee(rules, seats, signup, eve):
    unconfirmed = signup(seats[:1], price=290, confirmed=False)
    rules.approval = True
    rules.save()
    held = signup(seats[:1], price=290)
    for registration in (unconfirmed, held):
        services.cancel_registration(registration.pk, now=eve(1))
        assert rows(registration) == []


def test_the_organiser_waives_it_with_a_reason(seats, signup, eve, admin_user):
    now_or_later = [signup(seats[:1], price=290) for _ in range(2)]
    services.cancel_registration(now_or_later[0].pk, waive="Krank", now=eve(1))
    services.cancel_registration(now_or_later[1].pk, now=eve(1))
    charge = Charge.objects.get(registration=now_or_later[1])
    for _ in range(2):
        services.waive_fee(charge.pk, reason="Krank", user=admin_user)
    for registration in now_or_later:
        assert rows(registration) == [("fee", "waived", 0)]
        assert registration.charges.get().note == "Krank"
        registration.refresh_from_db()
        assert registration.invoice_status == "none"
    assert "bisher 290 €, jetzt nichts" in factories.last_mail(now_or_later[1].contact_email)


@pytest.mark.parametrize(
    ("language", "warning", "after"),
    [
        (
            "de",
            ("Kostenlos bis", "bleiben 240 € als Gebühr zu zahlen"),
            "bleiben 240 € als Gebühr zu zahlen; für einen Platz sind es 120 €",
        ),
        (
            "nl",
            ("Kosteloos tot", "blijft € 240 als vergoeding verschuldigd"),
            "blijft € 240 als vergoeding verschuldigd; voor één plaats is dat € 120",
        ),
    ],
)
def test_the_page_says_so_before_one_gives_up(client, seats, signup, language, warning, after):
    prices = factories.single_price(120, unit="person")
    registration = signup(seats[:1], people=2, prices=prices)

    def page(name, **more):
        with translation.override(language):
            address = reverse(f"registration:{name}", kwargs={"token": tokens.token(registration), **more})
        return " ".join(client.get(address).content.decode().replace("\xa0", " ").split())

    booking = registration.bookings.get().pk
    for text in (page("session", booking=booking), page("cancel")):
        assert all(words in text for words in warning)
    EventPage.objects.filter(seats=seats[0]).update(starts_at=timezone.now() + timedelta(days=3))
    assert after in page("session", booking=booking)
    assert after.partition(";")[0] in page("cancel")
