from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Orderable, Page

from ..choices import Role


class Organiser(Orderable):
    """An organisation with its part in the event (domain.md#organisers)."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        "home.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.ORGANISER)

    panels = [FieldRowPanel(["organisation", "role"])]

    class Meta(Orderable.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        constraints = [
            models.UniqueConstraint(fields=["page", "organisation", "role"], name="one_organiser_per_role")
        ]

    def __str__(self):
        return str(self.organisation)
