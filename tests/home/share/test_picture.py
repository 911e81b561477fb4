"""Share pictures: lines that fit, a PNG of the right size, drawn for public pages only."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from home.metadata.line_breaks import fit
from home.metadata.share_image import draw, drawable
from tests import factories


def width_of(text, size):
    """A fixed pitch makes the lines foreseeable: at size 10 each letter takes 10 pixels."""
    return len(text) * size


@pytest.mark.parametrize(
    ("title", "lang", "size", "lines"),
    [
        ("Wer gehört zum Quartier?", "de", 20, ["Wer gehört", "zum", "Quartier?"]),
        ("De school als hart van de wijk", "nl", 20, ["De school", "als hart", "van de", "wijk"]),
        ("Quartiersentwicklung", "de", 10, ["Quartiersentwicklung"]),  # smaller before broken
        ("Nachbarschaftsversammlungen", "de", 10, ["Nachbarschaftsver-", "sammlungen"]),
        ("wijkontwikkelingsmaatschappij", "nl", 10, ["wijkontwikkelings-", "maatschappij"]),
        ("10\u00a0% mehr", "de", 20, ["10\u00a0% mehr"]),
        ("x" * 45, "de", 10, ["x" * 19 + "-", "x" * 19 + "-", "x" * 7]),
        ("", "de", 20, []),
    ],
)
def test_a_title_is_broken_where_it_may_be(title, lang, size, lines):
    assert fit(title, lang, width_of, width=200, sizes=[20, 10], most=4) == (size, lines)


def test_what_does_not_fit_ends_in_an_ellipsis():
    size, lines = fit("Wort " * 60, "de", width_of, width=200, sizes=[20, 10], most=2)
    assert (size, len(lines)) == (10, 2)
    assert lines[-1] == "Wort Wort Wort …"


@pytest.mark.parametrize(
    ("title", "lang"), [("Straßen für alle: Ümläute", "de"), ("Één wijk, één vraag", "nl")]
)
def test_the_picture_has_the_size_that_is_promised(title, lang):
    picture = Image.open(BytesIO(draw(title=title, brand="Kwartier", zone="green", label="Thema", lang=lang)))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(picture.convert("RGB").getcolors(1 << 20)) > 8  # something is written on it


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("GROẞE STRAẞE", "GROSSE STRASSE"),
        ("🏘️ Wijk 👩‍👩‍👧 en 日本 buurt 1️⃣", "🏘 Wijk 👩‍👩‍👧 en 日本 buurt 1"),
        ("„Köln“ – ĳs: 150 m², 5\u00a0€ & ’s avonds şı", "„Köln“ – ĳs: 150 m², 5\u00a0€ & ’s avonds şı"),
        ("Mit 𒀀 in Keilschrift", ""),  # never half a title
        ("Wijk \U0001fb00 en buurt", "Wijk en buurt"),  # an ornament that no font has
    ],
)
def test_what_no_font_has_is_no_box(title, drawn):
    assert drawable(title) == drawn
    assert draw(title=title, brand="Kwartier", lang="de") == draw(title=drawn, brand="Kwartier", lang="de")


@pytest.mark.parametrize("name", ["王小明", "محمد علي", "दीपा शर्मा", "דוד כהן", "สมชาย", "이민수", "🚲"])
def test_a_name_in_another_script_is_drawn(name):
    """In a title, as the topic and on the plate; and what is drawn is the name, not the same box for each."""
    assert drawable(name) == name
    plain = {"title": "Gespräch", "label": "Thema", "brand": "Kwartier"}
    bare = draw(**plain, lang="de")
    for part, text in plain.items():
        other = draw(**plain | {part: f"{text} {name[::-1] if len(name) > 1 else '🚗'}"}, lang="de")
        assert len({bare, other, draw(**plain | {part: f"{text} {name}"}, lang="de")}) == 3


@pytest.mark.parametrize("words", [3, 6, 8, 12, 40])
@pytest.mark.parametrize("label", ["", "Thema"])
def test_the_title_stays_above_the_plate(words, label):
    drawn = draw(title="Quartier am Rand " * words, brand="Kwartier", label=label, lang="de")
    above = Image.open(BytesIO(drawn)).convert("RGB").crop((40, 630 - 72 - 72 - 12, 1200, 630 - 72 - 72))
    assert len(above.getcolors()) == 1


def test_a_network_without_a_name_that_can_be_drawn_has_no_plate():
    assert draw(title="Wijk", brand="𒀀", lang="nl") == draw(title="Wijk", brand="", lang="nl")


@pytest.mark.django_db
def test_pages_show_their_photo_or_a_drawn_picture(client):
    network = factories.Network()
    bare = factories.publish(factories.article(network.news["de"], title='„Höfe“ & <b>"Plätze"</b>'))
    dutch = factories.translate(bare, network.nl, title="Het schoolplein")
    photo = factories.publish(
        factories.article(network.news["de"], title="Mit Foto", lead_image=factories.image())
    )

    def graph(page):
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
        return {meta["property"]: meta["content"] for meta in soup.select("meta[property]")}

    seen = graph(bare)
    assert seen["og:title"] == bare.title
    assert (seen["og:type"], seen["og:locale"], seen["og:locale:alternate"]) == ("article", "de_DE", "nl_NL")
    assert seen["og:url"] == f"http://testserver{bare.url}"
    response = client.get(seen["og:image"])
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert not response.cookies
    assert client.get(graph(dutch)["og:image"]).content != response.content
    assert client.get(seen["og:image"]).content == response.content
    assert graph(photo)["og:image"].endswith(".jpg")
    assert graph(photo)["og:image:alt"] == "Menschen auf dem Platz"

    old = seen["og:image"]
    bare.title = "Ein anderer Titel"
    factories.publish(bare)
    moved = client.get(old)
    assert (moved.status_code, moved["Location"]) == (
        302,
        graph(bare)["og:image"].removeprefix("http://testserver"),
    )
    bare.unpublish()
    assert client.get(old).status_code == 404
