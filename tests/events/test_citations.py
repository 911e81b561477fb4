"""How sessions and series are cited and passed on, in both languages."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def share_of(client, page) -> tuple[str, str, str]:
    """What a page offers: the citation without its address, the subject and the text of the mail."""
    part = BeautifulSoup(client.get(page.get_url()).text, "html.parser").select_one("section.share")
    url = f"http://testserver{page.get_url()}"
    citation = part.select_one(".cite span").text
    assert citation.endswith(f", {url}")
    assert part.select_one("input[readonly]")["value"] == url
    mail = parse_qs(urlsplit(part.a["href"]).query, strict_parsing=True)
    assert mail["body"][0].endswith(f"\r\n\r\n{url}")
    return citation.removesuffix(f", {url}"), mail["subject"][0], mail["body"][0]


def test_a_session_is_cited_with_series_date_and_place(client, series, pair):
    german, dutch = pair
    citation, subject, text = share_of(client, german)
    assert citation == (
        "„Die Schule als Mitte“, in der Reihe „Zehn Quartiere, zehn Fragen“, Kwartier, 17.\xa0März 2027, "
        "Gelsenkirchen"
    )
    assert subject == "Veranstaltungstipp: Die Schule als Mitte"
    assert text.startswith(
        "Aus dem Kalender von Kwartier:\r\n\r\nDie Schule als Mitte\r\n17.\xa0März 2027, Ge"
    )
    citation, subject, text = share_of(client, dutch)
    assert citation == (
        "‘De school als hart’, in de reeks ‘Tien wijken, tien vragen’, Kwartier, 17 maart 2027, Gelsenkirchen"
    )
    assert subject == "Agendatip: De school als hart"
    assert text.startswith("Uit de agenda van Kwartier:")


def test_what_is_still_to_be_announced_is_left_out(client, network, series):
    open_session = factories.session(series, title="Was bleibt?", number=10)
    assert share_of(client, open_session)[0].endswith("„Zehn Quartiere, zehn Fragen“, Kwartier")
    single = factories.session(
        network.events["de"], title="Tage", start_date=date(2027, 8, 30), end_date=date(2027, 9, 1)
    )
    assert share_of(client, single)[0] == "„Tage“, Kwartier, 30.\xa0August bis 1.\xa0September 2027"


def test_a_series_is_cited_with_its_period(client, series, pair):
    factories.session(series, title="Licht", number=8, start_date=date(2027, 5, 19))
    assert share_of(client, series)[0] == (
        "„Zehn Quartiere, zehn Fragen“, Kwartier, 17.\xa0März bis 19.\xa0Mai 2027"
    )
