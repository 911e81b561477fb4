from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.cards import Street, Teaser
from home.models.topic import Topic

from .chosen import PageBlock, readers_page


class SeriesBlock(blocks.StructBlock):
    """A band across the page with a series and its street of houses, one per session."""

    series = PageBlock(offers="get_street", label=_("Series"))
    text = blocks.TextBlock(
        required=False, default="", rows=3, label=_("Text"), help_text=_("Empty: the lead of the series.")
    )
    link_label = blocks.CharBlock(required=False, default="", max_length=60, label=_("Words of the button"))
    zone = blocks.ChoiceBlock(
        choices=Topic.Zone.choices, default="ochre", label=_("Colour"), search_index=False
    )

    class Meta:
        icon = "site"
        label = _("Series")
        description = _("A coloured band with a series and a house for each of its sessions.")
        template = "blocks/sections/series.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        language, request = get_language(), context.get("request")
        series = readers_page(value["series"], context)
        if isinstance(series, Teaser):
            context["card"] = series.get_card(language=language, request=request)
        if isinstance(series, Street):
            context["houses"] = series.get_street(language=language, request=request)
            states = {house.state for house in context["houses"]}
            context["closed"], context["cancelled"] = "closed" in states, "cancelled" in states
        return context
