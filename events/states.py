"""What a session is at a moment, as data: its key, its words in one language, and what a reader can do next.

Words follow DESIGN 6 and FIELD L53. Templates print what stands here and decide nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.utils.translation import gettext, ngettext, override

from home.dates import long_date

from .calls import Mode, ResolvedCall, call_of, opening_words, registration_url

# Few places: that many, or that share of all of them.
FEW = 5
FEW_SHARE = 0.1

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
# Where one can register, or ask for a seat that becomes free.
BOOKABLE = {"open", "few", "waiting", "external", "email"}


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
    """`key` is one of MARKS; `words` may be empty where nothing is known; `note` is one more line."""

    key: str
    words: str = ""
    note: str = ""
    note_lang: str = ""
    call: ResolvedCall
    action: Action | None = None
    free: int | None = None
    moved_from: str = ""

    @property
    def mark(self) -> str:
        return MARKS[self.key]

    @property
    def bookable(self) -> bool:
        return self.key in BOOKABLE


def state_of(session, *, series=None, now: datetime, lang: str, recap: Action | None = None) -> State:
    """The state of a session page at that moment, in words of that language.

    `series` is its series page or None; `recap` the link to its report, where one is published. Reads the
    session's seat row and the call's contacts, and nothing else.
    """
    with override(lang):
        return _state(session, series, now, lang, recap)


def key_of(session, call: ResolvedCall, now: datetime) -> str:
    """The key alone: what is counted (few, full …) comes last."""
    if session.status == session.Status.CANCELLED:
        return "cancelled"
    if session.ends_at and session.ends_at <= now:
        return "past"
    if session.starts_at is None:
        return "moved" if session.status == session.Status.MOVED else "undated"
    return _by_call(session, call, now)


def booking_key(session, call: ResolvedCall, now: datetime) -> str:
    """As `key_of`; a session without a date counts as what could be booked, a place or the waiting list.

    Whoever takes part in a whole series takes part in what has no date yet, too (FIELD SA10).
    """
    key = key_of(session, call, now)
    return _by_call(session, call, now) if key in {"undated", "moved"} else key


def free_places(seats) -> int | None:
    """Seats that nobody has or is promised; None without a limit."""
    if seats is None or seats.capacity is None:
        return None
    return max(seats.capacity - seats.taken - seats.held, 0)


def mail_subject(page, lang: str) -> str:
    """The subject of a mail that registers for a session or series, in the page's language (FIELD SA21)."""
    with override(lang):
        return gettext("Registration: %(title)s") % {"title": page.title}


def mailto(email: str, subject: str) -> str:
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject, safe='')}"


def _by_call(session, call: ResolvedCall, now: datetime) -> str:
    if call.mode == Mode.NONE:
        return "no_registration"
    if not call.mode:
        return "unsaid"
    if call.mode == Mode.CLOSED or (call.closes and call.closes <= now):
        return "closed"
    if call.opens and call.opens > now:
        return "later"
    if call.mode == Mode.EXTERNAL:
        return "external"
    return _counted(session.seats) or ("email" if call.mode == Mode.EMAIL else "open")


def _counted(seats) -> str:
    """few, full or waiting; "" where there are many seats or no limit."""
    free = free_places(seats)
    if free is None:
        return ""
    if free == 0:
        return "waiting" if seats.waiting_list else "full"
    return "few" if free <= max(FEW, seats.capacity * FEW_SHARE) else ""


def _state(session, series, now, lang, recap) -> State:
    call = call_of(session, series)
    key = key_of(session, call, now)
    free = free_places(session.seats) if key in {"open", "few", "waiting", "full", "email"} else None
    note, note_lang = _note(session, key, lang)
    return State(
        key=key,
        words=_words(session, call, key, free, lang),
        note=note,
        note_lang=note_lang,
        call=call,
        action=recap if key == "past" else _action(session, call, booking_key(session, call, now), lang),
        free=free,
        moved_from=_moved_from(session, key, lang),
    )


def _words(session, call, key, free, lang) -> str:
    if key in {"open", "few", "email"}:
        return _places_words(session.seats, key, free)
    if key == "undated":
        return session.date_hint or gettext("Date to be announced")
    if key == "later":
        return gettext("Registration from %(date)s") % {"date": opening_words(call.opens, lang)}
    if key == "external":
        return gettext("Registration at %(host)s") % {"host": call.host}
    words = {
        "past": gettext("Has taken place"),
        "cancelled": gettext("Cancelled"),
        "moved": gettext("Moved, new date to follow"),
        "waiting": gettext("Fully booked"),
        "full": gettext("Fully booked"),
        "closed": gettext("Registration closed"),
        "no_registration": gettext("No registration needed"),
    }
    return words.get(key, "")


def _places_words(seats, key, free) -> str:
    if free is None:
        return gettext("Registration by e-mail") if key == "email" else gettext("Registration open")
    if not seats.show_places_left:
        return gettext("Few places left") if key == "few" else gettext("Places available")
    if key == "few":
        return ngettext("%(count)d place left", "%(count)d places left", free) % {"count": free}
    return ngettext("%(count)d place available", "%(count)d places available", free) % {"count": free}


def _note(session, key, lang) -> tuple[str, str]:
    """One more line and its language where it is foreign."""
    if key in {"cancelled", "moved"}:
        return session.status_reason, session.locale.language_code
    seats = session.seats
    if key == "waiting" and seats.show_places_left and seats.waiting:
        text = ngettext("%(count)d on the waiting list", "%(count)d on the waiting list", seats.waiting)
        return text % {"count": seats.waiting}, ""
    return "", ""


def _moved_from(session, key, lang) -> str:
    if session.status != session.Status.MOVED or key in {"past", "cancelled"} or not session.previous_date:
        return ""
    return long_date(session.previous_date, lang)


def _action(session, call, key, lang) -> Action | None:
    if key not in BOOKABLE:
        return None
    waiting = key == "waiting"
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
