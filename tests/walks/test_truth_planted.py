"""Each surface of the probe of truth finds a wrong value that is planted, and nothing where all is right."""

import pytest
from lxml import html

from .probes.truth import desk, letters, lists, machines, pages
from .probes.truth.days import written
from .probes.truth.shown import untrue

SESSION = {
    "path": "/de/eins/", "title": "Eins", "language": "de", "key": "k-1", "series": "/de/reihe/", "number": 7,
    "pk": 5, "pool": 3, "status": "scheduled", "availability": "open", "registration": "open", "mark": "open",
    "ahead": True, "interest": False, "free": 8, "waiting": 0, "capacity": 20, "taken": 12, "asked for": 0,
    "left": 8, "counts": True, "mode": "form", "host": "",
    "opens": None, "closes": "2027-03-21T23:00:00+00:00",
    "first": "2027-03-31", "last": "2027-03-31", "starts": "2027-03-31T08:00:00+00:00",
    "ends": "2027-03-31T14:30:00+00:00", "previous": None, "all day": False, "timed": True, "open end": False,
    "says open end": False, "hint": "", "reason": "", "place": "Herne", "venue": "Saal", "street": "Weg 1",
    "online": False, "link": "", "prices": [["session", "non_partner", "290.00", "EUR"]],
    "own prices": [["session", "non_partner", "290.00", "EUR"]], "series prices": [],
}  # fmt: skip
SERIES = {
    "path": "/de/reihe/", "title": "Reihe", "language": "de", "key": "k-2", "sessions": [SESSION],
    "availability": "open", "mark": "open", "mode": "form", "host": "", "opens": None, "planned": 1,
    "prices": [["series", "non_partner", "2400.00", "EUR"]],
}  # fmt: skip
KNOWN = {"/de/eins/": SESSION, "/de/reihe/": SERIES}
PAGE = "<html lang=de><head><link rel=canonical href={path}></head><body class={kind}>{content}</body></html>"

