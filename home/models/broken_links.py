from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class LostAddress(models.Model):
    """An address that answered 404, and how often in a month; who asked for it is not known to anybody."""

    path = models.CharField(_("address"), max_length=200)
    month = models.DateField(_("month"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("address without a page")
        verbose_name_plural = _("addresses without a page")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["path", "month"], name="one_lost_address_a_month")]

    def __str__(self):
        return self.path


class DeadLink(models.Model):
    """A link in a public page of this site to something of this site that nobody can open."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    target = models.CharField(_("leads to"), max_length=255)

    class Meta:
        verbose_name = _("dead link")
        verbose_name_plural = _("dead links")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["page", "target"], name="one_dead_link_a_page")]

    def __str__(self):
        return self.target
