"""`{% site_picture image "list" %}`: an image in one of the shapes of home.media.renditions."""

from django import template
from wagtail.images.models import Picture

from home.media.renditions import SHAPES, renditions_of

register = template.Library()


@register.simple_tag
def site_picture(image, shape="", alt="", alt_lang="", eager=False, css=""):
    """Return a `<picture>` with sources per format, width and height; "" without an image.

    `alt` is empty for a decorative picture. Only an `eager` picture (the one above the fold) is fetched
    before the reader scrolls to it.
    """
    if not image:
        return ""
    chosen = SHAPES[shape or ""]
    attrs = {"alt": alt or ""}
    if alt and alt_lang:
        attrs["lang"] = alt_lang
    if css:
        attrs["class"] = css
    return Picture(
        renditions_of(image, chosen.specs),
        attrs | {"sizes": chosen.sizes} | ({"fetchpriority": "high"} if eager else {"loading": "lazy"}),
    )
