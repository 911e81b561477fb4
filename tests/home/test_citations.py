"""The citation line and what is passed on with it, in both languages."""

from urllib.parse import parse_qs, urlsplit

import pytest

from home.formatting.quotation_marks import quoted
from home.metadata.citations import Citation
from home.metadata.share_links import passing_on

URL = "https://kwartier.example/de/hof/"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "Wer gehört zum Quartier?", "„Wer gehört zum Quartier?“"),
        ("nl", "De school als hart", "‘De school als hart’"),
        ("de", "Programm „Soziale Stadt“ geht weiter", "„Programm ‚Soziale Stadt‘ geht weiter“"),
        ("nl", 'Een "hof" voor iedereen', "‘Een “hof” voor iedereen’"),
        ("nl", "‘Samen’ in ’t Zand", "‘“Samen” in ’t Zand’"),
        ("de", "„Alles „offen‚", "„„Alles „offen‚“"),  # they do not pair: nothing is guessed
    ],
)
def test_a_title_stands_in_the_marks_of_its_language(lang, text, expected):
    assert quoted(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "parts", "expected"),
    [
        (
            "de",
            {"names": ["Dr. Henrike Altmanns", "Jan van Vieren"], "date": "16. November 2026"},
            f"Dr. Henrike Altmanns und Jan van Vieren: „Hof & Haus“, Kwartier, 16. November 2026, {URL}",
        ),
        (
            "nl",
            {"names": ["A", "B", "C"], "date": "16 november 2026"},
            f"A, B en C, ‘Hof & Haus’, Kwartier, 16 november 2026, {URL}",
        ),
        ("nl", {}, f"‘Hof & Haus’, Kwartier, {URL}"),
        (
            "de",
            {"series": "Zehn „Quartiere“", "date": "17. März 2027", "place": "Venlo"},
            f"„Hof & Haus“, in der Reihe „Zehn ‚Quartiere‘“, Kwartier, 17. März 2027, Venlo, {URL}",
        ),
        (
            "nl",
            {"series": "Tien wijken", "date": "17 maart 2027"},
            f"‘Hof & Haus’, in de reeks ‘Tien wijken’, Kwartier, 17 maart 2027, {URL}",
        ),
    ],
)
def test_a_citation_names_what_is_known(lang, parts, expected):
    assert str(Citation(title="Hof & Haus", language=lang, network="Kwartier", url=URL, **parts)) == expected


def test_a_mail_is_begun_with_every_sign_encoded():
    """RFC 6068: nothing of a title becomes a field of the mail."""
    title = 'Rund & "eckig"? 100 % Ümläute\r\nBcc: a@example.org&cc=b@example.org #1+1'
    citation = Citation(title=title, language="de", network="K & Q", url=URL, date="3. Mai 2026", place="’s")
    shared = passing_on(citation, subject=f"Lesetipp: {title}", intro="Gelesen bei K & Q:")
    address = urlsplit(shared["mail_url"])
    assert (address.scheme, address.path, address.netloc, address.fragment) == ("mailto", "", "", "")
    assert " " not in address.query
    assert "+" not in address.query
    assert parse_qs(address.query, strict_parsing=True) == {
        "subject": [f"Lesetipp: {' '.join(title.split())}"],
        "body": [f"Gelesen bei K & Q:\r\n\r\n{title}\r\n3. Mai 2026, ’s\r\n\r\n{URL}"],
    }
    assert shared["url"] == URL


def test_a_page_without_an_address_offers_nothing():
    citation = Citation(title="Neu", language="de", network="Kwartier", url="")
    assert passing_on(citation, subject="x", intro="y") == {}
