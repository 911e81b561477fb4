from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin


class SessionMaterial(TranslatableMixin, Orderable):
    """A document handed out after a session."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="materials")
    document = models.ForeignKey(
        "wagtaildocs.Document", on_delete=models.CASCADE, related_name="+", verbose_name=_("document")
    )
    label = models.CharField(_("label"), max_length=160, blank=True)
    language = models.CharField(
        _("language of the document"),
        max_length=5,
        blank=True,
        choices=[("de", "Deutsch"), ("nl", "Nederlands"), ("en", "English")],
    )

    shared_fields = ["document", "language"]
    panels = ["document", FieldRowPanel(["label", "language"])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self):
        return self.label or str(self.document)
