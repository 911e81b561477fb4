"""How facts may be put into the words of a language: for each fact the spellings that are true."""

from home.formatting.dates import long_date, short_date, year_range
from home.formatting.money import money

from ..language import clean
from .days import as_day as _day
from .days import begins, cited, closes, days, ends, hours, opens, plate, stamp, starts, whens

# What the form offers of a session without a date; the second where the whole series can be had as well.
INTEREST = {
    "de": {"nur Interesse, unverbindlich", "einzeln nur Interesse, unverbindlich"},
    "nl": {"alleen interesse, vrijblijvend", "apart alleen interesse, vrijblijvend"},
}
STATES = {
    "de": {
        "past": "Hat stattgefunden",
        "cancelled": "Abgesagt",
        "moved": "Verschoben, neuer Termin folgt",
        "undated": "Termin folgt",
        "later": "Anmeldung ab {opens}",
        "open": "Anmeldung offen",
        "waiting": "Ausgebucht",
        "full": "Ausgebucht",
        "closed": "Anmeldung geschlossen",
        "external": "Anmeldung bei {host}",
        "email": "Anmeldung per E-Mail",
        "no_registration": "Ohne Anmeldung",
        "unsaid": "",
    },
    "nl": {
        "past": "Geweest",
        "cancelled": "Afgelast",
        "moved": "Verplaatst, nieuwe datum volgt",
        "undated": "Datum volgt",
        "later": "Aanmelden vanaf {opens}",
        "open": "Aanmelding open",
        "waiting": "Volgeboekt",
        "full": "Volgeboekt",
        "closed": "Aanmelding gesloten",
        "external": "Aanmelden via {host}",
        "email": "Aanmelden per e-mail",
        "no_registration": "Zonder aanmelding",
        "unsaid": "",
    },
}
FREE = {
    "de": {
        "open": ("{free} Platz frei", "{free} Plätze frei"),
        "few": ("Noch {free} Platz frei", "Noch {free} Plätze frei"),
    },
    "nl": {
        "open": ("{free} plaats vrij", "{free} plaatsen vrij"),
        "few": ("Nog {free} plaats vrij", "Nog {free} plaatsen vrij"),
    },
}
UNCOUNTED = {
    "de": {"open": "Plätze frei", "few": "Nur noch wenige Plätze"},
    "nl": {"open": "Plaatsen vrij", "few": "Nog enkele plaatsen"},
}
QUEUE = {"de": "{waiting} auf der Warteliste", "nl": "{waiting} op de wachtlijst"}
CHANGES = {
    "de": {
        "cancelled": "Dieser Termin ist abgesagt.",
        "moved": "Verlegt vom {previous} auf den {day}.",
        "open": "Der Termin am {previous} gilt nicht mehr. Ein neuer Termin folgt.",
        "some": "Dieser Termin ist verlegt.",
    },
    "nl": {
        "cancelled": "Deze bijeenkomst gaat niet door.",
        "moved": "Verplaatst van {previous} naar {day}.",
        "open": "De datum {previous} geldt niet meer. Een nieuwe datum volgt.",
        "some": "Deze bijeenkomst is verplaatst.",
    },
}
OPEN = {"de": "offen", "nl": "open"}
WAITS = {"de": "Warteliste", "nl": "wachtlijst"}
NO_DATES = {"de": "Termine folgen", "nl": "Data volgen"}
NO_PLACE = {"de": "Ort folgt", "nl": "Locatie volgt"}
# The head of the sign where it is another than the state's words.
REGISTER = {"de": "Jetzt anmelden", "nl": "Nu aanmelden"}
SIGNS = {
    "de": {"unsaid": "Termin vormerken", "over": "Diese Reihe ist abgeschlossen"},
    "nl": {"unsaid": "Zet de datum in uw agenda", "over": "Deze reeks is afgerond"},
}
for language, register in REGISTER.items():
    SIGNS[language] |= dict.fromkeys(["open", "email", "external"], register)
CANCELLED_TITLE = {"de": "Abgesagt: {title}", "nl": "Afgelast: {title}"}
GIVEN_UP_TITLE = {"de": "Abgemeldet: {title}", "nl": "Vrijgegeven: {title}"}
OFFERED = {"open": "InStock", "few": "InStock", "waiting": "SoldOut", "full": "SoldOut", "later": "PreOrder"}
NOT_OFFERED = {"past", "cancelled", "closed"}
BOOKABLE = {"open", "few", "email", "external", "waiting"}


