"""How each part of a body looks in both languages (domain.md#pictures, #body)."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from authors.models import AuthorPage
from home.blocks import BodyBlock
from home.blocks.table import cells
from home.cards import Person
from tests import factories

from .body_samples import picture, stored, whole_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.Network()


@pytest.fixture(autouse=True)
def portrayed(monkeypatch):
    """An author's page as the protocol has it: home knows no author."""
    monkeypatch.setattr(AuthorPage, "get_person", lambda page, **_: Person(name=page.title), raising=False)


def show(*parts, language="de"):
    """The parsed body of these (type, value) parts."""
    block = BodyBlock()
    value = block.to_python(stored(parts))
    request = RequestFactory().get("/", headers={"host": "testserver"})
    with override(language):
        html = block.render(value, context={"request": request})
    return BeautifulSoup(html, "html.parser")


def test_every_part_shows_all_its_words(network):
    person = factories.author(network.authors["de"])
    page = factories.standard_page(network.home["de"], title="Wort-teaser")
    parts = whole_body(person=person, page=page)
    assert {kind for kind, _ in parts} == set(BodyBlock().child_blocks)
    soup = show(*parts)
    wanted = set(re.findall(r"Wort-\w+", repr(parts))) | {"Wort-teaser"}
    shown = str(soup)
    assert {word for word in wanted if word not in shown.replace("\u00ad", "")} == set()


def test_a_picture_has_exactly_one_credit(network):
    image = factories.image(credit="Ilka Brandscheid")
    soup = show(("image", {"image": picture(image, "Ein Platz"), "caption": "Am Abend", "language": ""}))
    caption = soup.find("figcaption").get_text(" ", strip=True)
    assert caption.count("Ilka Brandscheid") == 1
    assert soup.find("img")["alt"] == "Ein Platz"


def test_a_decorative_picture_has_an_empty_alternative_text(network):
    value = {"image": factories.image().pk, "alt_text": "", "decorative": True}
    assert show(("image", {"image": value, "caption": "", "language": ""})).find("img")["alt"] == ""


def test_the_same_picture_twice_keeps_both_alternative_texts(network):
    image = factories.image()
    parts = [("image", {"image": picture(image, alt), "caption": "", "language": ""}) for alt in ("A", "B")]
    assert [tag["alt"] for tag in show(*parts).find_all("img")] == ["A", "B"]


@pytest.mark.parametrize(
    ("language", "text", "by"),
    [
        ("de", "„Wir bleiben.“", "Gesa Lohoff, Hausleiterin"),
        ("nl", "‘Wir bleiben.’", "aldus Gesa Lohoff, Hausleiterin"),
    ],
)
def test_a_quotation_has_the_marks_of_its_page(language, text, by):
    value = {"text": "Wir bleiben.", "attribution": "Gesa Lohoff", "role": "Hausleiterin", "language": ""}
    soup = show(("quote", value), language=language)
    assert [p.get_text() for p in soup.select("blockquote p")] == [text, by]


def test_a_foreign_quotation_keeps_its_own_marks_and_language():
    value = {"text": "Blijven we?", "attribution": "", "role": "", "language": "nl"}
    quotation = show(("quote", value)).select_one("blockquote p")
    assert (quotation.get_text(), quotation["lang"]) == ("‘Blijven we?’", "nl")


def test_typed_marks_are_not_doubled():
    value = {"text": "„Wir bleiben.“", "attribution": "", "role": "", "language": ""}
    assert show(("quote", value)).select_one("blockquote p").get_text() == "„Wir bleiben.“"


@pytest.mark.parametrize(
    ("kind", "selector"), [("bullet", "ul"), ("number", "ol"), ("question", "ul.questions")]
)
def test_lists(kind, selector):
    soup = show(("list", {"kind": kind, "items": ["a", "<b>"], "language": "nl"}))
    found = soup.select_one(selector)
    assert ([item.get_text() for item in found.select("li")], found["lang"]) == (["a", "<b>"], "nl")


def test_headings_have_different_anchors():
    parts = [("heading", {"text": "Menü", "level": level, "language": ""}) for level in ("h2", "h3")]
    parts.append(("heading", {"text": "—", "level": "h2", "language": ""}))
    assert [tag["id"] for tag in show(*parts).select("h2, h3")] == ["s-menu", "s-menu-2", "s"]


def test_a_table_has_headers_and_a_caption():
    table = cells("Wer wann", [["Zeit", "Wer"], ["8 Uhr", "alle"]], header_column=True)
    soup = show(("table", {"cells": table, "language": ""}))
    assert soup.find("caption").get_text() == "Wer wann"
    assert [(th["scope"], th.get_text()) for th in soup.select("th")] == [
        ("col", "Zeit"),
        ("col", "Wer"),
        ("row", "8 Uhr"),
    ]


def test_choosers_lead_to_the_readers_language(network):
    german = factories.standard_page(network.home["de"], title="Über uns")
    dutch = factories.translate(german, network.nl, title="Over ons")
    only_german = factories.standard_page(network.home["de"], title="Nur hier")
    draft = factories.standard_page(network.home["de"], title="Entwurf", live=False)
    parts = [("teaser", {"target": page.pk}) for page in (german, only_german, draft)]
    links = show(*parts, language="nl").select("a")
    assert [(link["href"], link.get("lang")) for link in links] == [
        (dutch.url, None),
        (f"/nl/nog-niet-vertaald/{only_german.translation_key}/", "de"),
    ]


def test_a_call_to_a_page_that_nobody_may_see_is_left_out(network):
    draft = factories.standard_page(network.home["de"], live=False)
    value = {"title": "", "text": "Kommen Sie", "label": "Hin", "target": draft.pk, "url": "", "language": ""}
    assert show(("call_to_action", value)).get_text(strip=True) == ""


def test_a_video_asks_nothing_of_the_other_website():
    image = factories.image()
    value = {
        "title": "Film",
        "image": picture(image, "Bild"),
        "url": "https://video.example.org/x",
        "language": "",
    }
    soup = show(("video", value))
    assert not soup.select("iframe, script, embed, object")
    assert all(tag["src"].startswith("/") for tag in soup.select("[src]"))
    assert soup.select_one("a.still")["href"] == "https://video.example.org/x"


def test_a_part_in_another_language_says_so():
    soup = show(("paragraph", {"text": "<p>leading from the emerging future</p>", "language": "en"}))
    assert soup.select_one("[lang=en]").get_text(strip=True) == "leading from the emerging future"


def test_many_chosen_pages_cost_the_same_as_one(network, django_assert_num_queries):
    pages = [factories.standard_page(network.home["de"], title=f"Seite {number}") for number in range(3)]
    show(("teaser", {"target": pages[0].pk}))
    for chosen in (pages[:1], pages):
        value = BodyBlock().to_python(stored([("teaser", {"target": page.pk}) for page in chosen]))
        list(value)
        request = RequestFactory().get("/", headers={"host": "testserver"})
        with django_assert_num_queries(3):
            BodyBlock().render(value, context={"request": request})


@pytest.mark.parametrize("name", sorted(BodyBlock().child_blocks))
def test_the_picker_previews_every_part(network, name):
    factories.author(network.authors["de"])
    factories.image()
    block = BodyBlock().child_blocks[name]
    assert block.is_previewable
    assert block.get_description()
    assert block.meta.icon
    assert block.meta.label
    value = block.get_preview_value()
    html = render_to_string(
        block.get_preview_template(value),
        {"block_def": block, "bound_block": block.bind(value), "request": RequestFactory().get("/")},
    )
    assert "css/site.css" in html
