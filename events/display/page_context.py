"""What the templates of a series and of a session print: facts, lines, signs, in the page's language.

The words of a page stand in its own language, whatever the reader's: an original that is not translated yet
is shown whole under its `lang`.
"""

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext, override
from wagtail.models import Locale, Page

from authors.models.pages import people_for
from home.cards import StreetItem
from home.formatting.dates import long_date
from home.formatting.postal_addresses import address_lines, address_text
from home.localize.in_bulk import in_language, pages_for
from home.localize.resolve import foreign, page_url
from home.models import RelatedPage

from ..choices import Mode, Role, Status
from ..models.organiser import Organiser
from ..registration_options import call_of, contact_key
from ..session_now import prices_of, series_availability
from .call_to_action import series_sign, session_sign
from .cards import entries_by_series
from .citations import share_series, share_session
from .key_facts import series_facts, session_facts
from .price_table import tariffs
from .programme import days, documents
from .session_items import SessionEntry, chronologically, entries_for

# A street of more houses than that is no longer read at a glance.
LONGEST_STREET = 12
# What the link to a session before or after shows.
NEIGHBOUR = ("path", "url_path", "translation_key", "title", "number", "starts_at", "locale", "place")


def series_entries(series, now: datetime, request=None) -> list[SessionEntry]:
    """The sessions of a series in the language of that page, in order; one query, and one for reports."""
    sessions = series.get_sessions().for_lists().select_related("place__part_of").order_by()
    return entries_for(chronologically(sessions), series.locale, now, series=series, request=request)


def street_of(series, now: datetime, *, language: str, request=None) -> list[StreetItem]:
    """The houses of a series for readers of that language, as `series_entries`; addresses are whole."""
    locale = series.locale if series.language == language else Locale.objects.get(language_code=language)
    page = series
    if series.language != language:
        found = in_language([series], locale, queryset=Page.objects.select_related("locale"))
        page = found.get(series.pk, series)
    entries = entries_by_series([series], locale, now, request)[series.translation_key]
    base = page_url(page, language, request)
    return [entry.house(base) for entry in entries]


def series_context(series, now: datetime, request=None) -> dict:
    lang = series.language
    entries = series_entries(series, now, request)
    prices = in_order(series.prices.all())
    organisers = in_order(series.organisers.select_related("organisation"))
    with override(lang):
        heading = ngettext("The session", "The %(count)d sessions", len(entries)) % {"count": len(entries)}
    hosts = _hosts(series)
    contact = contact_key(series)
    people = people_for({contact, *hosts} - {None}, language=lang, request=request)
    call = call_of(None, series)
    availability = series_availability(call, [entry.state.now for entry in entries], now)
    return {
        "kind": series.kind,
        "topics": [row.topic for row in in_order(series.page_topics.select_related("topic"))],
        "entries": entries,
        "organiser_rows": organisers,
        "facts": series_facts(series, entries, organisers, lang),
        "street": [entry.house() for entry in entries] if 1 < len(entries) <= LONGEST_STREET else [],
        "has_cancelled": any(entry.state.now.is_cancelled for entry in entries),
        "has_closed": any(entry.state.key == "closed" for entry in entries),
        "headed": headed(series.body),
        "sessions_heading": heading,
        "years": by_year(entries),
        "audience_terms": [row.term.name for row in in_order(series.audience_terms.select_related("term"))],
        "tariffs": tariffs(prices, lang, sessions=len(entries), remaining=remaining_numbers(entries)),
        "sign": series_sign(series, call, availability, entries, prices, lang),
        "ics_url": calendar_url(series, request) if any(entry.page.starts_at for entry in entries) else "",
        "contact": people.get(contact),
        "people": [people[key] for key in hosts if key in people],
        "related": related(series, request),
        "price_rows": prices,
        "call": call,
        "availability": availability,
        "share": share_series(series, entries, request),
    }


