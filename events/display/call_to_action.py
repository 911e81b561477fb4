"""The call to register as data: the variables of components/sign.html, in the state that holds.

domain.md#registration-by-mail (mail with a subject in the page's language), SB21 (another host is named, no
form beside it), SD14 (a label per state and language).
"""

from django.utils.translation import gettext, ngettext, override, pgettext

from ..choices import Mode
from ..registration_options import (
    ResolvedCall,
    call_of,
    deadline_words,
    opening_words,
    registration_url,
)
from ..session_now import Availability, SessionNow
from .availability import State, interest_subject, mail_subject
from .price_table import cheapest, per_organisation
from .session_items import SessionEntry

PLACES = {Availability.OPEN, Availability.FEW, Availability.EMAIL}


def session_sign(entry: SessionEntry, prices, *, ics_url: str = "") -> dict | None:
    """The sign of a session's page; `prices` are those that hold for it. None where nothing is said."""
    if entry.state.now.registration == Availability.UNSAID and not ics_url:
        return None
    with override(entry.language):
        sign = _session_sign(entry.page, entry.state, list(prices), entry.language)
    return sign | {"ics_url": ics_url}


def series_sign(
    series, call: ResolvedCall, key: Availability, entries: list[SessionEntry], prices, lang: str
) -> dict | None:
    """The sign of a series as a whole: what its sessions still offer. None where nothing is said.

    `call` and `key` are the call and the availability of the series.
    """
    sessions = [entry.state.now for entry in entries]
    with override(lang):
        if key == Availability.UNSAID:
            return None
        if key == Availability.UNDATED:
            return _undated_series_sign(series, call, sessions, lang)
        sign = _series_sign(series, _leading_call(call, entries, key), key, list(prices), lang)
        if sign["state"] in {"form", "email", "external"}:
            sign["text"] = sign.get("text") or _offer(sessions)
            sign["facts"] = [*cheapest(prices, lang), *_deadline_fact(series, call, lang)]
    return sign


def series_words(series, entries: list[SessionEntry], key: str, lang: str) -> str:
    """The state of a series in a few words, for lists; "" where there is nothing to say."""
    call = _leading_call(call_of(None, series), entries, key)
    with override(lang):
        words = {
            "past": gettext("Has taken place"),
            "cancelled": pgettext("session", "Cancelled"),
            "open": gettext("Registration open"),
            "email": gettext("Registration by e-mail"),
            "waiting": gettext("Fully booked"),
            "full": gettext("Fully booked"),
            "closed": gettext("Registration closed"),
            "no_registration": gettext("No registration needed"),
            "undated": gettext("Dates to be announced"),
        }
        if key == "external":
            return gettext("Registration at %(host)s") % {"host": call.host}
        if key == "later":
            return gettext("Registration from %(date)s") % {"date": opening_words(call.opens, lang)}
        return words.get(key, "")


def _leading_call(call: ResolvedCall, entries: list[SessionEntry], key: str) -> ResolvedCall:
    """The call of the first session in the state that the series is in: it may differ from the series'."""
    keys = {"open", "few"} if key == "open" else {key}
    return next((entry.state.call for entry in entries if entry.state.key in keys), call)


def _session_sign(page, state: State, prices, lang: str) -> dict:
    present, key = state.now, state.now.registration
    url = registration_url(page.translation_key)
    undated = present.is_ahead and not present.is_dated
    if present.takes_interest:
        return _interest_sign(page, present.call, url, lang) | {"title": state.words}
    if undated and key == Availability.EXTERNAL:
        return _unavailable(state.words)
    sign = _by_mode(page, present.call, key, url, lang)
    if key in PLACES and state.free is not None:
        sign["title"] = state.words
    if sign["state"] == "form":
        sign["label"] = _register_label(prices)
        sign["text"] = gettext("You register a city with its people.") if per_organisation(prices) else ""
    if key == Availability.PAST and state.action:
        sign |= {"url": state.action.url, "label": state.action.label}
    if undated:
        sign["title"] = state.words
    if key == Availability.UNSAID:
        sign |= {"title": gettext("Save the date")}
    return sign


