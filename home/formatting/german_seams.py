"""Seams of German compounds: where the words of the field end, with the letter that links them.

pyphen reads both levels of its German dictionary (compounds, syllables) as one table, so that its breaks are
wrong around seams: Werkstat-treihe, Arbei-t-er. Words that are in this list are cut first.
"""

# Each with its linking letters, as in Quartiersentwicklung and Nachbarschaftsarbeit.
WORDS = """
amtliche anmelde anpassungs arbeit arbeiter arbeits barriere bau bebauungs bedingungen behörde behörden
beratung bergmanns beruhigung bestands bestätigung beteiligung beteiligungs bewegung bewohner bildungs
bürger büro daten denkmal dialog ehren einzel energie entwicklung entwicklungs erdgeschoss erklärung
erneuerung eröffnung fläche flächen forscher forscherin forscherinnen forschung forschungs freiheit
freiheits förder förderung garten gebiet gebiets gemein generationen genossen geschosse gesell
grün handel handels haupt haus hilfe hochwasser häuser industrie initiative innen innenstadt jahres kalender
klima konferenz konzept kultur land landes leben leerstand leerstands management manager managerin mehr
meister meisterin mittel nachbar nutzung nutzungs orientierung ort orte partizipations planung
planungs platz plätze politik prinzip projekt projekte quartier quartiere quartiers raum regierung reihe
reihen räume sanierung sanierungs schaft schaften schafts schule schulen schutz schwamm siedlung siedlungen
siedlungs sozial stadt stadtteil straße straßen städte städtebau tagung tagungen teilnahme umbau
veranstaltung veranstaltungs verfahren verkehrs viertel werkstatt werkstätten wesen wissen wohn wohnen
wohnung wohnungen wohnungs zechen zentren zentrum zonen zusammen zwischen
"""
_LONGEST_FIRST = sorted(WORDS.split(), key=len, reverse=True)


def seams(word: str) -> list[int]:
    """Return where to cut a compound whose parts are all known, or nothing where one is not."""
    return _parts(word.lower()) or []


def _parts(rest: str, start: int = 0) -> list[int] | None:
    """The starts of the parts after the first one; None where the rest is not made of known words."""
    for known in _LONGEST_FIRST:
        if rest == known:
            return []
        if rest.startswith(known):
            end = start + len(known)
            further = _parts(rest[len(known) :], end)
            if further is not None:
                return [end, *further]
    return None
