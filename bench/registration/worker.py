"""One process of the bench: random visitors of both languages, for a given number of attempts."""

import os
import random
import uuid
from collections import Counter
from datetime import timedelta

NAMESPACE = uuid.UUID("6f0e54bc-5f0b-4a0c-8b55-0c8f0d2b4f11")


def run(
    database: str, sessions: list[int], fickle: int, rules: int, number: int, attempts: int, unlocked: bool
) -> dict:
    """Make `attempts` attempts against the named database and return what was acknowledged and what
    failed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    connection.close()
    visitors = _Visitors(sessions, fickle, rules, number, unlocked)
    for attempt in range(attempts):
        visitors.attempt(attempt)
    connection.close()
    return visitors.report()


class _Visitors:
    def __init__(self, sessions, fickle, rules, number, unlocked):
        from django.db import IntegrityError, OperationalError, transaction
        from django.utils import timezone

        from bench.registration import prices
        from events.capacity import SeatsError, change_seats
        from events.models import EventPage
        from events.registration import models, services

        if unlocked:
            _take_the_lock_away()
        self.now = timezone.now()
        self.database_errors = (OperationalError, IntegrityError)
        self.models, self.services, self.change_seats = models, services, change_seats
        self.atomic, self.pages = transaction.atomic, EventPage.objects
        self.refusals = (services.RegistrationError, SeatsError)
        self.rules = models.CallRules.objects.get(pk=rules)
        self.sessions, self.fickle, self.number = sessions, fickle, number
        self.lists = prices.of(sessions)
        self.random = random.Random(number)
        self.acknowledged, self.cancelled, self.counts = set(), set(), Counter()
        self.errors = Counter()

    def attempt(self, attempt: int) -> None:
        actions = [
            self.register,
            self.confirm,
            self.cancel,
            self.give_up,
            self.substitute,
            self.offers,
            self.capacity,
            self.lapse,
            self.move,
            self.settle,
            self.call_off,
            self.invoice,
        ]
        action = self.random.choices(actions, weights=[46, 20, 10, 7, 6, 6, 5, 1, 4, 4, 2, 1])[0]
        try:
            action(attempt)
            self.counts[action.__name__] += 1
        except self.refusals as error:
            self.counts[f"refused: {error.code}"] += 1
        except self.models.Registration.DoesNotExist:
            self.counts["nothing there yet"] += 1
        except self.database_errors as error:
            self.errors[type(error).__name__ + ": " + str(error).split("\n")[0][:80]] += 1

    def report(self) -> dict:
        return {
            "acknowledged": self.acknowledged,
            "cancelled": self.cancelled,
            "counts": self.counts,
            "errors": self.errors,
        }

    def register(self, attempt: int) -> None:
        services = self.services
        # Pairs of processes send the same key: every other registration is a double submit across processes.
        pair = self.number // 2
        key = uuid.uuid5(NAMESPACE, f"{pair}-{attempt}")
        shared = random.Random(str(key))
        people = tuple(
            services.Person(name=f"Person {i}", email=f"p{i}.{key.hex[:12]}@example.org")
            for i in range(shared.randint(1, 3))
        )
        chosen = shared.sample([*self.sessions, self.fickle], shared.randint(1, 3))
        # Few organisations, so that many register more than once; each keeps to one kind of price list.
        city = shared.randint(1, 8)
        request = services.Request(
            idempotency_key=key,
            sessions=tuple(services.SessionWish(session=session) for session in chosen),
            people=people,
            contact_name="Contact",
            contact_email=f"c.{key.hex[:12]}@city{city}.example.org",
            organisation_name=f"City {city}",
            language=shared.choice(["de", "nl"]),
            prices=shared.choice(self.lists),
            price_class=shared.choice(["partner", "non_partner", "non_partner", "unclear"]),
        )
        for _submit in range(2 if shared.random() < 0.2 else 1):
            registration, _new = services.register(rules=self.rules, request=request)
            self.acknowledged.add(str(registration.idempotency_key))

    def confirm(self, attempt: int) -> None:
        self.services.confirm(self._some(status="unconfirmed").pk)

    def cancel(self, attempt: int) -> None:
        registration = self._some(status__in=["unconfirmed", "confirmed"])
        self.services.cancel_registration(registration.pk)
        self.cancelled.add(registration.pk)

    def give_up(self, attempt: int) -> None:
        booking = self._some(status="confirmed").bookings.order_by("?").first()
        people = list(booking.attendances.values_list("pk", flat=True))
        if booking.seats > 1 and self.random.random() < 0.5:
            self.services.reduce_seats(booking.pk, without=people[:1])
        else:
            self.services.cancel_booking(booking.pk)

    def substitute(self, attempt: int) -> None:
        booking = self._some(status="confirmed").bookings.order_by("?").first()
        attendance = booking.attendances.first()
        if attendance:
            person = self.services.Person(
                name=f"Sub {attempt}", email=f"s{attempt}.{self.number}@example.org"
            )
            self.services.name_substitute(attendance.pk, person)

    def offers(self, attempt: int) -> None:
        offered = self.models.Booking.objects.filter(status="offered").order_by("?").first()
        if offered and self.random.random() < 0.7:
            cost = self.services.price_of_offer(offered)
            self.services.accept_offer(offered.pk, agreed=cost.amount)
        else:
            self.services.lapse_offers(now=self.now + timedelta(hours=30 + attempt))

    def capacity(self, attempt: int) -> None:
        session = self.random.choice(self.sessions)
        capacity = self.random.randint(20, 60)
        self.change_seats(pk=session, capacity=capacity, waiting_list=True, show_places_left=True)

    def lapse(self, attempt: int) -> None:
        self.services.lapse_due(now=self.now + timedelta(hours=49))

    def move(self, attempt: int) -> None:
        booking = self._some(status="confirmed").bookings.order_by("?").first()
        target = self.random.choice(self.sessions)
        self.services.move_booking(booking.pk, session_id=target, user=None)

    def settle(self, attempt: int) -> None:
        """The organiser settles a class or an amount, and approves what was held for that."""
        registration = self._some(status__in=["review", "confirmed"])
        price_class = self.random.choice(["partner", "non_partner", "free"])
        amount = self.random.choice([None, None, 150]) if price_class != "free" else None
        self.services.settle_price(registration.pk, price_class=price_class, amount=amount, user=None)
        if registration.status == "review":
            self.services.approve(registration.pk, user=None)

    def call_off(self, attempt: int) -> None:
        """A session does not take place, or does after all: published, and followed in one transaction."""
        with self.atomic():
            page = self.pages.select_for_update().get(seats_id=self.fickle)
            off = page.status != "cancelled"
            self.pages.filter(pk=page.pk).update(status="cancelled" if off else "scheduled")
            self.services.follow_session(self.fickle)

    def invoice(self, attempt: int) -> None:
        registration = self._some(status="confirmed")
        status = self.random.choice(["sent", "paid", "open"])
        self.services.set_invoice(registration.pk, status=status, user=None)

    def _some(self, **conditions):
        found = self.models.Registration.objects.filter(**conditions).order_by("?").first()
        if found is None:
            raise self.models.Registration.DoesNotExist
        return found


def _take_the_lock_away() -> None:
    """For showing that the check can fail: read the seat rows without locking them."""
    from events.models import SessionSeats
    from events.registration.services import locks, register, waiting

    def unlocked(keys):
        return {row.pk: row for row in SessionSeats.objects.filter(pk__in=set(keys))}

    for module in (locks, register, waiting):
        module.lock_seats = unlocked
