"""Facts of a series and of a session as printed: the variables of components/facts.html.

What is computed from the sessions is never entered a second time (domain.md#series); a fact that is
not known is left out (SD15).
"""

from collections import Counter

from babel import Locale
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext, override, pgettext

from home.formatting.dates import split_date_range
from home.formatting.person_names import join_names
from home.formatting.postal_addresses import HOME_COUNTRY
from home.formatting.times import span_times, time_range

from ..choices import Attendance, Eligibility, Interpretation, Role
from ..registration_options import deadline_words, last_day
from ..session_now import COUNTED, Availability
from .availability import State
from .price_table import session_price
from .session_items import SessionEntry, held

# Up to so many cities of one country are named instead of counted.
NAMED_CITIES = 3


def series_facts(series, entries: list[SessionEntry], organisers, lang: str) -> list[dict]:
    with override(lang):
        facts = [
            {"label": gettext("Period"), "text": period(entries, lang)},
            {"label": gettext("Scope"), "text": scope(series, entries, lang)},
            {"label": pgettext("fact", "Places"), "text": places(series, entries, lang)},
            {"label": gettext("Working languages"), "text": spoken(series, lang)},
            {"label": pgettext("fact", "Seats"), "text": seats_each(series, entries)},
            *organiser_facts(organisers, lang),
            {"label": gettext("Who may take part"), "text": eligibility(series)},
        ]
    return [fact for fact in facts if fact["text"]]


def session_facts(entry: SessionEntry, prices, series_prices, organisers, lang: str) -> list[dict]:
    page, state, span = entry.page, entry.state, entry.span
    place, place_lang = entry.place
    ahead = state.now.is_ahead
    with override(lang):
        where = format_html('<span lang="{}">{}</span>', place_lang, place) if place_lang else place
        facts = [
            {"label": gettext("When"), "text": when(entry, lang), "note": span_times(span, lang)},
            {
                "label": gettext("Where"),
                "text": format_html_join(", ", "{}", ((part,) for part in (page.venue_name, where) if part)),
            },
            {"label": gettext("Format"), "text": attendance(page)},
        ]
        if fact := _seats(state):
            facts.append(fact)
        if ahead and state.key in {"open", "few", "waiting", "full", "email", "external"}:
            facts.append(_deadline(state.call.closes, page, lang))
        label, price = session_price(prices, series_prices, lang)
        facts += [
            {"label": label, "text": price if ahead else ""},
            {
                "label": gettext("Working languages"),
                "text": spoken(page, lang) or _series_spoken(entry, lang),
            },
            *organiser_facts(organisers, lang),
            {"label": gettext("Who may take part"), "text": eligibility(page) if ahead else ""},
        ]
    return [fact for fact in facts if fact["text"]]


def period(entries: list[SessionEntry], lang: str) -> str:
    """18. März 2026 bis 17. November 2027, from the first to the last dated session (domain.md#series)."""
    spans = [entry.span for entry in held(entries)]
    if not spans:
        return ""
    first = min(span.start_date for span in spans)
    last = max(span.last_day for span in spans)
    return _time_range(first, last, lang)


def when(entry: SessionEntry, lang: str) -> str:
    """The day or days of a session with their `<time>`; the words for a date to be announced."""
    span = entry.span
    if span.start_date is None:
        return entry.date_words()
    if span.several_days:
        return _time_range(span.start_date, span.last_day, lang)
    return format_html('<time datetime="{}">{}</time>', span.iso, entry.date_words())


def scope(series, entries: list[SessionEntry], lang: str) -> str:
    """10 Termine, jeweils 10:00–16:30 Uhr; or 3 von 10 Terminen mit festem Datum (domain.md#series)."""
    dated = sum(1 for entry in entries if entry.page.start_date)
    planned = max(series.planned_sessions or 0, len(entries))
    if not planned:
        return ""
    if dated < planned:
        text = ngettext(
            "%(dated)d of %(planned)d session with a fixed date",
            "%(dated)d of %(planned)d sessions with a fixed date",
            planned,
        ) % {"dated": dated, "planned": planned}
    else:
        text = ngettext("%(count)d session", "%(count)d sessions", planned) % {"count": planned}
    times = common_times(series, entries, lang)
    return gettext("%(sessions)s, each %(times)s") % {"sessions": text, "times": times} if times else text


def common_times(series, entries: list[SessionEntry], lang: str) -> str:
    """The times that all dated sessions share, or the usual ones while there are none."""
    times = {span_times(entry.span, lang) for entry in entries if entry.page.start_date}
    if not times and series.default_start_time:
        return time_range(series.default_start_time, series.default_end_time, lang)
    return times.pop() if len(times) == 1 else ""


def places(series, entries: list[SessionEntry], lang: str) -> str:
    """5 Städte in Deutschland, 5 in den Niederlanden; up to three of one country by name (SA9, SB2)."""
    cities = {}
    for entry in entries:
        place = entry.page.place
        if place is not None:
            city = place.part_of if place.part_of_id else place
            cities.setdefault(city.translation_key, city)
    if not cities:
        if series.attendance_mode == Attendance.ONLINE:
            return gettext("Online")
        return gettext("Place to be announced") if entries or series.planned_sessions else ""
    text = _cities_text(list(cities.values()), lang)
    known = sum(1 for entry in entries if entry.page.place_id)
    if known < max(series.planned_sessions or 0, len(entries)):
        return format_html(gettext("various places, so far {}"), text)
    return text


