from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .language import WordsBlock


class ListBlock(WordsBlock):
    """A list that translators edit item by item: bullets, numbers or questions (domain.md#body,
    #questions)."""

    kind = blocks.ChoiceBlock(
        choices=[("bullet", _("Bullets")), ("number", _("Numbers")), ("question", _("Questions"))],
        default="bullet",
        search_index=False,
        label=_("Kind"),
    )
    items = blocks.ListBlock(
        blocks.TextBlock(default="", rows=2, label=_("Item")), min_num=1, label=_("Items")
    )

    class Meta:
        icon = "list-ul"
        label = _("List")
        description = _("Bullets, numbers or questions; each item is translated as a whole.")
        template = "blocks/list.html"
        preview_value = {
            "kind": "question",
            "items": [_("Who has the key?"), _("What happens when it rains?"), _("Whom do we call?")],
        }
