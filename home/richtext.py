"""What rich text may contain: the marks that wagtail-localize translates as part of a sentence."""

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler

# The language of a phrase, `<span lang="en">`, so that it is spoken and hyphenated as what it is.
PHRASE_LANGUAGES = ["lang-de", "lang-nl", "lang-en"]

# Anything else splits the sentence for the translator, or hides words from him (home.checks).
TRANSLATABLE = [
    "bold",
    "italic",
    "link",
    "document-link",
    "ol",
    "ul",
    "h2",
    "h3",
    "h4",
    "hr",
    *PHRASE_LANGUAGES,
]

NAMES = {"de": _("German phrase"), "nl": _("Dutch phrase"), "en": _("English phrase")}


def register_phrase_languages(features) -> None:
    """Offer a button for each language whose phrases appear in another's text; no script of ours."""
    for code, name in NAMES.items():
        style = f"LANG_{code.upper()}"
        features.register_editor_plugin(
            "draftail",
            f"lang-{code}",
            draftail.InlineStyleFeature(
                {
                    "type": style,
                    "label": code.upper(),
                    "description": name,
                    "style": {"textDecoration": "underline dotted"},
                }
            ),
        )
        features.register_converter_rule(
            "contentstate",
            f"lang-{code}",
            {
                "from_database_format": {f'span[lang="{code}"]': InlineStyleElementHandler(style)},
                "to_database_format": {"style_map": {style: {"element": "span", "props": {"lang": code}}}},
            },
        )
