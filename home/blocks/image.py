from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock as ImageWithAltBlock

from .language import WordsBlock


def any_image():
    """The newest photo, for previews in the block picker; None on a site without images."""
    return get_image_model().objects.order_by("-pk").first()


class CaptionBlock(blocks.CharBlock):
    """Words below a picture; its credit is added by the page, once (domain.md#pictures)."""

    def __init__(self, **kwargs):
        options = {"required": False, "default": "", "max_length": 255, "label": _("Caption")}
        options["help_text"] = _("Without the name of the photographer: it is added from the image.")
        super().__init__(**{**options, **kwargs})


class Captioned(blocks.StructBlock):
    """A picture with its alternative text and caption (domain.md#pictures)."""

    image = ImageWithAltBlock(label=_("Image"))
    caption = CaptionBlock()

    def clean(self, value):
        value = super().clean(value)
        credit = getattr(value.get("image"), "credit", "")
        if credit and credit in (value.get("caption") or ""):
            raise StructBlockValidationError(
                {"caption": ValidationError(_("Leave out the credit: it is added from the image."))}
            )
        return value


class ImageBlock(WordsBlock, Captioned):
    """One picture in the text."""

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with its caption; the credit is added from the image.")
        template = "blocks/image.html"

    def get_preview_value(self):
        return self.normalize(
            {"image": any_image(), "caption": _("It is busiest here at seven in the evening.")}
        )
