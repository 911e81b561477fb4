from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ChangeRequest(models.Model):
    """Somebody else is to go, asked for after the deadline: the organiser accepts or declines."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    attendance = models.ForeignKey(
        "registration.Attendance", on_delete=models.CASCADE, related_name="change_requests"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    department = models.CharField(_("department or role"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name = _("request for a change")
        verbose_name_plural = _("requests for changes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendance"], condition=Q(status="open"), name="one_open_request_per_attendance"
            )
        ]

    def __str__(self):
        return f"{self.attendance_id}: {self.status}"
