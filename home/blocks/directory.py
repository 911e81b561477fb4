from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .chosen import PageBlock, readers_page


class DirectoryBlock(blocks.StructBlock):
    """What the pages of topics and places have in common as sections of the start page."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request, index = context.get("request"), readers_page(value["index"], context)
        if index is not None:
            context["records"] = index.get_records(request)
            context["url"] = index.get_url(request)
        return context


class TopicsBlock(DirectoryBlock):
    """The topics as the legend of a plan, with the number of items on each."""

    title = blocks.CharBlock(default="", max_length=80, label=_("Title"))
    hint = blocks.CharBlock(required=False, default="", max_length=120, label=_("Hint beside the title"))
    index = PageBlock("home.TopicIndexPage", label=_("Topics page"))

    class Meta:
        icon = "tag"
        label = _("Topics")
        description = _("All topics as the legend of a plan, with the number of items on each.")
        template = "blocks/sections/topics.html"


class PlacesBlock(DirectoryBlock):
    """The places with most items as city blocks."""

    title = blocks.CharBlock(default="", max_length=80, label=_("Title"))
    index = PageBlock("home.PlaceIndexPage", label=_("Places page"))
    count = blocks.IntegerBlock(default=12, min_value=1, max_value=60, label=_("How many"))

    class Meta:
        icon = "grid"
        label = _("Places")
        description = _("The places with most items as city blocks.")
        template = "blocks/sections/places.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        records = context.get("records", [])
        context["total"] = len(records)
        known = [record for record in records if record["number"]]
        busiest = sorted(known, key=lambda record: -record["number"])[: value["count"]]
        large = {record["url"] for record in busiest[: max(1, len(busiest) // 4)]}
        context["places"] = [
            record | {"large": record["url"] in large} for record in known if record in busiest
        ]
        return context
