from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .image import Captioned, any_image
from .language import WordsBlock


class GalleryBlock(WordsBlock):
    """Several pictures side by side, each with its own credit."""

    images = blocks.ListBlock(Captioned(label=_("Image"), icon="image"), min_num=2, label=_("Images"))

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Two or more pictures side by side, each with caption and credit.")
        template = "blocks/gallery.html"

    def get_preview_value(self):
        image = any_image()
        return self.normalize({"images": [{"image": image, "caption": ""}] * (3 if image else 0)})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["figures"] = [
            {
                "image": item["image"],
                "alt": item["image"].contextual_alt_text or "",
                "caption": item["caption"],
            }
            for item in value["images"]
            if item["image"] is not None
        ]
        return context
