"""The registrations that owe together what holds per organisation, with their places and charges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from events.models import Price
from events.registration.choices import Kind
from events.registration.models import Booking, Charge, Registration
from events.registration.price_lists import loaded
from events.registration.pricing import Due, Party, Place, account, total

from .promises import called_off

# The seats that are owed for. One that is offered is owed for once it is accepted.
OWED = (Booking.Status.HELD, Booking.Status.CONFIRMED)


@dataclass
class Member:
    """One registration with the places that it has and the rows that it owes; late fees apart."""

    registration: Registration
    places: list[Place] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    fees: list[Charge] = field(default_factory=list)

    @property
    def order(self) -> tuple:
        """Whoever owes already for the organisation goes on doing so; else the first that was confirmed."""
        carries = any(row.amount and row.unit != Price.Unit.PERSON for row in self.charges)
        confirmed = self.registration.confirmed_at
        return not self.is_confirmed, not carries, confirmed is None, confirmed, self.registration.pk

    @property
    def is_confirmed(self) -> bool:
        return self.registration.status == Registration.Status.CONFIRMED

    def party(self, more: Iterable[Place]) -> Party:
        places = {place.session: place for place in self.places}
        for place in more:
            known = places.get(place.session)
            places[place.session] = replace(place, seats=place.seats + known.seats) if known else place
        prices = loaded(self.registration.price_list)
        return Party(prices, self.registration.price_class, tuple(places.values()), self.is_confirmed)


@dataclass
class Account:
    members: list[Member]

    @classmethod
    def of(cls, registration: Registration) -> "Account":
        """Read the account of a registration, whose call is locked; it stays the object given."""
        group = {registration.pk: registration}
        if registration.payer:
            others = Registration.objects.filter(
                rules_id=registration.rules_id, payer=registration.payer, status__in=Registration.ACTIVE
            )
            group |= {row.pk: row for row in others.exclude(pk=registration.pk).exclude(price_list={})}
        members = {pk: Member(row) for pk, row in group.items()}
        bookings = Booking.objects.filter(registration__in=group, status__in=OWED).order_by("pk")
        bookings = list(bookings)
        off = called_off({booking.session_id for booking in bookings})
        for booking in bookings:
            if booking.session_id not in off:
                members[booking.registration_id].places.append(place_of(booking))
        for row in Charge.objects.filter(registration__in=group).order_by("pk"):
            member = members[row.registration_id]
            (member.fees if row.kind == Kind.FEE else member.charges).append(row)
        return cls(sorted(members.values(), key=lambda member: member.order))

    def without(self, registration: Registration, places: Iterable[Place]) -> None:
        """Take places away from a registration, to see what that means."""
        gone = {place.booking: place.seats for place in places}
        member = next(one for one in self.members if one.registration.pk == registration.pk)
        kept = [replace(place, seats=place.seats - gone.get(place.booking, 0)) for place in member.places]
        member.places = [place for place in kept if place.seats > 0]

    def dues(self, plus: Mapping[int, Iterable[Place]] | None = None) -> dict[int, list[Due]]:
        """Return what each registration (by primary key) owes, with the places `plus` besides."""
        more = plus or {}
        parties = [member.party(more.get(member.registration.pk, ())) for member in self.members]
        owed = account(parties)
        return {one.registration.pk: dues for one, dues in zip(self.members, owed, strict=True)}

    def total(self, plus: Mapping[int, Iterable[Place]] | None = None) -> Decimal:
        """Return what all of them owe together."""
        return sum((total(dues) for dues in self.dues(plus).values()), Decimal(0))


def place_of(booking: Booking, seats: int | None = None) -> Place:
    return Place(session=booking.session_id, seats=seats or booking.seats, booking=booking.pk)
