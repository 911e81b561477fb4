from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .language import WordsBlock

MARKS = {"de": "„“", "nl": "‘’", "en": "“”", "fr": "«»", "pl": "„”", "uk": "«»", "tr": "“”", "ar": "«»"}
_OPENING = "„“”\"»«‘’‚'"


class QuoteBlock(WordsBlock):
    """What somebody said, with the marks of its language: „…“ or ‘…’ (domain.md#body)."""

    text = blocks.TextBlock(
        default="", label=_("Quotation"), rows=3, help_text=_("Quotation marks are set by the page.")
    )
    attribution = blocks.CharBlock(required=False, default="", max_length=120, label=_("Who said it"))
    role = blocks.CharBlock(required=False, default="", max_length=160, label=_("Role or office"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("A quotation with its speaker; the page sets the quotation marks.")
        template = "blocks/quote.html"
        preview_value = {
            "text": _("We did not ask what people lack. We asked what they bring."),
            "attribution": "Gesa Lohoff",
            "role": _("head of the house"),
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        language = get_language() or "de"
        context["text"] = in_marks(value["text"], value.get("language") or language)
        context["by"] = attribution(value["attribution"], value["role"], language)
        return context


def in_marks(text: str, language: str) -> str:
    """The words between the outer quotation marks of their language; words that have marks keep them."""
    text = text.strip()
    if not text or text[0] in _OPENING and text[-1] in _OPENING:
        return text
    opening, closing = MARKS.get(language[:2], MARKS["en"])
    return f"{opening}{text}{closing}"


def attribution(name: str, role: str, language: str) -> str:
    """ "Gesa Lohoff, Hausleiterin" in German, "aldus Gesa Lohoff, beheerder" in Dutch; "" without a name."""
    words = ", ".join(part for part in (name.strip(), role.strip()) if part)
    if not words:
        return ""
    with override(language):
        # Translators: below a quotation. German has the bare name, Dutch “aldus …”.
        return gettext("said %(name)s") % {"name": words}
