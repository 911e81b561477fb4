from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from home.cards import Teaser

from .chosen import PageBlock, readers_page


class TeaserBlock(blocks.StructBlock):
    """The card of any page, in the reader's language."""

    target = PageBlock(label=_("Page"))

    class Meta:
        icon = "thumbtack"
        label = _("Teaser of a page")
        description = _("The card of an article, a series, a date or any other page.")
        template = "blocks/teaser.html"

    def get_preview_value(self):
        return self.normalize(
            {"target": Page.objects.live().public().filter(depth__gt=2).order_by("-pk").first()}
        )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        language = get_language()
        page = readers_page(value["target"], context)
        if isinstance(page, Teaser):
            context["card"] = page.get_card(language=language, request=context.get("request"))
        return context
