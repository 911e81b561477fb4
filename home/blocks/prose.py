from html import unescape
from re import compile as pattern

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import is_safe_link

# What translators get back whole (home.richtext), without headings: those are blocks of their own.
RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "lang-de", "lang-nl", "lang-en"]

_HREF = pattern(r"""href\s*=\s*["']([^"']*)["']""")


class ProseBlock(blocks.RichTextBlock):
    """Rich text with what a translator gets back whole; links of a dangerous kind are refused."""

    def __init__(self, features=RICH_TEXT, **kwargs):
        super().__init__(features=features, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        for href in _HREF.findall(value.source if value else ""):
            if not is_safe_link(unescape(href)):
                raise ValidationError(
                    _("“%(link)s” is no address that a link may lead to."), params={"link": href}
                )
        return value
