"""Every word of every part reaches the translator and comes back, in both directions."""

import re

import pytest
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import StandardPage
from tests import factories

from .body_samples import stored, whole_body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("source", "target"), [("de", "nl"), ("nl", "de")])
def test_a_page_with_every_part_loses_no_word(source, target):
    network = factories.Network()
    person = factories.author(network.authors[source])
    teased = factories.standard_page(network.home[source], title="Ziel")
    parts = whole_body(person=person, page=teased)
    page = factories.publish(
        factories.standard_page(network.home[source], title="Alles", lead="Vorspann", body=stored(parts))
    )
    locale = getattr(network, target)
    origin, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=origin, target_locale=locale)
    for segment in origin.stringsegment_set.select_related("string"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            data=re.sub(r"Wort-", "Woord-", segment.string.data),
        )
    translation.save_target(publish=True)

    translated = StandardPage.objects.get(translation_key=page.translation_key, locale=locale)
    before, after = (repr(one.body.get_prep_value()) for one in (page, translated))
    words = set(re.findall(r"Wort-\w+", before))
    assert words == set(re.findall(r"Wort-\w+", repr(parts))) != set()
    assert set(re.findall(r"Wort-\w+", after)) == set()
    assert {word.replace("Wort-", "Woord-") for word in words} == set(re.findall(r"Woord-\w+", after))
    facts = [r"https://[\w./-]+", r"'image': \d+", r"'level': '\w+'", r"'kind': '\w+'", r"'target': \d+"]
    for fact in facts:
        assert re.findall(fact, after) == re.findall(fact, before) != []


def test_an_empty_table_cell_and_a_number_stay():
    from home.blocks.table import CellsBlock, cells

    block, value = CellsBlock(), cells("Titel", [["a", ""], ["3", "b"]])
    segments = block.get_translatable_segments(value)
    assert [(segment.path, segment.render_text()) for segment in segments] == [
        ("caption", "Titel"),
        ("0-0", "a"),
        ("1-0", "3"),
        ("1-1", "b"),
    ]
    restored = block.restore_translated_segments(
        value, [segment for segment in segments if segment.path != "0-0"]
    )
    assert restored == value
    assert restored["data"] is not value["data"]
