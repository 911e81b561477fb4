from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """What an organiser wrote to a filtered set of registrations, once: the key is made with the form.

    `filters` are the names and values that chose them; `words` holds subject and text by language code.
    """

    key = models.UUIDField(unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    filters = models.JSONField(default=dict)
    words = models.JSONField()
    recipients = models.PositiveIntegerField(_("recipients"))

    class Meta:
        default_permissions = ()
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.key)