def session_context(session, now: datetime, request=None) -> dict:
    lang = session.language
    series = session.get_series()
    entry = entries_for([session], session.locale, now, series=series, request=request)[0]
    prices, series_prices = rows_of("prices", session, series)
    organisers = organisers_of(*rows_of("organisers", session, series, "organisation"))
    own_topics, series_topics = rows_of("page_topics", session, series, "topic")
    topics = [row.topic for row in own_topics or series_topics]
    contact = contact_key(session) or (contact_key(series) if series else None)
    hosts = _hosts(session)
    people = people_for({contact, *hosts} - {None}, language=lang, request=request)
    ics_url = calendar_url(session, request) if session.starts_at else ""
    previous, following = neighbours(session, series, request)
    return {
        "entry": entry,
        "series": series,
        "topics": topics,
        "part": part_words(entry),
        "organiser_rows": organisers,
        "price_rows": prices_of(prices, series_prices),
        "facts": session_facts(entry, prices, series_prices, organisers, lang),
        "days": days(session, lang),
        "materials": documents(session, lang) if entry.state.key == "past" else [],
        "address": address_of(session, lang),
        "map_url": map_url(session),
        "meeting": meeting(entry),
        "changed": changed(entry),
        "headed": headed(session.body),
        "audience_terms": [row.term.name for row in in_order(session.audience_terms.select_related("term"))],
        "tariffs": tariffs(prices, lang),
        "sign": session_sign(entry, prices or series_prices, ics_url=ics_url),
        "contact": people.get(contact),
        "people": [people[key] for key in hosts if key in people],
        "previous": previous,
        "next": following,
        "related": related(session, request),
        "share": share_session(entry, request),
    }


def rows_of(name: str, session, series, *related: str) -> tuple[list, list]:
    """The child rows of a session and those of its series, in order, by one query for both. A preview holds
    the session's rows in memory."""
    own = getattr(session, name).all()
    if not isinstance(own, QuerySet):
        return list(own), list(getattr(series, name).select_related(*related)) if series else []
    pages = [session.pk, series.pk] if series else [session.pk]
    rows = in_order(own.model.objects.filter(page__in=pages).select_related(*related))
    return [row for row in rows if row.page_id == session.pk], [
        row for row in rows if row.page_id != session.pk
    ]


def in_order(rows) -> list:
    """Child rows as the editor arranged them. Not by the database: to ask for an order Django compares every
    column that is read."""
    rows = rows.order_by() if isinstance(rows, QuerySet) else rows
    return sorted(rows, key=lambda row: (row.sort_order or 0, row.pk or 0))


def organisers_of(own: list[Organiser], of_series: list[Organiser]) -> list[Organiser]:
    """The hosts that a session names itself, with its own organisers and partners, else those of its series
    (domain.md#organisers): each session of a series has another host."""
    hosts = [row for row in own if row.role == Role.HOST]
    others = [row for row in own if row not in hosts]
    return [*hosts, *(others or [row for row in of_series if row.role != Role.HOST])]


def calendar_url(page, request=None) -> str:
    """Address of the page's calendar file."""
    return f"{page.get_url(request) or ''}{page.calendar_name}"


def by_year(entries: list[SessionEntry]) -> list[dict]:
    """Rows of the timetable, under their years where there are several (domain.md#series)."""
    years: dict = {}
    for entry in entries:
        years.setdefault(entry.page.start_date.year if entry.page.start_date else None, []).append(
            entry.row()
        )
    several = len([year for year in years if year]) > 1
    return [{"year": year if several else None, "rows": rows} for year, rows in years.items()]


def remaining_numbers(entries: list[SessionEntry]) -> str:
    """6–10, the numbers of the sessions to come where they follow each other."""
    ahead = [entry.page.number for entry in entries if entry.state.now.is_ahead]
    if not ahead or None in ahead or len(ahead) == len(entries):
        return ""
    whole = ahead == list(range(ahead[0], ahead[0] + len(ahead)))
    return (f"{ahead[0]}–{ahead[-1]}" if len(ahead) > 1 else str(ahead[0])) if whole else ""


def part_words(entry: SessionEntry) -> str:
    """Werkstatt 7 von 10, "" for what is no part of a series."""
    number, series = entry.page.number, entry.series
    if series is None or not number:
        return ""
    if not series.planned_sessions or series.planned_sessions < number:
        return entry.kind_words
    with override(entry.language):
        return gettext("%(kind)s of %(count)d") % {
            "kind": entry.kind_words,
            "count": series.planned_sessions,
        }


