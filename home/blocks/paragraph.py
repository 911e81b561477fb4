from django.utils.translation import gettext_lazy as _

from .language import WordsBlock
from .prose import ProseBlock


class ParagraphBlock(WordsBlock):
    """Running text: one or more paragraphs with links, emphasis and simple lists."""

    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Running text with links, emphasis and simple lists.")
        template = "blocks/paragraph.html"
        preview_value = {
            "text": _("<p>The gate has <b>no bolt</b> any more: the yard is open until nine.</p>")
        }
