from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Locale, Page

from home.formatting.money import money, percent


class CallRules(ClusterableModel):
    """How the registration for one series or single event runs; one row for all its languages.

    It is plain data, not a page: a rule holds from the moment the organiser saves it, whatever drafts
    lie about.
    `call_key` is the translation key of the series page, or of the event page where it stands alone.
    """

    class Registrant(models.TextChoices):
        ORGANISATION = "organisation", _("organisations")
        PERSON = "person", _("single persons")
        EITHER = "either", _("organisations and single persons")

    class Choice(models.TextChoices):
        SESSIONS = "sessions", _("sessions one by one")
        SERIES = "series", _("the whole series only")
        BOTH = "both", _("sessions one by one or the whole series")

    class Second(models.TextChoices):
        REFUSE = "refuse", _("refuse")
        REVIEW = "review", _("hold for the organiser")
        ALLOW = "allow", _("warn, then allow")

    class Fee(models.TextChoices):
        SHARE = "share", _("percent of the price")
        AMOUNT = "amount", _("amount for each session")

    call_key = models.UUIDField(unique=True, editable=False)
    registrant = models.CharField(
        _("who registers"), max_length=15, choices=Registrant.choices, default=Registrant.ORGANISATION
    )
    choice = models.CharField(
        _("what can be booked"), max_length=10, choices=Choice.choices, default=Choice.SESSIONS
    )
    min_people = models.PositiveSmallIntegerField(
        _("people per registration, at least"), default=1, validators=[MinValueValidator(1)]
    )
    max_people = models.PositiveSmallIntegerField(
        _("people per registration, at most"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    confirm_hours = models.PositiveSmallIntegerField(
        _("hours to confirm by mail"),
        default=48,
        validators=[MinValueValidator(1)],
        help_text=_("A registration that is not confirmed in time lapses and frees its seats."),
    )
    approval = models.BooleanField(_("the organiser approves every registration"), default=False)
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept an offered seat"), default=48, validators=[MinValueValidator(1)]
    )
    change_days = models.PositiveSmallIntegerField(
        _("people can be changed until, days before"),
        default=1,
        help_text=_("Later changes become a request to the organiser."),
    )
    remind_days = models.PositiveSmallIntegerField(
        _("reminder, days before"), default=3, help_text=_("0: no reminder.")
    )
    thank = models.BooleanField(_("thank by mail once the recap is published"), default=True)
    cancel_days = models.PositiveSmallIntegerField(
        _("free cancellation until, days before"),
        default=7,
        help_text=_(
            "What is given up later costs the fee below. Where you move a session or a party, these days "
            "begin anew. What you call off costs nothing."
        ),
    )
    fee_kind = models.CharField(
        _("fee for late cancellation"), max_length=6, choices=Fee.choices, default=Fee.SHARE
    )
    fee_partner = models.DecimalField(
        _("fee of partners"), max_digits=9, decimal_places=2, default=100, validators=[MinValueValidator(0)]
    )
    fee_other = models.DecimalField(
        _("fee of others"),
        max_digits=9,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(0)],
        help_text=_("0: none. Never more than the price of what is given up. You can waive it later."),
    )
    second = models.CharField(
        _("a second registration of the same organisation"),
        max_length=10,
        choices=Second.choices,
        default=Second.ALLOW,
    )
    prefer_new = models.BooleanField(
        _("waiting list prefers organisations that have no seat yet"), default=False
    )
    unconfirmed_per_sender = models.PositiveSmallIntegerField(
        _("unconfirmed registrations per sender, at most"), default=3, validators=[MinValueValidator(1)]
    )
    ask_diet = models.BooleanField(_("ask for dietary needs"), default=False)
    ask_access = models.BooleanField(_("ask for access needs"), default=False)
    ask_overnight = models.BooleanField(_("ask for overnight stays"), default=False)
    ask_topics = models.BooleanField(_("participants may propose topics for each session"), default=False)
    retention_days = models.PositiveSmallIntegerField(
        _("personal data kept, days after the last session"), default=365
    )
    consent_version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rules of a registration")
        verbose_name_plural = _("rules of registrations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(max_people__gte=models.F("min_people")),
                name="rules_max_people_not_below_min",
                violation_error_message=_("The most people are fewer than the least."),
            ),
            models.CheckConstraint(
                condition=models.Q(fee_partner__gte=0, fee_other__gte=0)
                & (models.Q(fee_kind="amount") | models.Q(fee_partner__lte=100, fee_other__lte=100)),
                name="rules_fee_is_a_share_or_an_amount",
                violation_error_message=_("A share lies between 0 and 100 percent."),
            ),
        ]

    @property
    def fee_words(self) -> str:
        """What is due after the days of free cancellation, as a sentence; "" where nothing is."""
        if not self.fee_partner and not self.fee_other:
            return ""
        share = self.fee_kind == self.Fee.SHARE
        partner, other = (
            percent(fee / 100) if share else money(fee) for fee in (self.fee_partner, self.fee_other)
        )
        if partner != other:
            text = (
                gettext("After that, partners owe %(partner)s of the price and others %(other)s.")
                if share
                else gettext("After that, partners owe %(partner)s for each session and others %(other)s.")
            )
            return text % {"partner": partner, "other": other}
        text = (
            gettext("After that, %(fee)s of the price stay due.")
            if share
            else gettext("After that, %(fee)s are due for each session.")
        )
        return text % {"fee": partner}

    def __str__(self):
        """The title of what is called for, the original's."""
        pages = Page.objects.filter(translation_key=self.call_key, alias_of__isnull=True).order_by("pk")
        return pages.values_list("title", flat=True).first() or str(self.call_key)


class CallText(models.Model):
    """The organiser's words for one call in one language: shown beside the form."""

    rules = ParentalKey(CallRules, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    introduction = models.TextField(_("above the form"), blank=True)
    consent = models.TextField(
        _("what is agreed to"),
        blank=True,
        help_text=_(
            "Printed beside the tick of the check page; changing it raises the version that is kept."
        ),
    )

    class Meta:
        verbose_name = _("words of a registration")
        verbose_name_plural = _("words of registrations")
        constraints = [models.UniqueConstraint(fields=["rules", "locale"], name="one_call_text_per_language")]

    def __str__(self):
        return self.introduction[:40]
