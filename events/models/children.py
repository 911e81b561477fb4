"""What hangs on a series or a session: organisers, prices, audiences, programme, materials."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, Page, TranslatableMixin

from home.formatting.times import is_night


class Organiser(Orderable):
    """An organisation with its part in the event (domain.md#organisers)."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        HOST = "host", _("host")
        PARTNER = "partner", _("partner")

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        "home.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.ORGANISER)

    panels = [FieldRowPanel(["organisation", "role"])]

    class Meta(Orderable.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")
        constraints = [
            models.UniqueConstraint(fields=["page", "organisation", "role"], name="one_organiser_per_role")
        ]

    def __str__(self):
        return str(self.organisation)


class Price(Orderable):
    """What taking part costs (domain.md#prices): a decimal amount with a currency; zero is free of charge."""

    class Scope(models.TextChoices):
        SERIES = "series", _("whole series")
        REMAINING = "remaining", _("remaining sessions")
        SESSION = "session", _("single session")

    class Audience(models.TextChoices):
        PARTNER = "partner", _("partners")
        NON_PARTNER = "non_partner", _("others")
        FREE = "free", _("free of charge")

    class Unit(models.TextChoices):
        ORGANISATION = "organisation", _("per organisation")
        PERSON = "person", _("per person")

    class Vat(models.TextChoices):
        INCLUDED = "incl", _("VAT included")
        EXCLUDED = "excl", _("plus VAT")
        EXEMPT = "exempt", _("exempt from VAT")

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


class EventAudience(Orderable):
    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="audience_terms")
    term = models.ForeignKey(
        "events.AudienceTerm", on_delete=models.CASCADE, related_name="+", verbose_name=_("audience")
    )

    panels = ["term"]

    class Meta(Orderable.Meta):
        verbose_name = _("audience of an event")
        verbose_name_plural = _("audiences of events")
        constraints = [models.UniqueConstraint(fields=["page", "term"], name="one_audience_once")]

    def __str__(self):
        return str(self.term)


class ProgrammeSlot(TranslatableMixin, Orderable):
    """A line of the programme: its times are facts, its words are translated."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="slots")
    day = models.PositiveSmallIntegerField(
        _("day"), default=1, help_text=_("1 for the first day, 2 for the second …")
    )
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)

    shared_fields = ["day", "starts", "ends"]
    panels = [FieldRowPanel(["day", "starts", "ends"]), "title", FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("programme slot")
        verbose_name_plural = _("programme slots")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        starts, ends = self.starts, self.ends
        if starts is not None and ends is not None and ends <= starts and not is_night(starts, ends):
            raise ValidationError({"ends": _("This slot ends before it starts.")})


class SessionMaterial(TranslatableMixin, Orderable):
    """A document handed out after a session."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="materials")
    document = models.ForeignKey(
        "wagtaildocs.Document", on_delete=models.CASCADE, related_name="+", verbose_name=_("document")
    )
    label = models.CharField(_("label"), max_length=160, blank=True)
    language = models.CharField(
        _("language of the document"),
        max_length=5,
        blank=True,
        choices=[("de", "Deutsch"), ("nl", "Nederlands"), ("en", "English")],
    )

    shared_fields = ["document", "language"]
    panels = ["document", FieldRowPanel(["label", "language"])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self):
        return self.label or str(self.document)
