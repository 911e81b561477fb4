from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Price
from events.registration.choices import Kind, Reason


class Charge(models.Model):
    """A row of what a registration owes now (domain.md#prices), as `pricing.account` computes it.

    `booking` is empty for what is not owed for one session. `payer` names the organisation where it owes this
    once for the whole call, whichever of its registrations carries it. Rows are replaced when what is booked
    changes; the log keeps the sums before and after.
    """

    registration = models.ForeignKey(
        "registration.Registration", on_delete=models.CASCADE, related_name="charges"
    )
    booking = models.ForeignKey(
        "registration.Booking", on_delete=models.CASCADE, related_name="charges", null=True
    )
    rules = models.ForeignKey("registration.CallRules", on_delete=models.CASCADE, related_name="+")
    payer = models.CharField(max_length=255, blank=True)
    kind = models.CharField(_("for"), max_length=10, choices=Kind.choices)
    reason = models.CharField(_("why"), max_length=10, choices=Reason.choices, blank=True)
    price_class = models.CharField(_("price class"), max_length=12, blank=True)
    unit = models.CharField(_("counted"), max_length=12, choices=Price.Unit.choices, blank=True)
    quantity = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    unit_amount = models.DecimalField(max_digits=9, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=9, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    vat = models.CharField(_("VAT"), max_length=6, blank=True)
    note = models.CharField(_("reason"), max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="charge_not_negative"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="charge_counts_something"),
            models.UniqueConstraint(
                fields=["booking", "kind"], condition=Q(booking__isnull=False), name="one_charge_per_booking"
            ),
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=Q(booking__isnull=True),
                name="one_charge_per_registration",
            ),
            models.UniqueConstraint(
                fields=["rules", "payer"], condition=~Q(payer=""), name="one_series_charge_per_organisation"
            ),
        ]

    def __str__(self):
        return f"{self.registration_id}: {self.amount} ({self.kind})"
