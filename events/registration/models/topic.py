from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicProposal(models.Model):
    """What those who come to a session would like to talk about there (domain.md#formats)."""

    booking = models.ForeignKey("registration.Booking", on_delete=models.CASCADE, related_name="topics")
    text = models.CharField(_("topic"), max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("proposed topic")
        verbose_name_plural = _("proposed topics")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["booking", "text"], name="one_topic_once")]

    def __str__(self):
        return self.text
