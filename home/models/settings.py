from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale, Orderable

phone_validator = RegexValidator(r"^\+?[0-9 ()/.-]{5,30}$", _("Digits, spaces, + ( ) / - only."))


@register_setting(icon="site", order=100)
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """The network itself: facts once, words per language in `SiteText`."""

    network_name = models.CharField(_("network name"), max_length=60, default="Kwartier")
    logo = models.ForeignKey(
        "home.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands in the place of the enamel plate with the name."),
    )
    office_name = models.CharField(_("office"), max_length=120, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(
        _("country"), max_length=2, choices=[("DE", _("Germany")), ("NL", _("Netherlands"))], default="DE"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True, validators=[phone_validator])
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("privacy notice"),
        help_text=_("Forms lead to it, in the reader’s language."),
    )
    show_untranslated_articles = models.BooleanField(
        _("show articles of the other language in lists"),
        default=False,
        help_text=_("Articles that are not translated then appear under their own language."),
    )
    full_text_feeds = models.BooleanField(
        _("feeds hold the whole text"),
        default=False,
        help_text=_("Otherwise they hold title, lead and picture, and readers come here for the rest."),
    )
    dateline_country = models.BooleanField(
        _("add the country to a dateline across the border"),
        default=False,
        help_text=_("“Kamen (D).” on Dutch pages, “Zeist (NL).” on German ones."),
    )

    panels = [
        FieldRowPanel(["network_name", "logo"]),
        MultiFieldPanel(
            [
                "office_name",
                FieldRowPanel(["street", "postcode", "city", "country"]),
                FieldRowPanel(["email", "phone"]),
                "privacy_page",
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(["show_untranslated_articles", "dateline_country"], heading=_("Languages")),
        MultiFieldPanel(["full_text_feeds"], heading=_("Feeds")),
        InlinePanel("texts", heading=_("Words per language"), label=_("language")),
        InlinePanel("social_links", heading=_("Elsewhere"), label=_("link")),
    ]

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")


class SiteText(models.Model):
    """The network's words in one language."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    claim = models.CharField(_("claim"), max_length=120, blank=True)
    footer_about = models.TextField(_("about, in the footer"), blank=True)
    legal_lines = models.TextField(
        _("legal lines"), blank=True, help_text=_("Register, VAT id and the like; one per line.")
    )
    greeting = models.CharField(
        _("greeting of mails"),
        max_length=80,
        blank=True,
        help_text=_("With {name}, for example “Guten Tag {name},” or “Beste {name},”."),
    )
    closing = models.CharField(_("closing of mails"), max_length=120, blank=True)
    author_label = models.CharField(
        _("word for one author"),
        max_length=40,
        blank=True,
        help_text=_("Autorin, Autor, Autor*in …"),
    )
    authors_label = models.CharField(_("word for several authors"), max_length=40, blank=True)

    panels = [
        "locale",
        "claim",
        "footer_about",
        "legal_lines",
        FieldRowPanel(["greeting", "closing"]),
        FieldRowPanel(["author_label", "authors_label"]),
    ]

    class Meta:
        verbose_name = _("words of the network")
        verbose_name_plural = _("words of the network")
        constraints = [
            models.UniqueConstraint(fields=["settings", "locale"], name="one_site_text_per_language")
        ]

    def __str__(self):
        return f"{self.settings} ({self.locale.language_code})"


class SocialLink(Orderable):
    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(_("label"), max_length=40)
    url = models.URLField(_("address"))

    panels = [FieldRowPanel(["label", "url"])]

    class Meta(Orderable.Meta):
        verbose_name = _("link elsewhere")
        verbose_name_plural = _("links elsewhere")

    def __str__(self):
        return self.label
