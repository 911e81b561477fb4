from django.db import models
from django.utils.translation import gettext_lazy as _


class Participant(models.Model):
    """A person whom a registration names (domain.md#people). Exchanging one touches no seat."""

    registration = models.ForeignKey(
        "registration.Registration", on_delete=models.CASCADE, related_name="participants"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    department = models.CharField(_("department or role"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    informed_at = models.DateTimeField(
        _("told who gave their data"), null=True, editable=False, help_text=_("GDPR Art. 14")
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["email"])]

    def __str__(self):
        return self.name


class Need(models.Model):
    """Dietary and access needs: special data under GDPR Art. 9, with a permission and a retention of
    their own
    (domain.md#special-data, #questions)."""

    class Kind(models.TextChoices):
        DIET = "diet", _("diet")
        ACCESS = "access", _("access")
        OVERNIGHT = "overnight", _("overnight stay")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("need"), max_length=255)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [models.UniqueConstraint(fields=["participant", "kind"], name="one_need_per_kind")]

    def __str__(self):
        return self.get_kind_display()