def true_words(facts: dict, language: str) -> dict[str, set]:
    """Fact -> what may be shown of it to a reader of that language."""
    return series_words(facts, language) if "sessions" in facts else session_words(facts, language)


def session_words(session: dict, language: str) -> dict[str, set]:
    title, cancelled = session["title"], session["status"] == "cancelled"
    head = CANCELLED_TITLE[session["language"]].format(title=title) if cancelled else title
    return {
        "title": {title},
        "summary": {head, GIVEN_UP_TITLE[session["language"]].format(title=title)},
        "mark": {session["mark"]},
        "state": {state(session, language)},
        "offer": INTEREST[language] if session["interest"] else {state(session, language)},
        "wish": wish(session, language),
        "note": {note(session, language)},
        "change": {change(session, language)},
        "sign": {sign(session, language)},
        "can register": {can_register(session)},
        "starts": starts(session),
        "ends": {ends(session)},
        "calendar ends": {ends(session, calendar=True)},
        "last day": {session["last"]},
        "plate": {plate(session, language)},
        "day": days(session, language),
        "hours": {hours(session, language)},
        "when": whens(session, language),
        "row": {", ".join(filter(None, [one, place(session, language)])) for one in whens(session, language)},
        "closes": {closes(session, language)},
        "previous": {_previous(session, language)},
        "place": {place(session, language)},
        "said": {"".join(f", {one}" for one in (place(session, language), state(session, language)) if one)},
        "choice": {f"{place(session, language)}, {day}" for day in days(session, language)},
        "where": {", ".join(filter(None, [session["venue"], place(session, language)]))},
        "address": {", ".join(filter(None, [session["venue"], session["street"], place(session, language)]))},
        "seats": {session["capacity"]},
        "free": {session["free"]},
        "taken": {session["taken"]},
        "desk free": {_free_at_the_desk(session)},
        "desk waiting": {session["asked for"]},
        "desk day": {session["first"] and short_date(_day(session["first"]), language) or OPEN[language]},
        "begins": {begins(session, language)},
        "waiting": {session["waiting"]},
        "leads to": {leads_to(session, session["mode"])},
        "opens": {stamp(session["opens"] or "")},
        "postponed from": {session["previous"]},
        "cited": {cited(session["first"], session["last"], language)},
        "amount": amounts(session["prices"] or session["series prices"], language),
        "table": {table(session["own prices"], language)},
        "offers": {offers(session)},
        "availability": {OFFERED.get(session["availability"], "")},
        "held": {held(session)},
        "is cancelled": {cancelled},
    }  # fmt: skip


def _free_at_the_desk(session) -> int | None:
    """Nothing is free of what does not take place; the site knows the places of its own form only."""
    if session["mode"] != "form":
        return None
    return 0 if session["status"] == "cancelled" else session["left"]


def series_words(series: dict, language: str) -> dict[str, set]:
    sessions = [one for one in series["sessions"] if one["first"] and one["status"] != "cancelled"]
    first = min((one["first"] for one in sessions), default="")
    last = max((one["last"] for one in sessions), default="")
    coming = [one for one in sessions if one["availability"] != "past"]
    next_one = (coming or sessions[-1:] or [one for one in series["sessions"] if one["first"]] or [None])[0]
    return {
        "title": {series["title"]},
        "mark": {series["mark"]},
        "state": {series_state(series, language)},
        "sign": {series_sign(series, language)},
        "starts": {next_one["first"]} if next_one else {""},
        "plate": {plate(next_one, language)} if next_one else {""},
        "first day": {first},
        "last day": {last},
        "years": {year_range(int(first[:4]), int(last[:4]), language) if first else ""},
        "cited": {cited(first, last, language)},
        "seats": {one["capacity"] for one in series["sessions"]},
        "sessions": {len(series["sessions"])},
        "scope": {scope(series)},
        "usual hours": {usual_hours(series, language)},
        "can register": {can_register(series)},
        "leads to": {leads_to(series, series["mode"])},
        "opens": {stamp(series["opens"] or "")},
        "amount": amounts(series["prices"], language),
        "table": {table(series["prices"], language)},
        "offers": {offers(series, scope="series")},
        "availability": {OFFERED.get(series["availability"], "")},
    }


def state(session: dict, language: str) -> str:
    """The state in a few words."""
    key = session["availability"]
    if key == "undated" and session["hint"]:
        return session["hint"]
    if key in ("open", "few") and session["free"] is not None:
        if not session["counts"]:
            return UNCOUNTED[language][key]
        one, many = FREE[language][key]
        return (one if session["free"] == 1 else many).format(free=session["free"])
    return STATES[language][key].format(host=session["host"], opens=opens(session, language))


