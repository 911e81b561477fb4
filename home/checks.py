"""What a StreamField or rich text must be like so that every word in it reaches the translator.

wagtail-localize overlooks or refuses the rest (see home/localize/extraction.py for what is repaired).
"""

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import Error, register
from wagtail import blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from .richtext import TRANSLATABLE

TEXT = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock)
EXTRACTED = (*TEXT, blocks.RichTextBlock, blocks.ChooserBlock, EmbedBlock, blocks.URLBlock, blocks.EmailBlock)
WORDLESS = (
    blocks.BooleanBlock,
    blocks.ChoiceBlock,
    blocks.DateBlock,
    blocks.DateTimeBlock,
    blocks.DecimalBlock,
    blocks.FloatBlock,
    blocks.IntegerBlock,
    blocks.MultipleChoiceBlock,
    blocks.StaticBlock,
    blocks.TimeBlock,
)


@register()
def check_translatability(app_configs=None, **kwargs):
    """Report every block and rich text field whose words would not be translated whole."""
    errors = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if getattr(field, "model", None) is not model:
                continue  # inherited, and reported there
            if isinstance(field, StreamField):
                errors += check_block(field.stream_block, f"{model._meta.label}.{field.name}")
            elif isinstance(field, RichTextField):
                errors += check_features(field.features, f"{model._meta.label}.{field.name}")
    return errors


def check_block(block: blocks.Block, path: str, inside: blocks.Block | None = None) -> Iterator[Error]:
    """Yield what is wrong with a block and all blocks within, each with its path in the field."""
    own_segments = hasattr(block, "get_translatable_segments")
    if isinstance(block, ImageBlock) or own_segments:
        return
    if isinstance(block, blocks.StructBlock) and isinstance(inside, blocks.StructBlock):
        yield error(
            "E001", path, "a struct directly in a struct", "Group its fields by a BlockGroup instead."
        )
    if isinstance(block, TEXT) and isinstance(inside, blocks.StructBlock) and block.get_default() is None:
        yield error("E002", path, "text in a struct without a default", 'Add default="".')
    if isinstance(block, EmbedBlock) and not block.required:
        yield error("E003", path, "an optional embed", "Make it required, or the list that it stands in.")
    if isinstance(block, blocks.RichTextBlock):
        yield from check_features(block.features, path)
    if chooses_image(block) and not isinstance(block, ImageChooserBlock):
        yield error("E005", path, "an image of an unknown kind", "Use ImageBlock or ImageChooserBlock.")
    if isinstance(block, (blocks.StructBlock, blocks.StreamBlock)):
        for name, child in block.child_blocks.items():
            yield from check_block(child, f"{path}.{name}", block)
    elif isinstance(block, blocks.ListBlock):
        yield from check_block(block.child_block, f"{path}.item", block)
    elif not isinstance(block, (*EXTRACTED, *WORDLESS)):
        yield error(
            "E006",
            path,
            f"a {type(block).__name__}, whose text no translator would see",
            "Give it get_translatable_segments() and restore_translated_segments().",
        )


def check_features(features: list[str] | None, path: str) -> Iterator[Error]:
    """Yield an error for rich text with features that split sentences or hide words, or with all of them."""
    unknown = ["all of them"] if features is None else sorted(set(features) - set(TRANSLATABLE))
    if unknown:
        yield error(
            "E004", path, f"rich text with {', '.join(unknown)}", f"Allowed: {', '.join(TRANSLATABLE)}."
        )


def chooses_image(block: blocks.Block) -> bool:
    return isinstance(block, blocks.ChooserBlock) and block.target_model is get_image_model()


def error(number: str, path: str, what: str, hint: str) -> Error:
    return Error(f"{path} is {what}.", hint=hint, id=f"home.{number}")