def neighbours(session, series, request=None) -> tuple[dict | None, dict | None]:
    """The sessions before and after this one in its series, as links."""
    if series is None:
        return None, None
    pages = series.get_sessions(session.locale).order_by()
    pages = chronologically(pages.select_related("locale", "place").only(*NEIGHBOUR))
    keys = [page.translation_key for page in pages]
    if session.translation_key not in keys:
        return None, None
    here = keys.index(session.translation_key)
    before = pages[here - 1] if here else None
    after = pages[here + 1] if here + 1 < len(pages) else None
    return tuple(_neighbour(page, session.language, request) for page in (before, after))


def address_of(session, lang: str) -> list[str]:
    """The lines of its address, with the country where that is across the border (domain.md#places)."""
    if not (session.venue_name or session.street or session.postcode):
        return []
    return address_lines(lang=lang, **_address(session))


def map_url(session) -> str:
    """A map of its address elsewhere, as a plain link; "" where there is no street to find."""
    if not (session.street and session.place):
        return ""
    query = urlencode({"query": address_text(lang="en", **_address(session) | {"name": ""})})
    return f"https://www.openstreetmap.org/search?{query}"


def meeting(entry: SessionEntry) -> dict:
    """Where it takes place online: the link itself where everybody may have it, else that it is sent to those
    who are registered on this site. Empty for what is over, and for what takes place on the spot."""
    page, present = entry.page, entry.state.now
    if not page.online_url or not present.is_ahead:
        return {}
    if present.shows_meeting_link:
        return {"url": page.online_url}
    return {"is_sent": True} if present.call.mode in {Mode.FORM, Mode.EMAIL, Mode.CLOSED} else {}


def changed(entry: SessionEntry) -> dict:
    """What the notice above its facts says (components/session_note.html); empty where nothing changed."""
    page = entry.page
    if page.status == Status.SCHEDULED or entry.state.key == "past":
        return {}
    return {
        "state": page.status,
        "reason": page.status_reason,
        "previous": long_date(page.previous_date, entry.language) if page.previous_date else "",
        "date": long_date(page.start_date, entry.language) if page.start_date else "",
    }


def headed(body) -> bool:
    """Return whether a body brings a heading of its own at its beginning."""
    return bool(body) and body[0].block_type == "heading"


def related(page, request=None) -> list[dict]:
    """Pages that this one points at, and those that point at it (domain.md#related); two queries."""
    rows = RelatedPage.objects.filter(
        Q(page=page) | Q(target__translation_key=page.translation_key)
    ).order_by("sort_order")
    keys = [
        target if row_page == page.pk else source
        for row_page, source, target in rows.values_list(
            "page_id", "page__translation_key", "target__translation_key"
        )
    ]
    keys = [key for key in keys if key != page.translation_key]
    queryset = Page.objects.select_related("locale").only("url_path", "translation_key", "title", "locale")
    shown = pages_for({key: key for key in keys}, page.locale, queryset=queryset)
    found = {}
    for key in keys:
        if key in shown:
            found.setdefault(shown[key].pk, shown[key])
    return [
        {
            "title": target.title,
            "url": page_url(target, page.language, request),
            "lang": foreign(target, page.language),
        }
        for target in found.values()
    ]


def _hosts(page) -> list:
    """The translation keys of its people, in order. A preview holds the rows in memory."""
    rows = page.page_authors.all()
    if isinstance(rows, QuerySet):
        return list(rows.values_list("author__translation_key", flat=True))
    return [row.author.translation_key for row in rows]


def _address(session) -> dict:
    place = session.place
    return {
        "name": session.venue_name,
        "street": session.street,
        "postcode": session.postcode,
        "city": place.name if place else "",
        "country": place.country if place else "",
    }


def _neighbour(page, language: str, request) -> dict | None:
    if page is None:
        return None
    place = page.place.name if page.place else page.title
    return {
        "url": page_url(page, language, request),
        "title": f"{page.number} · {place}" if page.number else place,
    }
