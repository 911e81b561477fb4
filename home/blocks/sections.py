from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .call import CallBlock
from .chosen import ChoosingStreamBlock
from .directory import PlacesBlock, TopicsBlock
from .language import WordsBlock
from .latest import LatestBlock
from .lead import LeadBlock
from .prose import ProseBlock
from .series import SeriesBlock


class TextSectionBlock(WordsBlock):
    """A title and running text."""

    title = blocks.CharBlock(required=False, default="", max_length=120, label=_("Title"))
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("A title and running text.")
        template = "blocks/sections/text.html"
        preview_value = {
            "title": _("Who we are"),
            "text": _("<p>Cities that share what works, and what does not.</p>"),
        }


class CallSectionBlock(CallBlock):
    """A call to action of its own section."""

    class Meta:
        template = "blocks/sections/call.html"


class HomeSectionsBlock(ChoosingStreamBlock):
    """The sections of a start page, in the editor's order."""

    lead = LeadBlock()
    latest = LatestBlock()
    series = SeriesBlock()
    topics = TopicsBlock()
    places = PlacesBlock()
    text = TextSectionBlock()
    call_to_action = CallSectionBlock()

    class Meta:
        template = "blocks/sections.html"
        preview_value = []
        block_counts = {"lead": {"max_num": 1}, "topics": {"max_num": 1}, "places": {"max_num": 1}}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["shown"] = set()  # translation keys of the cards so far: each section adds its own
        return context
