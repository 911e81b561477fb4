from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """A reader's notice that a comment breaks the law or the rules (Art. 16 DSA;
    domain.md#comment-reports)."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("comment removed")
        DISMISSED = "dismissed", _("comment stays")

    class Ground(models.TextChoices):
        UNLAWFUL = "unlawful", _("It breaks the law.")
        INSULT = "insult", _("It insults or degrades people.")
        PRIVATE = "private", _("It contains personal data of others.")
        ADVERTISING = "advertising", _("It is advertising.")
        OTHER = "other", _("It breaks the rules for comments in another way.")

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="reports")
    ground = models.CharField(_("reason"), max_length=12, choices=Ground.choices)
    explanation = models.TextField(_("explanation"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    good_faith = models.BooleanField(_("in good faith"), default=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.OPEN)
    statement = models.TextField(_("decision and reasons"), blank=True)
    sender_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    announced_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "created_at"], name="report_queue"),
            models.Index(fields=["email"], name="report_email"),
            models.Index(fields=["sender_hash", "created_at"], name="report_sender"),
        ]

    def __str__(self):
        return f"#{self.pk}"
