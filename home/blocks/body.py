from django.utils.translation import gettext_lazy as _

from .accordion import AccordionBlock
from .call import CallBlock
from .chosen import ChoosingStreamBlock
from .definitions import DefinitionsBlock
from .documents import DocumentsBlock
from .facts import FactsBlock
from .gallery import GalleryBlock
from .heading import HeadingBlock, set_anchors
from .image import ImageBlock
from .items import ListBlock
from .paragraph import ParagraphBlock
from .people import PeopleBlock
from .quote import QuoteBlock
from .steps import StepsBlock
from .table import TableBlock
from .teaser import TeaserBlock
from .video import VideoBlock


class BodyBlock(ChoosingStreamBlock):
    """The body of an article, a series, a session or a page."""

    paragraph = ParagraphBlock(group=_("Text"))
    heading = HeadingBlock(group=_("Text"))
    list = ListBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    definitions = DefinitionsBlock(group=_("Text"))
    steps = StepsBlock(group=_("Text"))
    accordion = AccordionBlock(group=_("Text"))
    facts_box = FactsBlock(group=_("Facts"))
    table = TableBlock(group=_("Facts"))
    image = ImageBlock(group=_("Pictures"))
    gallery = GalleryBlock(group=_("Pictures"))
    video = VideoBlock(group=_("Pictures"))
    call_to_action = CallBlock(group=_("Ways on"))
    teaser = TeaserBlock(group=_("Ways on"))
    people = PeopleBlock(group=_("Ways on"))
    documents = DocumentsBlock(group=_("Ways on"))

    class Meta:
        template = "blocks/body.html"
        preview_value = []

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        set_anchors(value)
        return context
