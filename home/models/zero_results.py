from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class VainSearch(models.Model):
    """What was searched and not found, and how often in a month; by whom is not known to anybody."""

    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    query = models.CharField(_("searched"), max_length=120)
    month = models.DateField(_("month"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("search without a hit")
        verbose_name_plural = _("searches without a hit")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["locale", "query", "month"], name="one_vain_search_a_month")
        ]

    def __str__(self):
        return self.query
