"""The waiting list: strictly first come, parties kept together (domain.md#seats)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from post_office.models import Email

from events.registration import services
from events.registration.models import Booking, Registration
from events.registration.waiting_list import queue
from home.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def of(registration) -> str:
    return registration.bookings.get().status


def test_a_party_at_the_head_is_waited_for_and_never_overtaken(seats, signup, counts):
    """The last place stays free while the head needs three: neither a later party nor a newcomer takes it."""
    first, second = signup(seats[:1], people=3), signup(seats[:1], people=1)
    head, small = signup(seats[:1], people=3), signup(seats[:1], people=1)
    services.cancel_registration(second.pk)
    newcomer = signup(seats[:1], people=1)
    assert [of(row) for row in (head, small, newcomer)] == ["waiting"] * 3
    assert counts(seats[0]) == (3, 0, 5)
    services.reduce_seats(
        first.bookings.get().pk, without=[row.pk for row in first.bookings.get().attendances.all()[:2]]
    )
    assert [of(row) for row in (head, small, newcomer)] == ["confirmed", "waiting", "waiting"]
    services.cancel_registration(first.pk)
    assert [of(row) for row in (head, small, newcomer)] == ["confirmed", "confirmed", "waiting"]
    assert counts(seats[0]) == (4, 0, 1)


def test_leaving_the_list_lets_the_next_move_up(seats, signup, counts):
    signup(seats[:1], people=3)
    head, small = signup(seats[:2], people=2), signup(seats[:1], people=1)
    assert [row.registration_id for row in queue(seats[0])] == [head.pk, small.pk]
    services.cancel_booking(head.bookings.get(session=seats[0]).pk)
    assert of(small) == "confirmed"
    head.refresh_from_db()
    assert head.status == "confirmed"  # its other session stays
    assert counts(seats[0]) == (4, 0, 0)


def test_organisations_without_a_seat_come_first_where_the_organiser_says_so(rules, seats, signup):
    herne, marl = (Organisation.objects.create(name=name) for name in ("Stadt Herne", "Stadt Marl"))
    signup(seats[:1], people=2, organisation_id=herne.pk)
    other = signup(seats[:1], people=2)
    again, new = (signup(seats[:1], people=2, organisation_id=each.pk) for each in (herne, marl))
    assert [row.registration_id for row in queue(seats[0])] == [again.pk, new.pk]
    rules.prefer_new = True
    rules.save()
    assert [row.registration_id for row in queue(seats[0])] == [new.pk, again.pk]
    services.cancel_registration(other.pk)
    assert (of(new), of(again)) == ("confirmed", "waiting")


def test_a_priced_seat_is_offered_for_a_time_and_then_goes_on(rules, seats, signup, counts):
    """domain.md#prices: binding and paid, so the seat waits for a yes; while it waits nobody else gets it."""
    first = signup(seats[:1], people=4, price=2500)
    head, following = (signup(seats[:1], people=3, price=2500) for _ in range(2))
    services.cancel_registration(first.pk)
    assert (of(head), of(following), counts(seats[0])) == ("offered", "waiting", (0, 3, 3))
    assert of(signup(seats[:1], people=1)) == "waiting"
    ends = head.bookings.get().offer_expires
    with pytest.raises(services.RegistrationError) as error:
        services.accept_offer(head.bookings.get().pk, agreed=Decimal(2500), now=ends)
    assert error.value.code == "offer"
    assert services.lapse_offers(now=ends - timedelta(minutes=1)) == 0
    assert services.lapse_offers(now=ends) == 1
    head.refresh_from_db()
    assert (head.status, of(head), of(following)) == ("lapsed", "cancelled", "offered")
    for _ in range(2):
        services.accept_offer(following.bookings.get().pk, agreed=Decimal(2500))
    assert of(following) == "confirmed"
    assert counts(seats[0]) == (4, 0, 0)  # the party of one, free of charge, moved up beside it
    assert Email.objects.filter(to=following.contact_email).count() == 4


def test_a_refused_offer_goes_to_the_next(seats, signup):
    first = signup(seats[:1], people=4, price=100)
    head, following = (signup(seats[:1], people=2, price=100) for _ in range(2))
    third = signup(seats[:1], people=2, price=100)
    services.cancel_registration(first.pk)
    services.cancel_registration(head.pk)
    assert [of(row) for row in (following, third)] == ["offered", "offered"]


def test_who_is_not_confirmed_keeps_the_turn_and_confirms_later(seats, signup, counts):
    first = signup(seats[:1], people=4)
    unconfirmed = signup(seats[:1], people=2, confirmed=False)
    services.cancel_registration(first.pk)
    assert (of(unconfirmed), counts(seats[0])) == ("held", (0, 2, 0))
    services.confirm(unconfirmed.pk)
    assert (of(unconfirmed), counts(seats[0])) == ("confirmed", (2, 0, 0))


def test_a_turn_that_lapsed_passes_on(seats, signup):
    signup(seats[:1], people=3)
    unconfirmed = signup(seats[:1], people=2, confirmed=False)
    small = signup(seats[:1], people=1)
    assert of(small) == "waiting"
    services.lapse_due(now=timezone.now() + timedelta(hours=49))
    assert (of(unconfirmed), of(small)) == ("cancelled", "confirmed")


def test_promoting_is_safe_to_repeat(seats, signup):
    signup(seats[:1], people=4)
    signup(seats[:1], people=1)
    assert services.promote_due() == 0
    assert Booking.objects.filter(status="waiting").count() == 1
    assert Registration.objects.filter(status="confirmed").count() == 2
