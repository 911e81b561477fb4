"""Signing up: all of it or nothing, once however often it is sent."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import SessionSeats
from events.registration import mails
from events.registration.membership import payer_of
from events.registration.models import (
    Answer,
    Attendance,
    Booking,
    CallRules,
    Need,
    Participant,
    Registration,
)
from events.registration.price_lists import stored
from events.registration.pricing import PriceList

from .charges import recharge
from .errors import RegistrationError
from .locks import fits, lock_call, lock_seats, one_transaction, recount
from .log import log
from .promises import originals


@dataclass(frozen=True)
class Person:
    """Somebody whom a registration names; `needs` maps Need.Kind values to texts."""

    name: str
    email: str = ""
    department: str = ""
    needs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SessionWish:
    """A session by the primary key of its seat row, with substitutes by the index of the person (0, 1 …).

    Not `binding`: only interest is noted.
    """

    session: int
    binding: bool = True
    substitutes: dict[int, Person] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What somebody asks for, checked by a form. `idempotency_key` is made when the form is first shown."""

    idempotency_key: uuid.UUID
    sessions: tuple[SessionWish, ...]
    people: tuple[Person, ...]
    contact_name: str
    contact_email: str
    kind: str = Registration.Kind.ORGANISATION
    organisation_id: int | None = None
    organisation_name: str = ""
    contact_phone: str = ""
    language: str = "de"
    price_class: str = Registration.PriceClass.NON_PARTNER
    prices: PriceList = PriceList()
    # The amount that the contact was shown; None where nobody was.
    shown: Decimal | None = None
    invoice: dict[str, str] = field(default_factory=dict)
    answers: dict[int, str] = field(default_factory=dict)
    consent_list: bool = False
    consent_photo: bool = False
    sender_hash: str = ""
    origin: str = Registration.Origin.FORM
    note: str = ""
    # Held for the organiser after its contact confirmed: guests where members come first
    # (domain.md#audience).
    needs_review: bool = False

    @property
    def mails(self) -> int:
        """How many addresses are written to because of it, sooner or later."""
        substitutes = [person for wish in self.sessions for person in wish.substitutes.values()]
        named = {person.email.lower() for person in (*self.people, *substitutes)}
        return len(named - {"", self.contact_email.lower()}) + 1


def register(*, rules: CallRules, request: Request, user=None, now=None) -> tuple[Registration, bool]:
    """Make one registration of `request` and return it with whether it is new.

    Holds the seats at once, `held` until its contact confirms; a session that is full, or that others already
    wait for, puts the whole party on its waiting list, kept together. Locks the seat rows of the sessions
    asked for. The confirmation mail is queued in the same transaction. A request whose key was seen before
    changes nothing.
    Raises RegistrationError: full without a waiting list, too many unconfirmed registrations of this sender,
    a second registration where the rules refuse it, a price above the one that was shown.
    """
    now = now or timezone.now()
    _check_numbers(rules, request)
    try:
        with one_transaction():
            seats = lock_seats(wish.session for wish in request.sessions)
            known = Registration.objects.filter(idempotency_key=request.idempotency_key).first()
            if known:
                return known, False
            _check_sessions(seats, request)
            _check_sender(rules, request)
            if request.prices.costs:
                lock_call(rules.pk)
            registration = _create(rules, request, review=_second_needs_review(rules, request), now=now)
            people = _add_people(registration, request)
            for wish in sorted(request.sessions, key=lambda wish: wish.session):
                _book(registration, seats[wish.session], wish, people)
            _check_price(recharge(registration).after, request)
            chosen = [wish.session for wish in request.sessions]
            more = {"sessions": chosen, "seats": len(request.people), "origin": request.origin}
            log(registration, "registered", user=user, **more)
            mails.received(registration)
            return registration, True
    except IntegrityError:
        # The same key was written by a parallel request between our look and our insert.
        known = Registration.objects.filter(idempotency_key=request.idempotency_key).first()
        if known:
            return known, False
        raise


def _check_sessions(seats: dict, request: Request) -> None:
    if len(seats) != len(request.sessions) or _withdrawn(seats):
        raise RegistrationError(_("One of these sessions no longer exists."), field="sessions", code="gone")


def _check_numbers(rules: CallRules, request: Request) -> None:
    if not request.sessions:
        raise RegistrationError(_("Choose at least one session."), field="sessions", code="none")
    if len({wish.session for wish in request.sessions}) != len(request.sessions):
        raise RegistrationError(_("A session is chosen twice."), field="sessions", code="twice")
    least, most = (1, 1) if request.kind == Registration.Kind.PERSON else (rules.min_people, rules.max_people)
    if not least <= len(request.people) <= most:
        raise RegistrationError(
            _("Name %(least)s to %(most)s people.") % {"least": least, "most": most},
            field="people",
            code="people",
        )


def _withdrawn(sessions) -> bool:
    """Return whether one of these sessions went offline after the form was shown; asked while it is
    locked."""
    return any(not page.live for page in originals(sessions).values())


