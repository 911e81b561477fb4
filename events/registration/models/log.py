from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LogEntry(models.Model):
    """Who changed what and when. Append-only, and without the personal data itself."""

    registration = models.ForeignKey(
        "registration.Registration", on_delete=models.CASCADE, related_name="log", null=True
    )
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=40)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-pk"]

    def __str__(self):
        return self.action

    def save(self, *args, **kwargs):
        """Written once. What is rewritten is no log."""
        if not self._state.adding:
            raise TypeError("A log entry is never changed.")
        super().save(*args, **kwargs)
