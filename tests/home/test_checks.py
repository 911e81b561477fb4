"""The rules for blocks, each broken once."""

import pytest
from django.core.checks import run_checks
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from home.checks import check_block, check_features


class AnyImage(blocks.ChooserBlock):
    @property
    def target_model(self):
        return get_image_model()


class OwnTable(TableBlock):
    def get_translatable_segments(self, value):
        return []


def ids(block, inside=None):
    return [error.id for error in check_block(block, "news.ArticlePage.body", inside)]


def test_our_own_models_keep_the_rules():
    assert [e for e in run_checks() if e.id.startswith("home.")] == []


@pytest.mark.parametrize(
    ("block", "number"),
    [
        (blocks.StructBlock([("inner", blocks.StructBlock([]))]), "E001"),
        (blocks.StructBlock([("text", blocks.CharBlock())]), "E002"),
        (blocks.StructBlock([("text", blocks.TextBlock())]), "E002"),
        (EmbedBlock(required=False), "E003"),
        (blocks.RichTextBlock(), "E004"),
        (blocks.RichTextBlock(features=["bold", "image"]), "E004"),
        (blocks.RichTextBlock(features=["superscript"]), "E004"),
        (AnyImage(), "E005"),
        (TableBlock(), "E006"),
        (TypedTableBlock([("text", blocks.CharBlock())]), "E006"),
        (blocks.RawHTMLBlock(), "E006"),
        (blocks.RegexBlock(regex="x"), "E006"),
    ],
)
def test_each_rule_is_enforced_wherever_the_block_stands(block, number):
    assert ids(block) == [f"home.{number}"]
    deep = blocks.StreamBlock([("list", blocks.ListBlock(blocks.StreamBlock([("it", block)])))])
    assert ids(deep) == [f"home.{number}"]
    [error] = check_block(deep, "news.ArticlePage.body")
    assert error.msg.startswith("news.ArticlePage.body.list.item.it")


@pytest.mark.parametrize(
    "block",
    [
        blocks.StructBlock([("text", blocks.CharBlock(default=""))]),
        blocks.StructBlock([("list", blocks.ListBlock(blocks.StructBlock([])))]),
        blocks.StructBlock([("picture", ImageBlock()), ("logo", ImageChooserBlock())]),
        blocks.RichTextBlock(features=["bold", "link", "lang-en"]),
        EmbedBlock(),
        OwnTable(),
        blocks.ChoiceBlock(choices=[("a", "A")]),
        blocks.PageChooserBlock(),
    ],
)
def test_blocks_that_keep_the_rules_pass(block):
    assert ids(block) == []


def test_rich_text_fields_are_checked_as_well():
    assert [e.id for e in check_features(["bold", "embed"], "x")] == ["home.E004"]
    assert list(check_features(["bold", "lang-nl"], "x")) == []
