"""Certificates of attendance: for whoever was noted as present, once the last booked session is over."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation
from wagtail.models import Locale, Site

from events.session_now import is_over
from home.fonts import missing_letters
from home.models import SiteSettings
from home.visitors.one_line import one_line

from .models import Attendance, Booking, Registration
from .persons import NOBODY
from .summary import Line, summary_of


@dataclass(frozen=True, kw_only=True)
class Attended:
    """A session that somebody attended, in words of the certificate's language."""

    title: str
    when: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What a certificate says; `attendance` is the primary key that asks for it."""

    attendance: int
    name: str
    organisation: str
    call: str
    network: str
    language: str
    code: str
    sessions: tuple[Attended, ...]
    day: datetime

    @property
    def text(self) -> str:
        """Everything that is the certificate's own, as one text."""
        sessions = [
            part for session in self.sessions for part in (session.title, session.when, session.place)
        ]
        return " ".join([self.name, self.organisation, self.call, self.network, *sessions])

    @property
    def missing_letters(self) -> str:
        """Letters that no font has. Where there are some, the certificate is not handed out."""
        return missing_letters(self.text)


def certificates_of(registration: Registration, *, now: datetime | None = None) -> list[Certificate]:
    """The certificates of a registration's people, in its language; none before its last session is over.
    What did not take place is neither waited for nor certified.

    A substitute has one of their own. Whoever was not noted as present, or was erased, has none.
    """
    now = now or timezone.now()
    summary = summary_of(registration, Locale.objects.get(language_code=registration.language), now)
    lines = [
        line
        for line in summary.lines
        if line.booking.status == Booking.Status.CONFIRMED and line.entry and not line.called_off
    ]
    if not lines or registration.purged_at or not all(is_over(line.entry.page, now) for line in lines):
        return []
    people: dict[tuple, list[tuple[Attendance, Line]]] = {}
    for line in lines:
        for seat in line.people:
            if seat.present and seat.name != NOBODY:
                people.setdefault(_person(seat), []).append((seat, line))
    network = _network()
    call = summary.call_page
    with translation.override(registration.language):
        return [
            Certificate(
                attendance=attended[0][0].pk,
                name=one_line(attended[0][0].name),
                organisation=one_line(registration.organisation_name),
                call=call.title if call else "",
                network=network,
                language=registration.language,
                code=registration.code,
                sessions=tuple(_attended(line) for _seat, line in attended),
                day=now,
            )
            for attended in people.values()
        ]


def certificate_for(registration: Registration, attendance: int) -> Certificate | None:
    """The one that is asked for by this attendance (primary key)."""
    found = certificates_of(registration)
    return next((certificate for certificate in found if certificate.attendance == attendance), None)


def _person(seat: Attendance) -> tuple:
    if seat.substitute_name:
        return (seat.substitute_name.casefold(), seat.substitute_email.casefold())
    return (seat.participant_id,)


def _attended(line: Line) -> Attended:
    return Attended(title=line.entry.page.title, when=line.when, place=line.entry.place[0])


def _network() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.for_site(site).network_name if site else ""
