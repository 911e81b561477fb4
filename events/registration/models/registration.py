import secrets
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.registration.pricing import total
from home.visitors.one_line import one_line

# Without letters and digits that are taken for one another (0/O, 1/I/L, 2/Z, 5/S, 8/B …).
CODE_ALPHABET = "ACDEFGHJKMNPQRTUVWXY3479"
CODE_LENGTH = 7


def new_code() -> str:
    """A code to say on the phone, such as `K7RDW4E`: 24^7 possibilities, so never a secret."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class Registration(models.Model):
    """One organisation's or person's sign-up for one call. Places belong to it, not to its people."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        PERSON = "person", _("person")

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed yet")
        REVIEW = "review", _("held for the organiser")
        CONFIRMED = "confirmed", _("confirmed")
        LAPSED = "lapsed", _("lapsed")
        CANCELLED = "cancelled", _("cancelled")
        DECLINED = "declined", _("declined")

    class PriceClass(models.TextChoices):
        PARTNER = "partner", _("partners")
        NON_PARTNER = "non_partner", _("others")
        FREE = "free", _("free of charge")
        UNCLEAR = "unclear", _("to be settled by the organiser")

    class Origin(models.TextChoices):
        FORM = "form", _("form")
        DESK = "desk", _("typed in by the organiser")

    class Invoice(models.TextChoices):
        NONE = "none", _("no invoice")
        OPEN = "open", _("open")
        SENT = "sent", _("sent")
        PAID = "paid", _("paid")

    ACTIVE = (Status.UNCONFIRMED, Status.REVIEW, Status.CONFIRMED)

    rules = models.ForeignKey(
        "registration.CallRules", on_delete=models.RESTRICT, related_name="registrations"
    )
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    idempotency_key = models.UUIDField(unique=True, editable=False)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UNCONFIRMED)
    origin = models.CharField(_("came by"), max_length=5, choices=Origin.choices, default=Origin.FORM)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.ORGANISATION)
    organisation = models.ForeignKey(
        "home.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("organisation in the register"),
    )
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120)
    contact_email = models.EmailField(_("e-mail address"))
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=5, default="de")

    price_class = models.CharField(
        _("price class"), max_length=12, choices=PriceClass.choices, default=PriceClass.NON_PARTNER
    )
    # The prices of the day on which it came in (price_lists.py): later changes of the page do not touch it.
    price_list = models.JSONField(default=dict, editable=False)
    # Whose registrations owe together what holds per organisation (membership.payer_of); "": nobody else's.
    payer = models.CharField(max_length=255, blank=True, editable=False)
    # The most that the contact was shown and bound themselves to; None where the organiser typed it in.
    agreed_amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, editable=False)
    # What the invoice said that was sent: it stays, whatever is owed now.
    invoiced_amount = models.DecimalField(
        _("invoiced"), max_digits=9, decimal_places=2, null=True, editable=False
    )

    invoice_name = models.CharField(_("invoice to"), max_length=160, blank=True)
    invoice_street = models.CharField(_("street and number"), max_length=160, blank=True)
    invoice_postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    invoice_city = models.CharField(_("city"), max_length=80, blank=True)
    invoice_country = models.CharField(_("country"), max_length=2, blank=True)
    order_number = models.CharField(_("order number"), max_length=60, blank=True)
    einvoice_id = models.CharField(_("Leitweg-ID, OIN or Peppol id"), max_length=60, blank=True)
    invoice_status = models.CharField(
        _("invoice"), max_length=5, choices=Invoice.choices, default=Invoice.NONE
    )

    # Raising it makes every address that was mailed before invalid.
    address_version = models.PositiveIntegerField(default=1, editable=False)
    consent_version = models.PositiveSmallIntegerField(default=1, editable=False)
    consent_list = models.BooleanField(_("on the list of participants"), default=False)
    consent_photo = models.BooleanField(_("photos of the people"), default=False)
    needs_review = models.BooleanField(default=False, editable=False)
    sender_hash = models.CharField(max_length=64, blank=True, editable=False)
    note = models.TextField(_("note of the organiser"), blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    # The organiser approved it, but its contact is still to confirm a price that was not shown before.
    approved_at = models.DateTimeField(null=True, editable=False)
    confirm_by = models.DateTimeField(_("to be confirmed by"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    purged_at = models.DateTimeField(_("personal data deleted"), null=True, editable=False)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        permissions = [("export_registration", _("Can export registrations"))]
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["rules", "status"]),
            models.Index(fields=["rules", "payer"]),
            models.Index(fields=["status", "confirm_by"]),
            models.Index(fields=["sender_hash", "status"]),
            models.Index(fields=["contact_email"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="unconfirmed") | Q(confirm_by__isnull=False),
                name="unconfirmed_has_a_deadline",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        """The organisation, or the person where one registers alone."""
        return one_line(self.organisation_name or self.contact_name)

    @property
    def is_active(self) -> bool:
        """Return whether it still holds or waits for seats."""
        return self.status in self.ACTIVE

    @property
    def amount(self) -> Decimal:
        """What it owes now."""
        return total(self.charges.all())

    @property
    def is_priced(self) -> bool:
        """Return whether the prices that hold for it ask for anything."""
        return bool(self.price_list)
