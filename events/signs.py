"""The call to register as data: the variables of components/sign.html, in the state that holds.

FIELD SA21 (mail with a subject in the page's language), SB21 (another host is named, no form beside it),
SD14 (a label per state and language).
"""

from collections import Counter
from datetime import datetime

from django.utils.translation import gettext, ngettext, override

from .calls import Mode, ResolvedCall, call_of, deadline_words, opening_words, registration_url
from .entries import SessionEntry
from .states import State, booking_key, mail_subject
from .tariffs import cheapest, per_organisation

PLACES = {"open", "few", "email"}


def session_sign(entry: SessionEntry, prices, now: datetime, *, ics_url: str = "") -> dict | None:
    """The sign of a session's page; `prices` are those that hold for it. None where nothing is said."""
    key = booking_key(entry.page, entry.state.call, now)
    if key == "unsaid" and not ics_url:
        return None
    with override(entry.language):
        sign = _session_sign(entry.page, entry.state, key, list(prices), entry.language)
    return sign | {"ics_url": ics_url}


def series_sign(series, entries: list[SessionEntry], prices, now: datetime, lang: str) -> dict | None:
    """The sign of a series as a whole: what its sessions still offer. None where nothing is said."""
    call = call_of(None, series)
    ahead = [entry.state for entry in entries if entry.state.key not in {"past", "cancelled"}]
    key = series_key_of(call, [entry.state for entry in entries], now)
    with override(lang):
        if key == "unsaid":
            return None
        sign = _series_sign(series, _leading_call(call, entries, key), key, list(prices), lang)
        if sign["state"] in {"form", "email", "external"}:
            sign["text"] = sign.get("text") or _offer(ahead)
            sign["facts"] = [*cheapest(prices, lang), *_deadline_fact(series, call, lang)]
    return sign


def series_key_of(call: ResolvedCall, states: list[State], now: datetime) -> str:
    """The state of a series: that of its best session to come, or of its own call while it has none."""
    keys = Counter(state.key for state in states)
    ahead = [key for key in keys if key not in {"past", "cancelled"}]
    if states and not ahead:
        return "cancelled" if set(keys) == {"cancelled"} else "past"
    for key in ("open", "few", "email", "external", "waiting", "later", "no_registration", "full", "closed"):
        if keys[key]:
            return "open" if key == "few" else key
    if not call.mode:
        return "unsaid"
    if call.mode == Mode.NONE:
        return "no_registration"
    if call.mode == Mode.CLOSED or (call.closes and call.closes <= now):
        return "closed"
    if call.opens and call.opens > now:
        return "later"
    return {Mode.FORM: "open"}.get(call.mode, call.mode) if states else "undated"


def series_words(series, entries: list[SessionEntry], key: str, lang: str) -> str:
    """The state of a series in a few words, for lists; "" where there is nothing to say."""
    call = _leading_call(call_of(None, series), entries, key)
    with override(lang):
        words = {
            "past": gettext("Has taken place"),
            "cancelled": gettext("Cancelled"),
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


def _session_sign(page, state: State, key: str, prices, lang: str) -> dict:
    call = state.call
    sign = _by_mode(page, call, key, registration_url(page.translation_key), lang)
    if key in PLACES and state.free is not None:
        sign["title"] = state.words
    if sign["state"] == "form":
        sign["label"] = _register_label(prices)
        sign["text"] = gettext("You register a city with its people.") if per_organisation(prices) else ""
    if key == "past" and state.action:
        sign |= {"url": state.action.url, "label": state.action.label}
    if state.key in {"undated", "moved"}:
        sign["title"] = state.words
    if key == "unsaid":
        sign |= {"title": gettext("Save the date")}
    return sign


def _series_sign(series, call: ResolvedCall, key: str, prices, lang: str) -> dict:
    sign = _by_mode(series, call, key, registration_url(series.translation_key), lang)
    if sign["state"] == "form":
        sign["label"] = _register_label(prices)
    if key == "past":
        sign["title"] = gettext("This series has ended")
    if key == "undated":
        sign |= {
            "title": gettext("Dates to be announced"),
            "text": gettext("Registration starts when the dates are known."),
        }
    return sign


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
        return {
            "state": "unavailable",
            "title": gettext("Registration"),
            "text": gettext("How to register will be announced here."),
        }
    return {"state": {"no_registration": "free"}.get(key, key)}


def _register_label(prices) -> str:
    return gettext("Register a city") if per_organisation(prices) else gettext("Register")


def _offer(ahead: list[State]) -> str:
    """Noch 4 der 5 verbleibenden Termine haben freie Plätze oder eine Warteliste."""
    bookable = sum(1 for state in ahead if state.bookable)
    if len(ahead) < 2:
        return ""
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
