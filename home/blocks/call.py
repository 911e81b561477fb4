from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.localize.resolve import page_url

from .chosen import PageBlock, readers_page
from .language import WordsBlock
from .links import LinkBlock


class CallBlock(WordsBlock):
    """A call to action: one sentence and one button (domain.md#responsible-person)."""

    title = blocks.CharBlock(required=False, default="", max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, default="", rows=2, label=_("Text"))
    label = blocks.CharBlock(
        default="", max_length=60, label=_("Words of the button"), help_text=_("Begins with a verb.")
    )
    target = PageBlock(required=False, label=_("Page"))
    url = LinkBlock(
        required=False, default="", label=_("or address"), help_text=_("https://…, mailto:… or tel:…")
    )

    class Meta:
        icon = "redirect"
        label = _("Call to action")
        description = _("One sentence and one button that leads to a page, an address or a mailbox.")
        template = "blocks/call_to_action.html"
        preview_value = {
            "text": _("We answer questions about your application in the online consultation hour."),
            "label": _("Go to the consultation hour"),
            "url": "https://example.org/",
        }

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and bool(value.get("target")) == bool(value.get("url")):
            raise StructBlockValidationError(
                {"target": ValidationError(_("Choose a page or give an address, one of the two."))}
            )
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["link"] = url = value.get("url") or ""
        context["external"] = urlsplit(url).scheme in ("http", "https")
        if value.get("target") is not None:
            page = readers_page(value["target"], context)
            context["link"] = page_url(page, get_language(), context.get("request")) if page else ""
        return context