# Surface: the page it stands on, what is right there, and the pieces of it that can be wrong.
PLANTED = {
    lists.agendas: (
        "/de/",
        "<ol class=agenda><li data-s=open><time class=day datetime=2027-03-31><b>31</b>März<span> 2027"
        "</span></time><p class=meta>Werkstatt 7, Mi., 31. März 2027 · <span>Herne</span></p><h3><a "
        "href=/de/eins/>Eins</a></h3><span class=status>8 Plätze frei</span></li><li data-s=open><time "
        "class=day datetime=2027-03-31><b>31</b>März<span> 2027</span></time><p class=meta>2027</p><a "
        "href=/de/reihe/>Reihe</a><span class=status>Anmeldung offen</span></ol>",
        ["data-s=open", "2027-03-31", "<b>31", "Mi., 31.", "Herne", "8 Plätze", "Anmeldung offen", ">2027<"],
    ),
    lists.timetables: (
        "/de/reihe/",
        "<ol class=timetable><li data-s=open><p class=meta><time datetime=2027-03-31T10:00+02:00>Mi., 31. "
        "März 2027</time><br>10:00–16:30 Uhr</p><div><h3><a href=/de/eins/>Eins</a></h3><p "
        "class=meta>Herne</p></div><div class=act><span class=status>8 Plätze frei</span></div></ol>",
        ["data-s=open", "T10:00+02:00", "Mi., 31.", "16:30", "Herne", "8 Plätze"],
    ),
    lists.streets: (
        "/de/reihe/",
        "<ol class=street><li data-s=open><a href=#t7><b>7</b><span class=vh>, Herne, 8 Plätze frei</span>"
        "</a></ol>",
        ["data-s=open", "Herne", "8 Plätze"],
    ),
    lists.teasers: (
        "/de/",
        "<article class=story><h3><a href=/de/eins/>Eins</a></h3><p class=meta><time "
        "datetime=2027-03-31>Mittwoch, 31. März 2027</time></article><article class=story><h3><a "
        "href=/de/reihe/>Reihe</a></h3><p class=meta>Werkstattreihe 2027</article>",
        ["datetime=2027-03-31", "Mittwoch, 31.", "reihe 2027"],
    ),
    lists.hits: (
        "/de/suche/",
        "<li class=hit><p class=meta>Termin · Herne · 31. März 2027</p><a href=/de/eins/>Eins</a>",
        ["31. März", "2027"],
    ),
    lists.choices: (
        "/de/anmeldung/",
        "<fieldset id=id_sessions><div data-s=open><input value=3><label>7. Herne, Mittwoch, 31. März 2027"
        "</label><p class=hint><span>Eins</span> · <span class=status>8 Plätze frei</span></div>",
        ["data-s=open", "Herne", "31. März", "8 Plätze"],
    ),
    pages.session_pages: (
        "/de/eins/",
        "<div class=head data-s=open><h1>Eins</h1></div><dl class=facts><div><dt>Wann</dt><dd><time "
        "datetime=2027-03-31T10:00+02:00>Mittwoch, 31. März 2027</time>, 10:00–16:30 Uhr</div><div><dt>Wo"
        "</dt><dd>Saal, Herne</div><div><dt>Plätze</dt><dd>20, <span class=status>8 Plätze frei</span>"
        "</div><div><dt>Anmeldeschluss</dt><dd>21. März 2027</div><div><dt>Beitrag je Person</dt><dd>290 €"
        "</div></dl>",
        ["data-s=open", "T10:00", "Mittwoch, 31.", "16:30", "Saal", "20, ", "8 Plätze", "21. März", "290"],
    ),
    pages.series_pages: (
        "/de/reihe/",
        "<h1>Reihe</h1><ol class=timetable><li></ol><dl class=facts><div><dt>Zeitraum</dt><dd><time "
        "datetime=2027-03-31>31. März 2027</time></div><div><dt>Umfang</dt><dd>1 Termin, jeweils "
        "10:00–16:30 Uhr</div><div><dt>Plätze</dt><dd>20 je Termin</div></dl>",
        ["datetime=2027-03-31", "1 Termin", "16:30", "20 je", "<li>"],
    ),
    pages.signs: (
        "/de/eins/",
        "<p class=jump></p><aside aria-labelledby=reg><div class=sign><h2>8 Plätze frei</h2><a class=btn "
        "href=/de/anmeldung/k-1/>Anmelden</a><dl><dd>290 €</dl></div></aside>",
        ["8 Plätze", "k-1", "class=sign", "290", "class=jump"],
    ),
    pages.price_tables: (
        "/de/eins/",
        "<section aria-labelledby=prices><table><td>290 €</table></section>",
        ["290"],
    ),
    pages.passed_on: (
        "/de/eins/",
        "<meta property=og:title content=Eins><section aria-labelledby=share><p class=cite>„Eins“, 31. "
        "März 2027, https://x/</p><a href='mailto:?body=Eins%2C 31.%20M%C3%A4rz 2027'>x</a></section>",
        ["content=Eins", "31. März", "Eins%2C 31"],
    ),
    machines.structured: (
        "/de/eins/",
        '<script type="application/ld+json">{"@type": "Event", "url": "http://x/de/eins/", "name": "Eins", '
        '"eventStatus": "https://schema.org/EventScheduled", "startDate": "2027-03-31T10:00:00+02:00", '
        '"endDate": "2027-03-31T16:30:00+02:00", "organizer": [], "offers": [{"price": "290.00", '
        '"priceCurrency": "EUR", "availability": "https://schema.org/InStock"}]}</script>',
        ['"name": "Eins', "EventScheduled", "T10:00", "T16:30", "290.00", "InStock"],
    ),
    desk.session_list: (
        "/admin/",
        "<table class=listing><tbody><tr><td class=title><a href=/admin/pages/5/edit/>Eins</a>"
        "<td>31.03.2027<td>20<td>12<td>0<td>8<td>0</table>",
        ["31.03.2027", "<td>20", "<td>12", "<td>8"],
    ),
    desk.seats_list: (
        "/admin/",
        "<table class=listing><tbody><tr><td><a href=/admin/seats/edit/3/>Eins</a><td>31. März 2027, 10:00 "
        "Uhr<td>20<td>12<td>0<td>0<td>8</table>",
        ["31. März", "10:00", "<td>20", "<td>12", "<td>8"],
    ),
    letters.booked: (
        "/mine/",
        "<ol class=timetable><li><p class=meta>Mittwoch, 31. März 2027<br><span>Herne</span></p><h3><a "
        "href=/de/eins/>Eins</a></h3></ol>",
        ["31. März", "Herne"],
    ),
    letters.checked: (
        "/anmeldung/",
        "<dl class=facts><ul><li data-s=open><span>Eins</span>, Mittwoch, 31. März 2027 · <span "
        "class=status>8 Plätze frei</span></ul></dl>",
        ["data-s=open", "31. März", "8 Plätze"],
    ),
}  # fmt: skip
WORDS = {
    "data-s=open": "data-s=full",
    "class=sign": "class=box",
    "class=jump": "class=x",
    "<li>": "<li><li>",
}
KINDS = {"/de/eins/": "template-event-page", "/de/reihe/": "template-event-series-page"}
SURFACES = [
    pytest.param(surface, id=f"{surface.__module__.rpartition('.')[2]}-{surface.__name__}")
    for surface in PLANTED
]


