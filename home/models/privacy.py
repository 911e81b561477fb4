from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonRequest(models.Model):
    """That one person's data was exported or erased: when, by whom, how many rows; never whose."""

    class Action(models.TextChoices):
        EXPORT = "export", _("exported")
        ERASE = "erase", _("erased")

    at = models.DateTimeField(_("at"), auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: from the command line."),
    )
    action = models.CharField(_("action"), max_length=6, choices=Action.choices)
    rows = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("request of a person")
        verbose_name_plural = _("requests of persons")
        ordering = ["-pk"]
        default_permissions = ("add", "view")

    def __str__(self):
        return f"#{self.pk}"