def wish(session: dict, language: str) -> set[str]:
    """What the check page says of a chosen session."""
    if session["interest"]:
        return INTEREST[language]
    return {WAITS[language] if session["availability"] == "waiting" else state(session, language)}


def series_state(series: dict, language: str) -> str:
    if series["availability"] == "undated":
        return NO_DATES[language]
    return STATES[language][series["availability"]].format(host=series["host"], opens=opens(series, language))


def note(session: dict, language: str) -> str:
    """The line below a state: why, or how many wait."""
    if session["availability"] in ("cancelled", "moved"):
        return clean(session["reason"])
    if session["availability"] == "waiting" and session["counts"] and session["waiting"]:
        return QUEUE[language].format(waiting=session["waiting"])
    return ""


def change(session: dict, language: str) -> str:
    """The notice above the facts of a page."""
    if session["status"] == "scheduled" or session["availability"] == "past":
        return ""
    says = CHANGES[language]
    if session["status"] == "cancelled":
        return says["cancelled"]
    form = "moved" if session["first"] and session["previous"] else "open" if session["previous"] else "some"
    day = long_date(_day(session["first"]), language) if session["first"] else ""
    return clean(says[form].format(previous=_previous(session, language, always=True), day=day))


def sign(session: dict, language: str) -> str:
    """The head of the call to register."""
    key = session["registration"]
    if session["ahead"] and not session["first"]:
        return state(session, language)
    if key in ("open", "few") and session["free"] is not None:
        return state(session, language)
    if key in SIGNS[language]:
        return SIGNS[language][key]
    return STATES[language][key].format(host=session["host"], opens=opens(session, language))


def series_sign(series: dict, language: str) -> str:
    key = series["availability"]
    if key == "past":
        return SIGNS[language]["over"]
    if key == "undated":
        return NO_DATES[language]
    return SIGNS[language].get(key) or series_state(series, language)


def can_register(facts: dict) -> bool:
    """A place can be had, or waited for; or interest told in what has no date yet."""
    if "sessions" in facts:
        interest = any(one["interest"] for one in facts["sessions"])
        return facts["availability"] in BOOKABLE or facts["availability"] == "undated" and interest
    elsewhere = not facts["first"] and facts["registration"] == "external"
    return facts["ahead"] and facts["registration"] in BOOKABLE and not elsewhere


def leads_to(facts: dict, mode: str) -> str:
    """Where the button of the call to register leads."""
    return {"form": facts["key"], "external": facts["host"], "email": "mail"}.get(mode, "")


def scope(series: dict) -> tuple[int, ...]:
    """How many sessions there are, or how many of them have a date."""
    dated = len([one for one in series["sessions"] if one["first"]])
    planned = max(series["planned"], len(series["sessions"]))
    return (planned,) if dated == planned else (dated, planned)


def usual_hours(series: dict, language: str) -> str:
    """The hours that all sessions with a date share, "" where they differ."""
    found = {hours(one, language) for one in series["sessions"] if one["first"]}
    return found.pop() if len(found) == 1 else ""


def held(session: dict) -> str:
    """schema.org's word for the status."""
    if session["status"] == "moved" and session["previous"]:
        return "EventRescheduled" if session["first"] else "EventPostponed"
    return "EventCancelled" if session["status"] == "cancelled" else "EventScheduled"


def offers(facts: dict, scope: str = "") -> tuple:
    """Amounts and currencies of what can still be had."""
    if facts["availability"] in NOT_OFFERED:
        return ()
    return tuple(sorted((row[2], row[3]) for row in facts["prices"] if not scope or row[0] == scope))


def amounts(prices: list, language: str) -> set[str]:
    return {clean(money(amount, language, currency)) for _scope, _audience, amount, currency in prices}


def table(prices: list, language: str) -> tuple[str, ...]:
    """The cells of a table of prices, sorted."""
    return tuple(sorted(clean(money(row[2], language, row[3])) for row in prices))


def place(session: dict, language: str) -> str:
    if session["place"]:
        return session["place"]
    if session["online"]:
        return "Online"
    return "" if session["availability"] == "past" else NO_PLACE[language]


def _previous(session: dict, language: str, *, always: bool = False) -> str:
    told = always or session["status"] == "moved" and session["ahead"]
    return clean(long_date(_day(session["previous"]), language)) if told and session["previous"] else ""
