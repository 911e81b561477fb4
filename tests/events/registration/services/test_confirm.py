"""From unconfirmed to confirmed, held for the organiser, declined or lapsed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from events.registration import mails, services
from events.registration.models import Registration

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def later(**time):
    return timezone.now() + timedelta(**time)


def test_confirming_turns_held_seats_into_taken_ones_once(seats, signup, counts, status):
    registration = signup(seats[:2], people=2, confirmed=False)
    for _ in range(2):
        assert services.confirm(registration.pk).status == "confirmed"
    assert status(registration) == ["confirmed", "confirmed"]
    assert counts(seats[0]) == (2, 0, 0)
    assert Email.objects.filter(to=registration.contact_email).count() == 2


def test_what_is_not_confirmed_lapses_and_frees_its_seats(rules, seats, signup, counts):
    registration = signup(seats[:1], people=4, confirmed=False)
    waiting = signup(seats[:1], people=2)
    assert services.lapse_due(now=later(hours=rules.confirm_hours - 1)) == 0
    assert services.lapse_due(now=later(hours=rules.confirm_hours, minutes=1)) == 1
    assert services.lapse_due(now=later(hours=rules.confirm_hours, minutes=1)) == 0
    registration.refresh_from_db()
    assert registration.status == "lapsed"
    assert waiting.bookings.get().status == "confirmed"
    assert counts(seats[0]) == (2, 0, 0)
    with pytest.raises(services.RegistrationError) as error:
        services.confirm(registration.pk)
    assert error.value.code == "lapsed"


def test_the_link_ends_on_time_though_no_worker_ran(rules, seats, signup):
    registration = signup(seats[:1], confirmed=False)
    with pytest.raises(services.RegistrationError):
        services.confirm(registration.pk, now=later(hours=rules.confirm_hours, minutes=1))


def test_one_row_that_fails_does_not_keep_the_others(rules, seats, signup, monkeypatch):
    """A job goes on with the rest, and still counts as failed, so that it is tried again."""
    bad, good = (signup(seats[:1], confirmed=False) for _ in range(2))
    lapsed = mails.lapsed

    def failing(registration):
        if registration.pk == bad.pk:
            raise ZeroDivisionError
        lapsed(registration)

    monkeypatch.setattr(mails, "lapsed", failing)
    with pytest.raises(ZeroDivisionError):
        services.lapse_due(now=later(hours=rules.confirm_hours, minutes=1))
    statuses = dict(Registration.objects.values_list("pk", "status"))
    assert statuses == {bad.pk: "unconfirmed", good.pk: "lapsed"}
    monkeypatch.undo()
    assert services.lapse_due(now=later(hours=rules.confirm_hours, minutes=1)) == 1


@pytest.mark.parametrize("reason", ["approval", "unclear"])
def test_the_organiser_has_a_word(rules, seats, signup, counts, admin_user, reason):
    rules.approval = reason == "approval"
    rules.save()
    price = {"price_class": "unclear", "price": 3000} if reason == "unclear" else {}
    registration = signup(seats[:1], people=2, **price)
    assert (registration.status, counts(seats[0])) == ("review", (0, 2, 0))
    assert services.lapse_due(now=later(days=90)) == 0
    if reason == "unclear":
        with pytest.raises(services.RegistrationError):
            services.approve(registration.pk, user=admin_user)
        services.settle_price(registration.pk, price_class="partner", amount=2500, user=admin_user)
    assert services.approve(registration.pk, user=admin_user).status == "confirmed"
    assert services.approve(registration.pk, user=admin_user).status == "confirmed"
    assert counts(seats[0]) == (2, 0, 0)


def test_declining_hands_the_seats_on(rules, seats, signup, counts, admin_user):
    registration = signup(seats[:1], people=4, confirmed=False)
    waiting = signup(seats[:1], people=1)
    for _ in range(2):
        services.decline(registration.pk, user=admin_user, reason="Nur für Mitglieder")
    assert Registration.objects.get(pk=registration.pk).status == "declined"
    assert waiting.bookings.get().status == "confirmed"
    assert counts(seats[0]) == (1, 0, 0)
    with pytest.raises(services.RegistrationError):
        services.approve(registration.pk, user=admin_user)
