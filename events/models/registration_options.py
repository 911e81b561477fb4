from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel

from ..choices import Mode


class Call(models.Model):
    """How one registers: what a series says for all its sessions, and a session may say for itself
    (domain.md#registration)."""

    registration_mode = models.CharField(
        _("way to register"),
        max_length=10,
        choices=Mode.choices,
        blank=True,
        help_text=_("A session without one follows its series."),
    )
    registration_url = models.URLField(_("address of the other site"), blank=True)
    registration_email = models.EmailField(
        _("registration by e-mail to"), blank=True, help_text=_("Empty: to the contact person.")
    )
    registration_opens = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes = models.DateTimeField(_("registration closes"), null=True, blank=True)
    contact = models.ForeignKey(
        "authors.AuthorPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact person"),
        help_text=_("Receives the mails; replaced in one place when staff changes."),
    )

    call_fields = [
        "registration_mode",
        "registration_url",
        "registration_email",
        "registration_opens",
        "registration_closes",
        "contact",
    ]
    call_panels = [
        MultiFieldPanel(
            [
                "registration_mode",
                FieldRowPanel(["registration_url", "registration_email"]),
                FieldRowPanel(["registration_opens", "registration_closes"]),
                "contact",
            ],
            heading=_("Registration"),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        errors = {}
        if self.registration_mode == Mode.EXTERNAL and not self.registration_url:
            errors["registration_url"] = _("Give the address where one registers.")
        if (
            self.registration_opens
            and self.registration_closes
            and self.registration_closes <= self.registration_opens
        ):
            errors["registration_closes"] = _("Registration closes before it opens.")
        if errors:
            raise ValidationError(errors)
