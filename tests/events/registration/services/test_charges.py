"""What a registration owes follows what is booked, in the transaction of every change (domain.md#prices)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from events.registration import services
from events.registration.models import Charge, LogEntry, Registration
from events.registration.pricing import PriceList, Rate
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

CITY = PriceList((Rate("series", "non_partner", "organisation", Decimal(3000), vat="excl"),))
PERSON = factories.single_price(120, unit="person")


def owes(registration) -> Decimal:
    return Registration.objects.get(pk=registration.pk).amount


def test_what_is_given_up_is_owed_no_longer(seats, signup):
    """Was: 580 € in every list after one of two sessions had been given up in time."""
    registration = signup(seats[:2], price=290)
    assert (owes(registration), registration.invoice_status) == (580, "open")
    services.cancel_booking(registration.bookings.first().pk)
    assert owes(registration) == 290
    assert "bisher 580 €, jetzt 290 €" in factories.last_mail(registration.contact_email)
    entry = LogEntry.objects.filter(registration=registration, action="price changed").first()
    assert entry.details == {"before": "580.00", "after": "290.00"}
    services.cancel_booking(registration.bookings.last().pk)
    registration.refresh_from_db()
    assert (registration.status, registration.amount, registration.invoice_status) == ("cancelled", 0, "none")


def test_fewer_people_owe_less_and_a_substitute_the_same(seats, signup):
    registration = signup(seats[:1], people=3, prices=PERSON)
    assert owes(registration) == 360
    seat = registration.bookings.get().attendances.first()
    services.name_substitute(seat.pk, services.Person(name="Femke Bos", email="f@example.org"))
    assert owes(registration) == 360
    services.reduce_seats(registration.bookings.get().pk, without=[seat.pk])
    assert owes(registration) == 240
    assert "bisher 360 €, jetzt 240 €" in factories.last_mail(registration.contact_email)


def test_a_waiting_place_costs_nothing_until_it_is_a_place(seats, signup, admin_user):
    """Was: a turn in the queue was charged at once."""
    first = signup(seats[:1], people=4)
    waiting = signup(seats[:2], people=2, price=290)
    assert owes(waiting) == 290
    services.cancel_registration(first.pk)
    booking = waiting.bookings.get(session=seats[0])
    assert (booking.status, owes(waiting)) == ("offered", 290)
    assert "Preis: 290 €, zzgl. MwSt." in factories.last_mail(waiting.contact_email)
    with pytest.raises(services.RegistrationError) as refused:
        services.accept_offer(booking.pk)  # nobody was shown what it costs
    assert refused.value.code == "price"
    services.accept_offer(booking.pk, agreed=Decimal(290))
    assert owes(waiting) == 580
    assert "bisher 290 €, jetzt 580 €" in factories.last_mail(waiting.contact_email)


def test_an_offer_that_lapses_costs_nothing(seats, signup):
    first, waiting = signup(seats[:1], people=4), signup(seats[:1], people=2, price=290)
    services.cancel_registration(first.pk)
    booking = waiting.bookings.get()
    services.lapse_offers(now=booking.offer_expires)
    waiting.refresh_from_db()
    assert (waiting.status, owes(waiting), waiting.invoice_status) == ("lapsed", 0, "none")


def test_whoever_owes_the_series_already_moves_up_at_once(seats, signup):
    """Another place costs nothing more, so nobody has to say yes to a price."""
    first, waiting = signup(seats[:1], people=4), signup(seats[:2], prices=CITY)
    assert owes(waiting) == 3000
    services.cancel_registration(first.pk)
    assert set(waiting.bookings.values_list("status", flat=True)) == {"confirmed"}
    assert owes(waiting) == 3000


def test_a_place_held_meanwhile_is_confirmed_at_its_price(seats, signup):
    first = signup(seats[:1], people=4)
    waiting = signup(seats[:1], people=2, price=290, confirmed=False)
    assert owes(waiting) == 0
    services.cancel_registration(first.pk)
    with pytest.raises(services.RegistrationError) as refused:
        services.confirm(waiting.pk, agreed=Decimal(0))
    assert (refused.value.code, owes(waiting)) == ("price", 290)
    assert services.confirm(waiting.pk, agreed=Decimal(290)).status == "confirmed"


def test_registering_for_more_than_was_shown_is_refused(seats, signup):
    with pytest.raises(services.RegistrationError) as refused:
        signup(seats[:2], price=290, shown=Decimal(290))
    assert refused.value.code == "price"
    assert not Registration.objects.exists()
    assert signup(seats[:2], price=290, shown=Decimal(580)).amount == 580


def test_what_nobody_confirms_is_owed_by_nobody(seats, signup, admin_user):
    declined, lapsed = (signup(seats[:1], price=290, confirmed=False) for _ in range(2))
    services.decline(declined.pk, user=admin_user, reason="")
    services.lapse_due(now=lapsed.confirm_by)
    assert (owes(declined), owes(lapsed)) == (0, 0)


def test_moving_to_another_session_changes_the_price_once(seats, signup, admin_user):
    prices = PriceList(factories.single_price(290).rates, own={seats[1].pk: factories.single_price(50).rates})
    registration = signup(seats[:1], prices=prices)
    for _ in range(2):
        services.move_booking(registration.bookings.get().pk, session_id=seats[1].pk, user=admin_user)
    assert owes(registration) == 50


def test_a_class_that_is_settled_changes_what_is_owed(seats, signup, admin_user):
    rates = (*factories.single_price(380).rates, Rate("session", "partner", "organisation", Decimal(290)))
    registration = signup(seats[:2], prices=PriceList(rates), price_class="unclear")
    assert (registration.status, owes(registration)) == ("review", 0)
    services.settle_price(registration.pk, price_class="partner", user=admin_user)
    assert owes(registration) == 580
    services.settle_price(registration.pk, price_class="partner", amount=Decimal(500), user=admin_user)
    assert owes(registration) == 500
    services.settle_price(registration.pk, price_class="free", user=admin_user)
    assert owes(registration) == 0
    services.settle_price(registration.pk, price_class="non_partner", user=admin_user)
    services.approve(registration.pk, user=admin_user)
    assert owes(registration) == 760
    registration.refresh_from_db()
    assert registration.invoice_status == "open"


def test_nobody_who_agreed_to_a_price_owes_more_by_settling(seats, signup, admin_user):
    registration = signup(seats[:1], price=290, shown=Decimal(290))
    with pytest.raises(services.RegistrationError) as refused:
        services.settle_price(
            registration.pk, price_class="non_partner", amount=Decimal(400), user=admin_user
        )
    assert (refused.value.code, owes(registration)) == ("agreed", 290)
    services.settle_price(registration.pk, price_class="non_partner", amount=Decimal(200), user=admin_user)
    assert owes(registration) == 200
    assert "bisher 290 €, jetzt 200 €" in factories.last_mail(registration.contact_email)


def test_what_was_invoiced_stays(seats, signup, admin_user):
    registration = signup(seats[:2], price=290)
    services.set_invoice(registration.pk, status="sent", user=admin_user)
    services.cancel_booking(registration.bookings.first().pk)
    services.set_invoice(registration.pk, status="paid", user=admin_user)
    registration.refresh_from_db()
    assert (registration.invoiced_amount, registration.amount) == (580, 290)
    services.set_invoice(registration.pk, status="open", user=admin_user)
    registration.refresh_from_db()
    assert registration.invoiced_amount is None


def test_the_database_knows_what_a_charge_is(seats, signup):
    first, second = signup(seats[:1], prices=CITY), signup(seats[:1], price=290)
    series, single = first.charges.get(), second.charges.get()
    assert (series.payer, single.payer) == (first.payer, "")
    wrong = [
        (single, {"amount": -1}),
        (single, {"quantity": 0}),
        (single, {"payer": first.payer}),  # the organisation of `first` would owe the series twice
    ]
    for charge, values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Charge.objects.filter(pk=charge.pk).update(**values)
    for more in ({"booking": single.booking, "kind": "session"}, {"booking": None, "kind": "series"}):
        copy = Charge.objects.get(pk=single.pk if more["booking"] else series.pk)
        copy.pk, copy.payer = None, ""
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)
