"""The repairs of wagtail-localize, and that it still needs them: a failure here says which one may go."""

import pytest
import wagtail_localize
from wagtail import blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.strings import extract_strings, restore_strings, validate_translation_links

from home.localize import extraction
from home.models import SiteImage


class Inner(blocks.StructBlock):
    items = blocks.ListBlock(blocks.CharBlock())
    picture = ImageBlock(required=False)


class Outer(blocks.StructBlock):
    inner = Inner()
    note = blocks.CharBlock(required=False)


class Body(blocks.StreamBlock):
    outer = Outer()
    film = EmbedBlock(required=False)
    picture = ImageBlock()


@pytest.fixture
def without_repairs():
    extraction.restore()
    yield
    extraction.apply()


@pytest.fixture
def image(db):
    return SiteImage.objects.create(title="Schulhof", file=get_test_image_file(), credit="R. Lüders")


def extract(*content):
    stream = Body().to_python([dict(block, id=f"b{number}") for number, block in enumerate(content)])
    return StreamFieldSegmentExtractor(None, include_overridables=True).handle_stream_block(stream)


def nested(image=None, **values):
    items = [{"type": "item", "value": "Bänke", "id": "i1"}]
    picture = {"image": image.pk, "alt_text": "Ein Hof", "decorative": False} if image else None
    inner = {"items": items} | ({"picture": picture} if image else {})
    return {"type": "outer", "value": {"inner": inner, "note": "Notiz"} | values}


def paths(segments):
    return [segment.path for segment in segments]


def test_the_repairs_fit_the_installed_version():
    assert wagtail_localize.__version__ == extraction.WRITTEN_FOR
    assert extraction.check_version() == []


def test_another_version_is_reported(monkeypatch):
    monkeypatch.setattr(extraction, "__version__", "1.15")
    assert [warning.id for warning in extraction.check_version()] == ["home.W001"]


def test_a_list_below_two_structs_is_extracted():
    assert paths(extract(nested())) == ["b0.inner.items.i1", "b0.note"]


def test_upstream_still_overlooks_the_list(without_repairs):
    with pytest.raises(AttributeError):
        extract(nested())


def test_an_image_below_two_structs_is_extracted(image):
    assert paths(extract(nested(image))) == [
        "b0.inner.items.i1",
        "b0.inner.picture.image",
        "b0.inner.picture.alt_text",
    ] + ["b0.note"]


def test_upstream_still_fails_on_that_image(image, without_repairs):
    with pytest.raises(AttributeError):
        extract(nested(image))


def test_an_empty_film_and_a_block_added_later_have_no_segments():
    old = {"type": "outer", "value": {"inner": {"items": []}}}
    assert extract({"type": "film", "value": ""}, old) == []


def test_upstream_still_fails_on_the_empty_film(without_repairs):
    with pytest.raises(AttributeError):
        extract({"type": "film", "value": ""})


def test_upstream_still_fails_on_the_block_added_later(without_repairs):
    extractor = StreamFieldSegmentExtractor(None)
    value = Note().to_python({"old": "x"})
    with pytest.raises(TypeError):
        extractor.handle_struct_block(value, raw_value={"value": {"old": "x"}})


class Note(blocks.StructBlock):
    old = blocks.CharBlock()
    new = blocks.CharBlock(required=False)


def test_the_image_of_a_decorative_block_cannot_be_replaced(image):
    value = {"image": image.pk, "alt_text": "", "decorative": True}
    segments = [s for s in extract({"type": "picture", "value": value}) if not s.is_empty()]
    assert segments == []


def test_upstream_still_offers_to_replace_it(image, without_repairs):
    value = {"image": image.pk, "alt_text": "", "decorative": True}
    assert "b0.image" in paths(extract({"type": "picture", "value": value}))


MARKED = (
    '<p>Eine <span lang="en">learning community</span> lernt <a href="https://example.org/">hier</a>.</p>'
)


def test_a_marked_phrase_is_part_of_its_sentence():
    template, texts = extract_strings(MARKED)
    assert [text.data for text, _attrs in texts] == [
        'Eine <span id="span1">learning community</span> lernt <a id="a1">hier</a>.'
    ]
    assert restore_strings(template, texts) == MARKED


def test_a_translator_keeps_or_drops_a_mark_and_invents_none():
    _template, [(text, attrs)] = extract_strings(MARKED)
    dutch = type(text).from_translated_html('Een <span id="span1">learning community</span> leert.')
    assert dutch.render_html(attrs) == 'Een <span lang="en">learning community</span> leert.'
    validate_translation_links(text.data, "Een leergemeenschap leert.")
    with pytest.raises(ValueError, match="span7"):
        validate_translation_links(text.data, '<span id="span7">x</span>')
    with pytest.raises(ValueError, match="HTML"):
        type(text).from_translated_html('<span lang="en">x</span>')


def test_upstream_still_splits_the_sentence(without_repairs):
    _template, texts = extract_strings(MARKED)
    assert len(texts) > 1
