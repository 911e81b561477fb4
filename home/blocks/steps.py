from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .language import WordsBlock
from .prose import ProseBlock


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(default="", max_length=160, label=_("Step"))
    text = ProseBlock(required=False, label=_("What happens"))


class StepsBlock(WordsBlock):
    """The stages of a process in their order (domain.md#body)."""

    items = blocks.ListBlock(StepBlock(label=_("Step")), min_num=1, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("The stages of a process, numbered.")
        template = "blocks/steps.html"
        preview_value = {
            "items": [
                {"title": _("Occasion"), "text": _("<p>One paragraph, one figure, one place.</p>")},
                {
                    "title": _("Aim"),
                    "text": _("<p>What is different in four years, and how one notices.</p>"),
                },
            ]
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["items"] = [{"title": item["title"], "html": item["text"]} for item in value["items"]]
        return context
