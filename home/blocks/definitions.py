from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .language import WordsBlock
from .prose import ProseBlock


class DefinitionBlock(blocks.StructBlock):
    term = blocks.CharBlock(default="", max_length=160, label=_("Term"))
    text = ProseBlock(label=_("What it means"))


class DefinitionsBlock(WordsBlock):
    """Terms and what they mean (domain.md#body)."""

    items = blocks.ListBlock(DefinitionBlock(label=_("Term")), min_num=1, label=_("Terms"))

    class Meta:
        icon = "glasses"
        label = _("Definitions")
        description = _("Terms and what they mean.")
        template = "blocks/definitions.html"
        preview_value = {
            "items": [
                {
                    "term": _("Own space"),
                    "text": _("<p>Flats with a door to lock, each with a bathroom.</p>"),
                },
                {"term": _("Shared space"), "text": _("<p>One large kitchen per staircase.</p>")},
            ]
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["items"] = [{"term": item["term"], "html": item["text"]} for item in value["items"]]
        return context
