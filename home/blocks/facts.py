from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .language import WordsBlock


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(default="", max_length=80, label=_("What"))
    value = blocks.CharBlock(default="", max_length=160, label=_("Fact"))


class FactsBlock(WordsBlock):
    """Figures and facts in the cells of a plan's title block."""

    title = blocks.CharBlock(required=False, default="", max_length=120, label=_("Title"))
    items = blocks.ListBlock(FactBlock(label=_("Fact")), min_num=1, max_num=12, label=_("Facts"))

    class Meta:
        icon = "info-circle"
        label = _("Facts")
        description = _("Four to eight facts in ruled cells.")
        template = "blocks/facts_box.html"
        preview_value = {
            "title": _("The house in figures"),
            "items": [
                {"label": _("Area"), "value": _("210 m² on the ground floor")},
                {"label": _("Term of the contract"), "value": _("18 months, then open")},
                {"label": _("Council"), "value": _("7 people")},
            ],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["facts"] = [{"label": item["label"], "text": item["value"]} for item in value["items"]]
        return context
