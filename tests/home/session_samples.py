"""Sessions in every state, as the components of calendars and series are given them."""

STATES = ["open", "few", "full", "later", "past", "closed", "moved", "cancelled"]
DATE = {"day": 17, "month": "März", "year": 2027, "iso": "2027-03-17"}


def agenda_item(state, **values):
    item = DATE | {
        "state": state,
        "status": f"Zustand {state}",
        "title": "Die Schule als Mitte",
        "url": "/s/",
    }
    return item | {"kind": "Werkstatt 7", "place": "Deventer", "place_lang": "nl"} | values


def session(number, state, **values):
    return {
        "number": number,
        "anchor": f"t{number}",
        "state": state,
        "status": f"Zustand {state}",
        "title": "Wer gehört zum Quartier?",
        "url": f"/de/termin-{number}/",
        "date": "Mi., 18. März 2026",
        "iso": "2026-03-18T10:00+01:00",
        "time": "10:00–16:30 Uhr",
        "place": "Herne",
        **values,
    }


def sessions():
    rows = [session(number, state) for number, state in enumerate(STATES, 1)]
    rows[1] |= {"action": "Anmelden", "action_url": "/de/anmeldung/", "note": "Nur noch heute"}
    rows[2] |= {"lang": "nl", "title": "Wie hoort bij de wijk?", "place": "Deventer", "place_lang": "nl"}
    rows[6] |= {
        "previous": "11. März 2026",
        "external": True,
        "action": "Weiter",
        "action_url": "https://x.example",
    }
    rows.append(session(9, "open", iso="", date="Termin folgt", time="", place=""))
    return rows


def signs():
    common = {
        "url": "/de/anmeldung/",
        "email": "werkstatt@example.org",
        "subject": "Anmeldung: Zehn Quartiere & zehn Fragen",
        "host": "example.org",
        "opens": "1. April 2027",
        "ics_url": "/de/termin.ics",
    }
    states = ["form", "email", "external", "waiting", "full", "later", "closed", "cancelled", "past", "free"]
    facts = [{"label": "Partnerstadt", "text": "ab 290 €"}]
    return [common | {"state": state, "facts": facts if state == "form" else []} for state in states]
