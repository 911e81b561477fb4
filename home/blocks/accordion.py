from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .language import WordsBlock
from .prose import ProseBlock


class AnswerBlock(blocks.StructBlock):
    title = blocks.CharBlock(default="", max_length=200, label=_("Question"))
    text = ProseBlock(label=_("Answer"))


class AccordionBlock(WordsBlock):
    """Questions whose answers open on request."""

    items = blocks.ListBlock(AnswerBlock(label=_("Question")), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions whose answers open on request, without a script.")
        template = "blocks/accordion.html"
        preview_value = {
            "items": [
                {
                    "title": _("What does it cost?"),
                    "text": _("<p>About 9,000 euros, mostly working hours.</p>"),
                },
                {
                    "title": _("Is that representative?"),
                    "text": _("<p>No. In the end the council decided.</p>"),
                },
            ]
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["items"] = [{"title": item["title"], "html": item["text"]} for item in value["items"]]
        return context
