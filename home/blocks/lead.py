from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.cards import Latest, Teaser

from .chosen import PageBlock, readers_page


class LeadBlock(blocks.StructBlock):
    """The title sheet that lies on the plan: one story and the next dates."""

    story = PageBlock(
        required=False, label=_("Lead story"), help_text=_("Empty: the newest of the news page.")
    )
    news = PageBlock(offers="get_latest", listing="stories", label=_("News page"))
    title = blocks.CharBlock(required=False, default="", max_length=80, label=_("Title of the dates"))
    calendar = PageBlock(offers="get_latest", listing="entries", required=False, label=_("Calendar"))
    count = blocks.IntegerBlock(default=4, min_value=1, max_value=8, label=_("How many dates"))

    class Meta:
        icon = "home"
        label = _("Lead story and dates")
        description = _(
            "The title sheet over the city plan: one story, the next dates beside it. First section."
        )
        template = "blocks/sections/lead.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        language, request = get_language(), context.get("request")
        story = readers_page(value["story"], context)
        news = readers_page(value["news"], context)
        calendar = readers_page(value["calendar"], context)
        if isinstance(story, Teaser):
            context["card"] = story.get_card(language=language, request=request)
        elif isinstance(news, Latest):
            context["card"] = next(iter(news.get_latest(1, request=request)), None)
        if context.get("card") is not None:
            context.setdefault("shown", set()).add(context["card"].key)
        if isinstance(calendar, Latest):
            context["entries"] = calendar.get_latest(value["count"], request=request)
            context["calendar_url"] = calendar.get_url(request)
        return context