def _check_sender(rules: CallRules, request: Request) -> None:
    """Nobody empties a session by script: a sender (address and network) has few that are unconfirmed."""
    if request.origin == Registration.Origin.DESK:
        return
    unconfirmed = Registration.objects.filter(rules=rules, status=Registration.Status.UNCONFIRMED)
    by_mail = unconfirmed.filter(contact_email__iexact=request.contact_email).count()
    by_sender = unconfirmed.filter(sender_hash=request.sender_hash).count() if request.sender_hash else 0
    if by_mail >= rules.unconfirmed_per_sender or by_sender >= 3 * rules.unconfirmed_per_sender:
        raise RegistrationError(
            _("Please confirm your earlier registrations first: the links are in your mail."),
            code="unconfirmed",
        )


def is_second(rules: CallRules, request: Request) -> bool:
    """Return whether the same organisation (or person) holds or awaits places at one of these sessions
    already."""
    sessions = [wish.session for wish in request.sessions]
    earlier = Booking.objects.filter(
        session__in=sessions, status__in=Booking.ACTIVE, registration__rules=rules
    ).exclude(registration__idempotency_key=request.idempotency_key)
    if request.organisation_id:
        earlier = earlier.filter(registration__organisation_id=request.organisation_id)
    elif request.organisation_name:
        earlier = earlier.filter(registration__organisation_name__iexact=request.organisation_name)
    else:
        earlier = earlier.filter(registration__contact_email__iexact=request.contact_email)
    return earlier.exists()


def _second_needs_review(rules: CallRules, request: Request) -> bool:
    """Apply the organiser's rule for a second registration of the same organisation for the same sessions."""
    if rules.second == CallRules.Second.ALLOW or not is_second(rules, request):
        return request.needs_review
    if rules.second == CallRules.Second.REFUSE:
        raise RegistrationError(
            _("Your organisation is already registered for one of these sessions."),
            field="sessions",
            code="second",
        )
    return True


def _check_price(owes: Decimal, request: Request) -> None:
    """Nobody is bound to more than the page named: a place may have become free meanwhile."""
    if request.shown is not None and owes > request.shown:
        raise RegistrationError(
            _("The price has changed meanwhile. Please check it once more."), code="price"
        )


def _create(rules: CallRules, request: Request, *, review: bool, now) -> Registration:
    by_desk = request.origin == Registration.Origin.DESK
    status = Registration.Status.CONFIRMED if by_desk else Registration.Status.UNCONFIRMED
    return Registration.objects.create(
        rules=rules,
        idempotency_key=request.idempotency_key,
        status=status,
        origin=request.origin,
        kind=request.kind,
        organisation_id=request.organisation_id,
        organisation_name=request.organisation_name,
        contact_name=request.contact_name,
        contact_email=request.contact_email,
        contact_phone=request.contact_phone,
        language=request.language,
        price_class=request.price_class,
        price_list=stored(request.prices),
        payer=payer_of(
            kind=request.kind,
            organisation_id=request.organisation_id,
            name=request.organisation_name,
            email=request.contact_email,
        ),
        agreed_amount=request.shown,
        consent_version=rules.consent_version,
        consent_list=request.consent_list,
        consent_photo=request.consent_photo,
        sender_hash=request.sender_hash,
        note=request.note,
        needs_review=review,
        confirm_by=None if by_desk else now + timedelta(hours=rules.confirm_hours),
        confirmed_at=now if by_desk else None,
        **request.invoice,
    )


def _add_people(registration: Registration, request: Request) -> list[Participant]:
    people = Participant.objects.bulk_create(
        Participant(
            registration=registration,
            name=person.name,
            email=person.email,
            department=person.department,
            position=position,
        )
        for position, person in enumerate(request.people)
    )
    Need.objects.bulk_create(
        Need(participant=participant, kind=kind, text=text)
        for participant, person in zip(people, request.people, strict=True)
        for kind, text in person.needs.items()
        if text
    )
    Answer.objects.bulk_create(
        Answer(registration=registration, question_id=question, value=value)
        for question, value in request.answers.items()
    )
    return people


def _book(
    registration: Registration, seats: SessionSeats, wish: SessionWish, people: list[Participant]
) -> Booking:
    wanted = len(people)
    # Nobody is overtaken: while others wait, a newcomer waits too, even if a smaller party would fit.
    if not wish.binding:
        status = Booking.Status.INTEREST
    elif seats.waiting == 0 and fits(seats, wanted):
        confirmed = registration.status == Registration.Status.CONFIRMED
        status = Booking.Status.CONFIRMED if confirmed else Booking.Status.HELD
    elif seats.waiting_list:
        status = Booking.Status.WAITING
    else:
        raise RegistrationError(
            _("One of these sessions is fully booked and has no waiting list."), field="sessions", code="full"
        )
    booking = Booking.objects.create(
        registration=registration, session=seats, seats=wanted, status=status, binding=wish.binding
    )
    Attendance.objects.bulk_create(
        Attendance(
            booking=booking,
            participant=participant,
            substitute_name=substitute.name if substitute else "",
            substitute_email=substitute.email if substitute else "",
            substitute_department=substitute.department if substitute else "",
        )
        for position, participant in enumerate(people)
        for substitute in [wish.substitutes.get(position)]
    )
    recount(seats)
    return booking
