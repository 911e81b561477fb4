from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.cards import Latest

from .chosen import PageBlock, readers_page


class LatestBlock(blocks.StructBlock):
    """The newest of a list, news or dates; what stands further up on the page is not repeated."""

    title = blocks.CharBlock(default="", max_length=80, label=_("Title"))
    index = PageBlock(offers="get_latest", label=_("List"))
    count = blocks.IntegerBlock(default=6, min_value=1, max_value=12, label=_("How many"))
    link_label = blocks.CharBlock(required=False, default="", max_length=60, label=_("Words of the link"))

    class Meta:
        icon = "list-ul"
        label = _("Latest")
        description = _("The newest stories or the next dates of a list.")
        template = "blocks/sections/latest.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request, index = context.get("request"), readers_page(value["index"], context)
        if isinstance(index, Latest):
            shown = context.setdefault("shown", set())
            context["cards"] = index.get_latest(value["count"], without=tuple(shown), request=request)
            context["listing"] = index.listing
            context["url"] = index.get_url(request)
            shown.update(card.key for card in context["cards"])
        return context
