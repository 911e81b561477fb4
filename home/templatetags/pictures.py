"""`{% site_picture image "list" %}`: an image in one of the shapes of home.media.renditions.

Written here and not by Wagtail's Picture, which puts each attribute together by itself: that was a seventh
of a list.
"""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

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
    attrs |= {"sizes": chosen.sizes} | ({"fetchpriority": "high"} if eager else {"loading": "lazy"})
    formats = {}
    for spec, rendition in renditions_of(image, chosen.specs).items():
        formats.setdefault(spec.removeprefix("format-").partition("|")[0], []).append(rendition)
    *newer, (_name, fallback) = formats.items()
    sources = [
        _tag("source", {"srcset": _srcset(found), "sizes": chosen.sizes, "type": f"image/{name}"})
        for name, found in newer
    ]
    if len(fallback) > 1:
        attrs["srcset"] = _srcset(fallback)
    first = fallback[0]
    attrs |= {"src": first.url, "width": first.width, "height": first.height}
    return mark_safe(f"<picture>{''.join(sources)}{_tag('img', attrs)}</picture>")  # noqa: S308 - escaped


def _srcset(renditions) -> str:
    """A single width needs no descriptor."""
    if len(renditions) == 1:
        return renditions[0].url
    return ", ".join([f"{each.url} {each.width}w" for each in renditions])


def _tag(name: str, attributes: dict) -> str:
    pairs = "".join([f' {key}="{escape(value)}"' for key, value in sorted(attributes.items())])
    return f"<{name}{pairs}>"
