"""What is found by which words, in both languages, and what must not be found.

One network for all pairs, as building it costs more than searching it.
"""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText

from home.models import Synonym
from home.search.find import find
from home.search.normalise import words_of
from home.search.results import hits_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
HOUSES, QUARTER = "Häuser an der langen Straße", "Quartiersentwicklung im Norden"
KOELN, CAFE, SIZE = "Köln baut um", "Ein Café für alle", "Größe zählt nicht"
WIJK, STRAAT, HUIZEN = "Wijkontwikkeling met bewoners", "Samen ontwikkelen", "Oude huizen, nieuwe brieven"
WEL, KWETSBAAR, IJS = "Het kan wél anders", "Hulp voor de kwetsbare wijk", "IJssalon aan het water"

# (language, query, title of what is found), on any database
PAIRS = [
    ("de", "Häuser", HOUSES),
    ("de", "häuser", HOUSES),
    ("de", "Hauser", HOUSES),
    ("de", "Haeuser", HOUSES),
    ("de", "HAEUSER", HOUSES),
    ("de", "Straße", HOUSES),
    ("de", "Strasse", HOUSES),
    ("de", "langen Str", HOUSES),
    ("de", "Bürger", HOUSES),
    ("de", "Burger", HOUSES),
    ("de", "Buerger", HOUSES),
    ("de", "Projekte", QUARTER),
    ("de", "Projekt", QUARTER),
    ("de", "Quartier", QUARTER),
    ("de", "Entwicklung", QUARTER),
    ("de", "Beteiligung", QUARTER),
    ("de", "Buergerbeteiligung", QUARTER),
    ("de", "quartiers norden", QUARTER),
    ("de", "Köln", KOELN),
    ("de", "Koeln", KOELN),
    ("de", "Koln", KOELN),
    ("de", "Café", CAFE),
    ("de", "Cafe", CAFE),
    ("de", "Groesse", SIZE),
    ("de", "Größe", SIZE),
    ("de", '"Häuser" AND (Straße*', HOUSES),
    ("de", "Öffentlicher Raum", "Öffentlicher Raum"),
    ("de", "oeffentlicher", "Öffentlicher Raum"),
    ("de", "Gelsenkirchen", "Gelsenkirchen"),
    ("de", "Arbeitsblatt", "Arbeitsblatt Wege am Hang"),
    ("de", "Aydın", "Merve Aydın"),
    ("de", "Aydin", "Merve Aydın"),
    ("de", "zehn Fragen", "Zehn Quartiere, zehn Fragen"),
    ("de", "Kiez", QUARTER),
    ("nl", "wijkontwikkeling", WIJK),
    ("nl", "wijk", WIJK),
    ("nl", "ontwikkeling", WIJK),
    ("nl", "bewoners", WIJK),
    ("nl", "huizen", HUIZEN),
    ("nl", "huis", HUIZEN),
    ("nl", "brief", HUIZEN),
    ("nl", "wel", WEL),
    ("nl", "wél", WEL),
    ("nl", "krachtwijk", KWETSBAAR),
    ("nl", "kwetsbare wijk", KWETSBAAR),
    ("nl", "ijssalon", IJS),
    ("nl", "ĳssalon", IJS),
    ("nl", "salon", IJS),
    ("nl", "Arbeitsblatt", "Arbeitsblatt Wege am Hang"),
]
# … and by the stems of each language.
STEMMED = [
    ("de", "Haus", HOUSES),
    ("de", "Straßen", HOUSES),
    ("de", "Bürgern", HOUSES),
    ("de", "Projekten", QUARTER),
    ("nl", "ontwikkeling", STRAAT),
    ("nl", "bewoner", WIJK),
    ("nl", "straten", STRAAT),
]
# What must not be found.
MISSES = [
    ("de", "Wijkontwikkeling", WIJK),
    ("de", "bewoners", WIJK),
    ("nl", "Häuser", HOUSES),
    ("nl", "Quartiersentwicklung", QUARTER),
    ("nl", "Merve Aydın", "Merve Aydın"),
    ("nl", "Öffentlicher", "Öffentlicher Raum"),
    ("de", "Entwurf", "Häuser im Entwurf"),
    ("de", "Rat", "Beratung im Quadrat"),
    ("de", "Häuser Köln", HOUSES),
    ("de", "Flughafen", QUARTER),
    ("de", "Protokoll", "Protokoll ohne Seite"),
    ("de", "krachtwijk", KWETSBAAR),
]


def build():
    network = factories.Network()
    de, nl = network.de, network.nl
    body = [("paragraph", {"text": RichText("<p>Die Bürgerbeteiligung hat begonnen.</p>")})]
    document = get_document_model()
    sheet, loose = (
        document.objects.create(title=title, file=ContentFile(b"x", name=f"{number}.pdf"))
        for number, title in enumerate(["Arbeitsblatt Wege am Hang", "Protokoll ohne Seite"])
    )
    offered = [("documents", {"documents": [{"document": sheet, "title": "", "language": ""}]})]
    for values in (
        {"title": HOUSES, "lead": "Bürger planen mit."},
        {"title": QUARTER, "lead": "Projekte im Stadtteil", "body": body},
        {"title": KOELN},
        {"title": CAFE},
        {"title": SIZE},
        {"title": "Beratung im Quadrat"},
        {"title": "Häuser im Entwurf", "live": False},
    ):
        factories.article(network.news["de"], **{"lead": "Ein Vorspann."} | values)
    for title in (WIJK, STRAAT, HUIZEN, WEL, KWETSBAAR, IJS):
        lead = "Werk in de straat" if title == STRAAT else "Een inleiding."
        factories.article(network.news["nl"], title=title, lead=lead)
    factories.author(network.authors["de"])
    factories.series(network.events["de"])
    factories.topic(de)
    factories.place(de, name="Gelsenkirchen", slug="gelsenkirchen")
    for home in (network.home["de"], network.home["nl"]):
        factories.standard_page(home, title="Material", body=offered)
    Synonym.objects.create(locale=nl, terms="krachtwijk\nkwetsbare wijk")
    Synonym.objects.create(locale=de, terms="Kiez\nQuartier\nStadtteil")
    return {"de": de, "nl": nl}


def titles(query, locale, request):
    words = words_of(query)
    return [hit["title"] for hit in hits_of(find(words, locale).keys, words, request)]


def test_pairs_of_query_and_hit(rf, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        locales = build()
    stems = STEMMED if connection.vendor == "postgresql" else []
    request = rf.get("/")
    found = {
        (language, query): titles(query, locales[language], request)
        for language, query, _title in [*PAIRS, *stems, *MISSES]
    }
    missing = [row for row in [*PAIRS, *stems] if row[2] not in found[row[:2]]]
    wrong = [row for row in MISSES if row[2] in found[row[:2]]]
    assert (missing, wrong) == ([], [])
    assert found["de", "Öffentlicher Raum"][0] == "Öffentlicher Raum"  # the topic itself comes first
    assert len(PAIRS) >= 40
    assert len(MISSES) >= 10
