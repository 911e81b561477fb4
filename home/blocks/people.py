from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.cards import Portrayed

from .chosen import PageBlock, readers_page
from .language import WordsBlock


class PeopleBlock(WordsBlock):
    """Cards of people: who is responsible, who answers (domain.md#responsible-person)."""

    title = blocks.CharBlock(required=False, default="", max_length=120, label=_("Title"))
    people = blocks.ListBlock(PageBlock(offers="get_person", label=_("Person")), min_num=1, label=_("People"))

    class Meta:
        icon = "group"
        label = _("People")
        description = _("Cards with portrait, role and contact, taken from the authors’ pages.")
        template = "blocks/people.html"

    def get_preview_value(self):
        chooser = self.child_blocks["people"].child_block
        people = chooser.target_model.objects.live().public().order_by("pk")[:1]
        return self.normalize({"title": "", "people": list(people)})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        language, request = get_language(), context.get("request")
        pages = [readers_page(page, context) for page in value["people"]]
        context["people"] = [
            page.get_person(language=language, request=request)
            for page in pages
            if isinstance(page, Portrayed)
        ]
        return context
