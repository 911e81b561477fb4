from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LANGUAGES = [
    ("de", _("German")),
    ("nl", _("Dutch")),
    ("en", _("English")),
    ("fr", _("French")),
    ("tr", _("Turkish")),
    ("pl", _("Polish")),
    ("uk", _("Ukrainian")),
    ("ar", _("Arabic")),
]


class LanguageBlock(blocks.ChoiceBlock):
    """The language of a block's words where it is not the page's (domain.md#foreign-words, EN 301 549
    9.3.1.2)."""

    def __init__(self, **kwargs):
        options = {"choices": LANGUAGES, "required": False, "label": _("Language of the words")}
        options["help_text"] = _("Only where it is not the language of the page.")
        options["search_index"] = False
        super().__init__(**{**options, **kwargs})


class WordsBlock(blocks.StructBlock):
    """A part of a body whose words may be in a language of their own, set under the part's settings."""

    language = LanguageBlock()

    def get_form_layout(self):
        names = [name for name in self.child_blocks if name != "language"]
        return blocks.BlockGroup(names, settings=["language"])

    def get_preview_value(self):
        """The sample of the block picker in the editor's language."""
        return self.normalize(spoken(self.meta.preview_value))


def spoken(sample):
    """A sample with its lazy messages translated now: stored values are plain strings."""
    if isinstance(sample, dict):
        return {name: spoken(value) for name, value in sample.items()}
    if isinstance(sample, list):
        return [spoken(value) for value in sample]
    return str(sample) if isinstance(sample, Promise) else sample
