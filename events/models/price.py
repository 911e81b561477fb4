from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Orderable, Page

from ..choices import Audience, Scope, Unit, Vat


class Price(Orderable):
    """What taking part costs (domain.md#prices): a decimal amount with a currency; zero is free of charge."""

    Scope, Audience, Unit, Vat = Scope, Audience, Unit, Vat

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="prices")
    scope = models.CharField(_("for"), max_length=10, choices=Scope.choices, default=Scope.SERIES)
    audience = models.CharField(
        _("price class"), max_length=12, choices=Audience.choices, default=Audience.NON_PARTNER
    )
    unit = models.CharField(_("counted"), max_length=12, choices=Unit.choices, default=Unit.ORGANISATION)
    amount = models.DecimalField(_("amount"), max_digits=9, decimal_places=2)
    currency = models.CharField(
        _("currency"), max_length=3, choices=[("EUR", "EUR"), ("CHF", "CHF")], default="EUR"
    )
    vat = models.CharField(_("VAT"), max_length=6, choices=Vat.choices, default=Vat.EXEMPT)

    panels = [FieldRowPanel(["scope", "audience", "unit"]), FieldRowPanel(["amount", "currency", "vat"])]

    class Meta(Orderable.Meta):
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "scope", "audience", "unit"], name="one_price_per_class_and_scope"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="price_not_negative",
                violation_error_message=_("A price is zero or more."),
            ),
            models.CheckConstraint(
                condition=~models.Q(audience="free") | models.Q(amount=0),
                name="free_is_zero",
                violation_error_message=_("The free class costs nothing: enter 0."),
            ),
        ]

    def __str__(self):
        return f"{self.amount} {self.currency}"