def wrong(piece: str) -> str:
    """The same piece with another last figure, or with another word."""
    if piece in WORDS:
        return WORDS[piece]
    figures = [place for place, letter in enumerate(piece) if letter.isdigit()]
    if not figures:
        return f"{piece}x"
    last = figures[-1]
    return f"{piece[:last]}{int(piece[last]) - 1 if piece[last] > '0' else 1}{piece[last + 1 :]}"


@pytest.mark.parametrize("surface", SURFACES)
def test_a_planted_untruth_of_a_surface_is_found(surface):
    path, content, pieces = PLANTED[surface]

    def found(content: str) -> list[str]:
        text = PAGE.format(path=path, kind=KINDS.get(path, "x"), content=content)
        shown = list(surface(path, html.document_fromstring(text), KNOWN))
        assert shown
        return untrue(shown, KNOWN)

    assert found(content) == []
    for piece in pieces:
        assert piece in content
        assert found(content.replace(piece, wrong(piece), 1)), piece


CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270331T080000Z\r\nDTEND:20270331T143000Z\r\nSUMMARY:Eins\r\n"
    "STATUS:CONFIRMED\r\nURL:http://x/de/eins/\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize("piece", ["START:20270331T08", "END:20270331T14", "SUMMARY:Eins", "CONFIRMED"])
def test_a_planted_untruth_of_a_calendar_is_found(piece):
    def found(content: str) -> list[str]:
        return untrue(machines.calendar("a.ics", content.encode(), KNOWN), KNOWN)

    assert found(CALENDAR) == []
    assert found(CALENDAR.replace(piece, "CANCELLED" if piece == "CONFIRMED" else wrong(piece)))


MAIL = (
    "für „Eins“, Mittwoch, 31. März 2027, 10:00–16:30 Uhr.\n"
    "– Eins, Mittwoch, 31. März 2027, 10:00–16:30 Uhr, Herne: Platz bestätigt (A)\n"
    "– Wann: Mittwoch, 31. März 2027, 10:00–16:30 Uhr\n– Wo: Saal, Weg 1, Herne\n"
)


@pytest.mark.parametrize("piece", [
    "„Eins“, Mittwoch, 31.", "– Eins, Mittwoch, 31.", "Uhr, Herne", "Wann: Mittwoch, 31.", "Weg 1"
])  # fmt: skip
def test_a_planted_untruth_of_a_mail_is_found(piece):
    def found(words: str) -> list[str]:
        return untrue(letters.letters("Bald: Eins", words, "de", KNOWN), KNOWN)

    assert found(MAIL) == []
    assert found(MAIL.replace(piece, wrong(piece)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Werkstatt, 7.–9. April 2027", ["7.–9. April 2027"]),
        ("am Mi., 31. März 2027, 10:00–16:30 Uhr, in Herne", ["Mi., 31. März 2027, 10:00–16:30 Uhr"]),
        ("wo 31 maart 2027, vanaf 18.00 uur", ["wo 31 maart 2027, vanaf 18.00 uur"]),
        ("30 december 2026 t/m 2 januari 2027", ["30 december 2026 t/m 2 januari 2027"]),
        ("7. Mai 2027, 10:00 Uhr bis 9. Mai 2027, 16:30 Uhr",) * 2,
        ("36 Plätze bis 16:30 Uhr", []),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_written(text, found):
    assert written(text) == (found if isinstance(found, list) else [found])
