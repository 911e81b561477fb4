from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index

from .record import SharedRecord


class Topic(SharedRecord):
    """A subject of the network, in the colour of a zone of the land-use plan."""

    class Zone(models.TextChoices):
        ROSE = "rose", _("rose: housing and neighbourhood")
        OCHRE = "ochre", _("ochre: public space")
        GREEN = "green", _("green: climate and green")
        WATER = "water", _("water: mobility")
        LILAC = "lilac", _("lilac: education and participation")
        CLAY = "clay", _("clay: funding and administration")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, allow_unicode=False)
    description = models.TextField(_("description"), blank=True)
    zone = models.CharField(_("zone colour"), max_length=10, choices=Zone.choices, default=Zone.ROSE)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    shared_fields = ["zone", "sort_order"]
    panels = ["name", "slug", "description", "zone", "sort_order"]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
        index.FilterField("translation_key"),
    ]

    class Meta(SharedRecord.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["sort_order", "name"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["locale", "slug"], name="one_topic_per_address"),
        ]
