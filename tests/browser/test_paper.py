"""An article and a session on paper: what is printed, and what is of no use there."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from wagtail.rich_text import RichText

from authors.models import PageAuthor
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

OF_NO_USE = ".masthead nav, .foot nav, .crumbs, form, #comments, .btn, .skip, .share .field, .share h2"


@pytest.fixture
def network(live_server):
    network = factories.Network()
    address = urlsplit(live_server.url)
    network.site.hostname, network.site.port = address.hostname, address.port
    network.site.save()
    return network


def printed(page, url) -> str:
    """The words on paper; what is of no use there is hidden, on the screen it is not."""
    page.emulate_media(media="screen")
    page.goto(url)
    expect(page.locator(".share .btn")).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark")
    for part in page.locator(OF_NO_USE).all():
        expect(part).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    return page.locator("body").inner_text().replace("\u00ad", "").replace("\xa0", " ")


def test_an_article_and_a_session_on_paper(network, live_server, page):
    text = '<p>Mehr beim <a href="https://kamen.example.org/a">Amt</a> und im <a href="/de/">Netz</a>.</p>'
    article = factories.article(
        network.news["de"],
        dateline=factories.place(network.de, name="Hagen", slug="hagen"),
        lead_image=factories.image(credit="Ilka Brandscheid"),
        source_name="Stadt Kamen",
        body=[("paragraph", {"text": RichText(text)})],
    )
    article.page_authors.add(PageAuthor(author=factories.author(network.authors["de"], title="Ada Vos")))
    factories.publish(article)
    session = factories.session(
        network.events["de"], start_date=date(2027, 3, 17), place=factories.place(network.de)
    )
    factories.publish(session)
    url = f"{live_server.url}{article.url}"
    words = printed(page, url)
    for part in (
        *("Der Schulhof bleibt offen", "Von Ada Vos", "16. November 2026", "Hagen.", "Mehr beim Amt"),
        *("Ilka Brandscheid", "Quelle: Stadt Kamen", "„Der Schulhof bleibt offen“, Kwartier, 16. Nov", url),
    ):
        assert part in words
    assert words.count(url) == 1
    after = "link => getComputedStyle(link, '::after').content"
    addresses = [link.evaluate(after) for link in page.locator(".prose p:not(.source) a").all()]
    assert addresses == ['" (https://kamen.example.org/a)"', "none"]
    words = printed(page, f"{live_server.url}{session.url}")
    for part in ("Wer gehört zum Quartier?", "Mittwoch, 17. März 2027", "Herne", session.url):
        assert part in words