def spoken(event, lang: str) -> str:
    """Deutsch und Niederländisch, mit Flüsterübersetzung; the reader's own language comes first."""
    codes = sorted(filter(None, event.spoken_languages.split(",")), key=lambda code: code != lang)
    words = join_names([_capital(Locale(lang).languages[code]) for code in codes], lang)
    notes = {
        Interpretation.WHISPERED: gettext("with whispered interpretation"),
        Interpretation.SIMULTANEOUS: gettext("with simultaneous interpretation"),
    }
    note = notes.get(event.interpretation, "")
    return ", ".join(filter(None, [words, note])) if words else ""


def seats_each(series, entries: list[SessionEntry]) -> str:
    """36 je Termin; nothing where it differs or there is no limit."""
    capacities = {entry.page.seats.capacity for entry in entries if entry.page.seats_id}
    capacity = capacities.pop() if len(capacities) == 1 else None if capacities else series.default_capacity
    return gettext("%(count)d per session") % {"count": capacity} if capacity else ""


def attendance(event) -> str:
    """Nothing for what takes place on site, as that is what readers expect."""
    on_site = event.attendance_mode == Attendance.ONSITE
    return "" if on_site else _capital(str(event.get_attendance_mode_display()))


def eligibility(event) -> str:
    """Who may register, where that is not everybody (domain.md#audience)."""
    is_open = event.eligibility == Eligibility.OPEN
    return "" if is_open else _capital(str(event.get_eligibility_display()))


def organiser_facts(organisers, lang: str) -> list[dict]:
    """One fact for each role that is filled (domain.md#organisers); names link to the organisation and carry
    their language."""
    labels = {
        Role.ORGANISER: gettext("Organised by"),
        Role.HOST: gettext("Hosted by"),
        Role.PARTNER: gettext("Together with"),
    }
    return [
        {"label": label, "text": _names([row.organisation for row in organisers if row.role == role], lang)}
        for role, label in labels.items()
    ]


def _names(organisations, lang: str) -> str:
    if not organisations:
        return ""
    parts = [_name(organisation, lang) for organisation in organisations]
    return format_html(join_names(["{}"] * len(parts), lang), *parts)


def _name(organisation, lang: str) -> str:
    attributes = [("lang", organisation.language)] if organisation.language != lang else []
    if organisation.url:
        attributes += [("href", organisation.url), ("rel", "external")]
    tag = "a" if organisation.url else "span"
    marks = format_html_join("", ' {}="{}"', attributes)
    return format_html("<{0}{1}>{2}</{0}>", tag, marks, organisation.name)


def _time_range(first, last, lang: str) -> str:
    text = split_date_range(first, last, lang)
    start = format_html('<time datetime="{}">{}</time>', first.isoformat(), text.start)
    if not text.end:
        return start
    return format_html('{}{}<time datetime="{}">{}</time>', start, text.joiner, last.isoformat(), text.end)


def _cities_text(cities: list, lang: str) -> str:
    countries = Counter(city.country for city in cities)
    if len(countries) == 1 and len(cities) <= NAMED_CITIES:
        parts = [
            city.name
            if city.name_language == lang
            else format_html('<span lang="{}">{}</span>', city.name_language, city.name)
            for city in cities
        ]
        return format_html(join_names(["{}"] * len(parts), lang), *parts)
    home = HOME_COUNTRY[lang]
    ordered = sorted(countries.items(), key=lambda item: (item[0] != home, -item[1], item[0]))
    first, *others = [(count, _in_country(country)) for country, count in ordered]
    text = ngettext("%(count)d city %(where)s", "%(count)d cities %(where)s", first[0])
    parts = [text % {"count": first[0], "where": first[1]}]
    return ", ".join(parts + [f"{count} {where}" for count, where in others])


def _in_country(code: str) -> str:
    words = {
        "DE": gettext("in Germany"),
        "NL": gettext("in the Netherlands"),
        "BE": gettext("in Belgium"),
        "AT": gettext("in Austria"),
        "CH": gettext("in Switzerland"),
        "LU": gettext("in Luxembourg"),
    }
    return words[code]


def _seats(state: State) -> dict | None:
    """All seats of a session that can be booked, with what is left of them where this site knows it."""
    capacity = state.now.capacity
    if capacity is None or state.key not in {*COUNTED, Availability.EMAIL}:
        return None
    fact = {"label": pgettext("fact", "Seats"), "text": str(capacity)}
    known = state.key != Availability.EMAIL
    return fact | ({"state": state.mark, "status": state.words} if known else {})


def _deadline(closes, page, lang: str) -> dict:
    """The last day to register; nothing where registration simply ends when the session begins."""
    if closes is None or closes == page.starts_at:
        return {"label": "", "text": ""}
    return {
        "label": gettext("Register by"),
        "text": deadline_words(closes, lang),
        "iso": last_day(closes).isoformat(),
    }


def _series_spoken(entry: SessionEntry, lang: str) -> str:
    return spoken(entry.series, lang) if entry.series else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