def _series_sign(series, call: ResolvedCall, key: str, prices, lang: str) -> dict:
    sign = _by_mode(series, call, key, registration_url(series.translation_key), lang)
    if sign["state"] == "form":
        sign["label"] = _register_label(prices)
    if key == Availability.PAST:
        sign["title"] = gettext("This series has ended")
    return sign


def _undated_series_sign(series, call: ResolvedCall, sessions: list[SessionNow], lang: str) -> dict:
    """Of a series without any date: interest where its sessions take it, else when registration starts."""
    title = gettext("Dates to be announced")
    if any(session.takes_interest for session in sessions):
        return _interest_sign(series, call, registration_url(series.translation_key), lang) | {"title": title}
    text = gettext("Registration starts when the dates are known.")
    return {"state": "undated", "title": title, "text": text}


def _interest_sign(page, call: ResolvedCall, url: str, lang: str) -> dict:
    """Without a date one says that one would like to come, and is bound to nothing."""
    mail = {"email": call.email, "subject": interest_subject(page, lang)}
    text = gettext("The date is not set yet. Registering your interest is free and does not bind you.")
    if call.mode == Mode.FORM and url:
        return {"state": "form", "url": url, "label": gettext("Register interest"), "text": text} | mail
    if call.email:
        return {"state": "email", "label": gettext("Register interest by e-mail"), "text": text} | mail
    return _unavailable(gettext("Registration"))


def _unavailable(title: str) -> dict:
    return {
        "state": "unavailable",
        "title": title,
        "text": gettext("How to register will be announced here."),
    }


def _by_mode(page, call: ResolvedCall, key: str, url: str, lang: str) -> dict:
    """What follows from the way to register and the state alone."""
    mail = {"email": call.email, "subject": mail_subject(page, lang)}
    if key == "external":
        return {"state": "external", "url": call.url, "host": call.host} | mail
    if key == "waiting":
        has_form = call.mode == Mode.FORM and url
        return {"state": "waiting", "url": url if has_form else ""} | mail
    if key == "later":
        return {"state": "later", "opens": opening_words(call.opens, lang)}
    if key in PLACES:
        if call.mode == Mode.FORM and url:
            return {"state": "form", "url": url} | mail
        if call.email:
            text = gettext("Please write to us, we will register you.") if call.mode == Mode.FORM else ""
            return {"state": "email", "text": text} | mail
        return _unavailable(gettext("Registration"))
    return {"state": {"no_registration": "free"}.get(key, key)}


def _register_label(prices) -> str:
    return gettext("Register a city") if per_organisation(prices) else gettext("Register")


def _offer(sessions: list[SessionNow]) -> str:
    """Noch 4 der 5 verbleibenden Termine haben freie Plätze oder eine Warteliste.

    Nothing where one of them is registered for elsewhere: this site cannot know its places.
    """
    ahead = [session for session in sessions if session.is_ahead]
    if len(ahead) < 2 or not all(session.is_counted for session in ahead):
        return ""
    bookable = sum(1 for session in ahead if session.bookable)
    return ngettext(
        "%(bookable)d of the %(count)d remaining sessions has places or a waiting list.",
        "%(bookable)d of the %(count)d remaining sessions have places or a waiting list.",
        bookable,
    ) % {"bookable": bookable, "count": len(ahead)}


def _deadline_fact(series, call: ResolvedCall, lang: str) -> list[dict]:
    label = gettext("Register by")
    if call.closes:
        return [{"label": label, "text": deadline_words(call.closes, lang)}]
    if series.closes_days_before:
        text = ngettext("%(count)d day before each", "%(count)d days before each", series.closes_days_before)
        return [{"label": label, "text": text % {"count": series.closes_days_before}}]
    return []
