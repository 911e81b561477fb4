"""The state of a session in the words of one language, and what a reader can do next.

What holds is decided by events.session_now. Words follow domain.md#registration-words. Templates
print what stands here and decide nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.utils.translation import gettext, ngettext, override, pgettext

from home.formatting.dates import long_date

from ..choices import Mode, Status
from ..registration_options import ResolvedCall, opening_words, registration_url
from ..session_now import Availability, SessionNow, session_now

# The design's pattern for each key: five squares and houses are enough for a reader.
MARKS = {
    "past": "past",
    "cancelled": "cancelled",
    "moved": "moved",
    "undated": "later",
    "later": "later",
    "open": "open",
    "few": "few",
    "full": "full",
    "waiting": "full",
    "closed": "closed",
    "no_registration": "open",
    "external": "open",
    "email": "open",
    "unsaid": "open",
}


@dataclass(frozen=True, kw_only=True)
class Action:
    """A link: words and target. `kind` is form, email, external or recap."""

    kind: str
    label: str
    url: str
    lang: str = ""

    @property
    def external(self) -> bool:
        return self.kind == "external"


@dataclass(frozen=True, kw_only=True)
class State:
    """A session at a moment and its words, which may be empty where nothing is known; `note` is one more
    line."""

    now: SessionNow
    words: str = ""
    note: str = ""
    note_lang: str = ""
    action: Action | None = None
    moved_from: str = ""

    @property
    def key(self) -> Availability:
        return self.now.availability

    @property
    def call(self) -> ResolvedCall:
        return self.now.call

    @property
    def free(self) -> int | None:
        return self.now.free

    @property
    def mark(self) -> str:
        return MARKS[self.key]

    @property
    def bookable(self) -> bool:
        return self.now.bookable


def state_of(session, *, series=None, now: datetime, lang: str, recap: Action | None = None) -> State:
    """The state of a session page at that moment, in words of that language.

    `series` is its series page or None; `recap` the link to its report, where one is published. Reads the
    session's seat row and the call's contacts, and nothing else.
    """
    with override(lang):
        return _state(session, series, now, lang, recap)


def mail_subject(page, lang: str) -> str:
    """The subject of a mail that registers for a session or series, in the page's language
    (domain.md#registration-by-mail)."""
    with override(lang):
        return gettext("Registration: %(title)s") % {"title": page.title}


def interest_subject(page, lang: str) -> str:
    """The subject of a mail that registers interest in a session without a date."""
    with override(lang):
        return gettext("Interest: %(title)s") % {"title": page.title}


def mailto(email: str, subject: str) -> str:
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject, safe='')}"


def _state(session, series, now, lang, recap) -> State:
    present = session_now(session, series=series, now=now)
    past = present.availability == Availability.PAST
    note, note_lang = _note(session, present)
    return State(
        now=present,
        words=_words(session, present, lang),
        note=note,
        note_lang=note_lang,
        action=recap if past else _action(session, present, lang),
        moved_from=_moved_from(session, present, lang),
    )


def _words(session, present: SessionNow, lang) -> str:
    key, call = present.availability, present.call
    if key in {Availability.OPEN, Availability.FEW}:
        return _places_words(session.seats, key, present.free)
    if key == Availability.UNDATED:
        return session.date_hint or gettext("Date to be announced")
    if key == Availability.LATER:
        return gettext("Registration from %(date)s") % {"date": opening_words(call.opens, lang)}
    if key == Availability.EXTERNAL:
        return gettext("Registration at %(host)s") % {"host": call.host}
    words = {
        Availability.PAST: gettext("Has taken place"),
        Availability.CANCELLED: pgettext("session", "Cancelled"),
        Availability.MOVED: gettext("Moved, new date to follow"),
        Availability.WAITING: gettext("Fully booked"),
        Availability.FULL: gettext("Fully booked"),
        Availability.CLOSED: gettext("Registration closed"),
        Availability.EMAIL: gettext("Registration by e-mail"),
        Availability.NO_REGISTRATION: gettext("No registration needed"),
    }
    return words.get(key, "")


def _places_words(seats, key, free) -> str:
    if free is None:
        return gettext("Registration open")
    if not seats.show_places_left:
        return gettext("Few places left") if key == Availability.FEW else gettext("Places available")
    if key == Availability.FEW:
        return ngettext("%(count)d place left", "%(count)d places left", free) % {"count": free}
    return ngettext("%(count)d place available", "%(count)d places available", free) % {"count": free}


def _note(session, present: SessionNow) -> tuple[str, str]:
    """One more line and its language where it is foreign."""
    key, waiting = present.availability, present.waiting
    if key in {Availability.CANCELLED, Availability.MOVED}:
        return session.status_reason, session.locale.language_code
    if key == Availability.WAITING and session.seats.show_places_left and waiting:
        text = ngettext("%(count)d on the waiting list", "%(count)d on the waiting list", waiting)
        return text % {"count": waiting}, ""
    return "", ""


def _moved_from(session, present: SessionNow, lang) -> str:
    if session.status != Status.MOVED or not present.is_ahead or not session.previous_date:
        return ""
    return long_date(session.previous_date, lang)


def _action(session, present: SessionNow, lang) -> Action | None:
    if present.takes_interest:
        return _interest(session, present.call, lang)
    return _registration(session, present, lang) if present.bookable else None


def _interest(session, call: ResolvedCall, lang) -> Action | None:
    """Without a date nobody can be bound to come: one says that one would like to."""
    if call.mode == Mode.FORM and (url := registration_url(session.translation_key)):
        return Action(kind="form", label=gettext("Register interest"), url=url)
    if call.email:
        url = mailto(call.email, interest_subject(session, lang))
        return Action(kind="email", label=gettext("Register interest by e-mail"), url=url)
    return None


def _registration(session, present: SessionNow, lang) -> Action | None:
    call, waiting = present.call, present.availability == Availability.WAITING
    if call.mode == Mode.EXTERNAL:
        return Action(
            kind="external", label=gettext("Register at %(host)s") % {"host": call.host}, url=call.url
        )
    if call.mode == Mode.FORM and (url := registration_url(session.translation_key)):
        label = gettext("Join the waiting list") if waiting else gettext("Register for this session")
        return Action(kind="form", label=label, url=url)
    if call.email:
        label = gettext("Ask for a place on the waiting list") if waiting else gettext("Register by e-mail")
        return Action(kind="email", label=label, url=mailto(call.email, mail_subject(session, lang)))
    return None
