"""The demo's files: the same parts in both languages, house typography, and images with credit and words."""

import re
from pathlib import Path

import pytest
from PIL import Image

from config.demo.articles import Articles
from config.demo.authors import Authors
from config.demo.events import Series, Sessions
from config.demo.files import FOLDER, table
from config.demo.standard import Pages

KINDS = [Authors, Articles, Pages, Series, Sessions]
RECORDS = [(name, record) for kind in KINDS for name, record in kind.records().items()]
IMAGES = table("images")["image"]
ATTRIBUTE = re.compile(r"<[^>]*>")


def words(value):
    """Every text of a record, without its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from words(child)
    elif isinstance(value, list):
        for child in value:
            yield from words(child)


def shape(value):
    """What must be the same in both languages: kinds, numbers of items, columns and paragraphs."""
    if isinstance(value, dict):
        return {key: child if key in ("type", "kind") else shape(child) for key, child in value.items()}
    if isinstance(value, list):
        return [shape(child) for child in value]
    return value.count("<p>"), value.count("<a "), value.count("<span ")


@pytest.mark.parametrize(("name", "record"), RECORDS, ids=[name for name, _record in RECORDS])
def test_both_languages_have_the_same_parts(name, record):
    if record.get("only_in"):
        assert [language for language in ("de", "nl") if language in record] == [record["only_in"]]
        return
    german, dutch = record["de"].get("body", []), record["nl"].get("body", [])
    assert shape(german) == shape(dutch)
    # A short title that one language lacks would be the other's, in menus and in the footer.
    either = set(record)  # a word of both languages, such as a venue's name, may have another in one
    assert set(record["de"]) - {"later"} - either == set(record["nl"]) - either


def test_the_footer_names_legal_pages_as_the_law_does():
    """domain.md#legal-pages: with these words, in every footer."""
    words = {
        record["legal"]: [record[code].get("short_title", record[code]["title"]) for code in ("de", "nl")]
        for record in Pages.records().values()
        if "legal" in record
    }
    assert words["imprint"] == ["Impressum", "Colofon"]
    assert words["privacy"] == ["Datenschutzerklärung", "Privacyverklaring"]
    assert words["accessibility"] == ["Erklärung zur Barrierefreiheit", "Toegankelijkheidsverklaring"]


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.stem)
def test_texts_keep_to_house_typography(path):
    """domain.md#typography: no straight quotes, double blanks, blank before a comma or hyphen as a dash."""
    for text in words(table(str(path.relative_to(FOLDER).with_suffix("")))):
        plain = ATTRIBUTE.sub("", text)
        assert not re.search(r"[\"']|  | ,| - |\.\.\.", plain), plain


def test_german_texts_have_german_quotes_and_dutch_ones_dutch():
    for name, record in RECORDS:
        german = " ".join(words(record.get("de", {})))
        dutch = " ".join(words(record.get("nl", {})))
        assert german.count("„") == german.count("“"), name
        assert "„" not in dutch, name
        assert "“" not in dutch, name
        assert dutch.count("‘") <= dutch.count("’"), name


@pytest.mark.parametrize("record", IMAGES, ids=[record["key"] for record in IMAGES])
def test_every_image_has_credit_licence_and_words_in_both_languages(record):
    """domain.md#pictures."""
    for field in ("title", "credit", "licence", "alt_de", "alt_nl"):
        assert record[field].strip(), field
    path = FOLDER / "images" / record["file"]
    assert path.stat().st_size <= 120 * 1024
    x, y, width, height = record["focal"]
    with Image.open(path) as image:
        assert 0 <= x - width // 2 <= x + width // 2 <= image.width
        assert 0 <= y - height // 2 <= y + height // 2 <= image.height


def test_the_images_are_small_together_and_all_used():
    files = {path.name for path in (FOLDER / "images").iterdir()}
    assert files == {record["file"] for record in IMAGES}
    assert sum((FOLDER / "images" / name).stat().st_size for name in files) < 1_500_000
    texts = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.toml"))
    assert [record["key"] for record in IMAGES if texts.count(f'"{record["key"]}"') < 2] == []


def test_addresses_are_invented():
    """Only example.org, so that no mail and no link of the demo ever reaches anybody."""
    for path in sorted(FOLDER.rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        hosts = re.findall(r"https?://([^/\"]+)|@([a-z0-9.-]+\.[a-z]+)", text)
        assert {host for pair in hosts for host in pair if host and not host.endswith("example.org")} == set()


def test_documents_are_there():
    for record in table("documents")["document"]:
        assert Path(FOLDER / "documents" / record["file"]).read_bytes().startswith(b"%PDF")
