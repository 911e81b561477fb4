from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Trace(models.Model):
    """Who did what to a comment. Append-only; the words before a change are emptied when the comment is."""

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="traces")
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=40)
    body_before = models.TextField(blank=True)

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self):
        return self.action
