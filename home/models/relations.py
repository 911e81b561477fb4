"""What joins any page to topics, places and other pages, so that lower apps list pages of higher ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable, Page, get_page_models


class RelatedPagePanel(PageChooserPanel):
    """Chooses a page of those kinds that say `can_be_related`."""

    def get_form_options(self):
        self.page_type = [model for model in get_page_models() if getattr(model, "can_be_related", False)]
        return super().get_form_options()


class PageTopic(Orderable):
    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="page_topics")
    topic = models.ForeignKey(
        "home.Topic", on_delete=models.CASCADE, related_name="page_topics", verbose_name=_("topic")
    )

    panels = ["topic"]

    class Meta(Orderable.Meta):
        verbose_name = _("topic of a page")
        verbose_name_plural = _("topics of pages")
        constraints = [models.UniqueConstraint(fields=["page", "topic"], name="one_topic_once_per_page")]

    def __str__(self):
        return str(self.topic)


class PagePlace(Orderable):
    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="page_places")
    place = models.ForeignKey(
        "home.Place", on_delete=models.CASCADE, related_name="page_places", verbose_name=_("place")
    )

    panels = ["place"]

    class Meta(Orderable.Meta):
        verbose_name = _("place of a page")
        verbose_name_plural = _("places of pages")
        constraints = [models.UniqueConstraint(fields=["page", "place"], name="one_place_once_per_page")]

    def __str__(self):
        return str(self.place)


class RelatedPage(Orderable):
    """From an article, series or session to another (domain.md#related)."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="related_pages")
    target = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="related_from", verbose_name=_("page")
    )

    panels = [RelatedPagePanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
        constraints = [models.UniqueConstraint(fields=["page", "target"], name="one_related_page_once")]

    def __str__(self):
        return str(self.target)
