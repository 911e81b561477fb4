from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Locale
from wagtail.search import index


class Organisation(index.Indexed, ClusterableModel):
    """A body that takes part: one row for all languages, its few words per language beside it."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        HOUSING = "housing", _("housing association")
        INSTITUTION = "institution", _("institution")
        INITIATIVE = "initiative", _("citizens’ initiative")
        OFFICE = "office", _("planning or research office")
        NETWORK = "network", _("network")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=160, unique=True)
    sort_name = models.CharField(
        _("sorted as"),
        max_length=160,
        blank=True,
        help_text=_("Where the name is sorted elsewhere: “Vieren, Van”."),
    )
    language = models.CharField(
        _("language of the name"),
        max_length=5,
        choices=[("de", "Deutsch"), ("nl", "Nederlands")],
        default="de",
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.MUNICIPALITY)
    url = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "home.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    place = models.ForeignKey(
        "home.Place",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("place"),
    )
    member_since = models.DateField(_("member since"), null=True, blank=True)
    member_until = models.DateField(_("member until"), null=True, blank=True)
    partner_since = models.DateField(_("partner since"), null=True, blank=True)
    partner_until = models.DateField(_("partner until"), null=True, blank=True)
    mail_domains = models.TextField(
        _("mail domains"),
        blank=True,
        help_text=_(
            "One per line, without @. Registrations from these addresses belong to this organisation."
        ),
    )

    panels = [
        FieldRowPanel(["name", "sort_name"]),
        FieldRowPanel(["kind", "language", "place"]),
        FieldRowPanel(["url", "logo"]),
        MultiFieldPanel(
            [
                FieldRowPanel(["member_since", "member_until"]),
                FieldRowPanel(["partner_since", "partner_until"]),
            ],
            heading=_("Membership"),
        ),
        "mail_domains",
        InlinePanel("texts", heading=_("Words per language"), label=_("language")),
    ]
    search_fields = [index.SearchField("name", boost=2), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_name", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member_until__isnull=True)
                | models.Q(member_since__isnull=True)
                | models.Q(member_until__gte=models.F("member_since")),
                name="organisation_member_until_after_since",
                violation_error_message=_("The membership ends before it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(partner_until__isnull=True)
                | models.Q(partner_since__isnull=True)
                | models.Q(partner_until__gte=models.F("partner_since")),
                name="organisation_partner_until_after_since",
                violation_error_message=_("The partnership ends before it starts."),
            ),
        ]

    def __str__(self):
        return self.name

    def is_partner_on(self, day) -> bool:
        """Return whether the partnership holds on that date (first and last day included);
        domain.md#prices."""
        if self.partner_since is None or day < self.partner_since:
            return False
        return self.partner_until is None or day <= self.partner_until

    def is_member_on(self, day) -> bool:
        """Return whether the membership holds on that date (first and last day included)."""
        if self.member_since is None or day < self.member_since:
            return False
        return self.member_until is None or day <= self.member_until


class OrganisationText(models.Model):
    """An organisation's few words in one language."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    about = models.TextField(_("about"), blank=True)

    class Meta:
        verbose_name = _("words of an organisation")
        verbose_name_plural = _("words of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "locale"], name="one_organisation_text_per_language"
            )
        ]

    def __str__(self):
        return f"{self.organisation} ({self.locale.language_code})"
