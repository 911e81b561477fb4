from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock as ImageWithAltBlock

from .image import any_image
from .language import WordsBlock


class VideoBlock(WordsBlock):
    """A video as a still picture with a link: the other website learns nothing before the reader goes."""

    title = blocks.CharBlock(default="", max_length=160, label=_("Title"))
    image = ImageWithAltBlock(label=_("Still picture"))
    url = blocks.URLBlock(default="", label=_("Address of the video"))

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A still picture that leads to the video; no request to another website.")
        template = "blocks/video.html"

    def get_preview_value(self):
        sample = {"title": str(_("Eight weeks in three minutes")), "image": any_image()}
        return self.normalize(sample | {"url": "https://video.example.org/"})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["host"] = urlsplit(value["url"] or "").hostname or ""
        return context
