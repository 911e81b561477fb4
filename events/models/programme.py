from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from home.formatting.times import is_night


class ProgrammeSlot(TranslatableMixin, Orderable):
    """A line of the programme: its times are facts, its words are translated."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="slots")
    day = models.PositiveSmallIntegerField(
        _("day"), default=1, help_text=_("1 for the first day, 2 for the second …")
    )
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)

    shared_fields = ["day", "starts", "ends"]
    panels = [FieldRowPanel(["day", "starts", "ends"]), "title", FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("programme slot")
        verbose_name_plural = _("programme slots")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        starts, ends = self.starts, self.ends
        if starts is not None and ends is not None and ends <= starts and not is_night(starts, ends):
            raise ValidationError({"ends": _("This slot ends before it starts.")})
