from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .language import WordsBlock


class HeadingValue(blocks.StructValue):
    """A heading and the anchor under which the contents list of its page links to it."""

    anchor = ""


class HeadingBlock(WordsBlock):
    """A heading inside a text; the page's own title is the level above (domain.md#body)."""

    text = blocks.CharBlock(max_length=160, default="", label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Heading")), ("h3", _("Subheading"))],
        default="h2",
        label=_("Level"),
        search_index=False,
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides the text; pages list their headings beside it.")
        template = "blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": _("A contract that starts small"), "level": "h2"}


def set_anchors(body) -> list[HeadingValue]:
    """Give each heading of a body an anchor of its own, made from its words, and return the headings.

    Safe to repeat. Anchors begin with "s-", so that none meets an id of the page around it.
    """
    headings, taken = [], set()
    for child in body.blocks_by_name("heading"):
        base = anchor = f"s-{slugify(child.value['text'])[:60].strip('-')}".rstrip("-")
        number = 2
        while anchor in taken:
            anchor, number = f"{base}-{number}", number + 1
        taken.add(anchor)
        child.value.anchor = anchor
        headings.append(child.value)
    return headings
